"""The muscle layer's commands: review muscles, draw a region's contact sheet."""

from __future__ import annotations

import argparse
import sys


def add_options(parser: argparse.ArgumentParser, action: argparse._MutuallyExclusiveGroup) -> None:
    """Add the options of the muscle layer to the atlas command."""
    action.add_argument("--sheets", action="store_true", help="rebuild the muscle layer only")
    action.add_argument("--sheet", nargs="+", metavar="MUSCLE", help="draw muscles for review")
    action.add_argument(
        "--contact-sheet", metavar="REGION", help="draw every muscle of a region, or of `all`"
    )
    parser.add_argument("--in-view", metavar="ID", help="review: all muscles in this one view")
    parser.add_argument("--landmarks", action="store_true", help="review: name the landmarks")
    parser.add_argument("--px", type=int, help="review: longest side of each picture")


def run(options: argparse.Namespace) -> int:
    """Draw the review asked for and return its exit code."""
    from atlas.muscles.layer import open_studio
    from atlas.muscles.review import LARGE_PX, best_views, draw_reviews, write_picture

    studio = open_studio()
    for problem in studio.problems:
        sys.stderr.write(problem + "\n")
    wanted = options.sheet or [
        muscle
        for muscle, record in studio.muscles.items()
        if options.contact_sheet in (record["region"], "all") and muscle in studio.book.sheets
    ]
    missing = [muscle for muscle in wanted if muscle not in studio.book.sheets]
    for muscle in missing:
        sys.stderr.write(f"{muscle}: no sheet in data/sheets-*.yaml\n")
    wanted = [muscle for muscle in wanted if muscle in studio.book.sheets]
    if options.sheet:
        pixels, lines = draw_reviews(
            studio,
            wanted,
            options.in_view,
            longest_px=options.px or LARGE_PX,
            with_landmarks=options.landmarks,
        )
    else:
        pixels, lines = best_views(studio, wanted)
    for line in lines:
        sys.stdout.write(line + "\n")
    write_picture(options.out, pixels)
    return 1 if missing else 0
