"""The skeleton layer's commands: rebuild it, or draw one view of it over the figure for review."""

from __future__ import annotations

import argparse
import sys


def add_options(parser: argparse.ArgumentParser, action: argparse._MutuallyExclusiveGroup) -> None:
    """Add the options of the skeleton layer to the atlas command."""
    action.add_argument("--skeleton", action="store_true", help="rebuild the skeleton layer only")
    action.add_argument(
        "--bones", metavar="VIEW", help="draw the skeleton over a view as SVG, for review"
    )


def run(options: argparse.Namespace) -> int:
    """Draw the view asked for and return the exit code."""
    from atlas.muscles.layer import open_studio
    from atlas.skeleton.layer import build_skeleton
    from atlas.skeleton.review import over_figure

    studio = open_studio()
    files, problems = build_skeleton(studio.scene, studio.landmarks.left_mm)
    for problem in problems:
        sys.stderr.write(problem + "\n")
    name = f"{options.bones}.svg"
    if name not in files:
        sys.stderr.write(f"{options.bones}: no skeleton in this view\n")
        return 1
    picture = over_figure(options.bones, files[name], options.crop)
    options.out.with_suffix(".svg").write_text(picture, encoding="utf-8")
    return 1 if problems else 0
