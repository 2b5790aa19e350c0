"""The command: build the figure, say whether it is fresh, or preview one view for authors.

`python -m atlas` builds `static/svg/`; `--check` says in a moment whether the committed figure
belongs to the committed sources; `--view` and `--check-seeds` serve those who author zones.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from atlas.descriptors import BODIES, NEUTRAL
from atlas.muscles import command as muscles
from atlas.skeleton import command as skeleton


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m atlas", description=__doc__)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="is the committed figure fresh?")
    action.add_argument(
        "--check-seeds", action="store_true", help="list what is wrong in the seeds"
    )
    action.add_argument(
        "--points", action="store_true", help="place trigger points anew in the built figure"
    )
    action.add_argument("--view", metavar="ID", help="preview this view as PNG or SVG")
    parser.add_argument(
        "--body", action="append", choices=tuple(BODIES), help="build this body only; repeatable"
    )
    parser.add_argument("--zones", action="store_true", help="preview: zones, named (the default)")
    parser.add_argument("--parts", action="store_true", help="preview: body parts, named")
    parser.add_argument("--crop", nargs=4, type=float, metavar=("X0", "Y0", "X1", "Y1"))
    parser.add_argument("--mm-per-px", type=float)
    parser.add_argument("--step", type=float, default=0.0, help="preview: grid step in mm")
    parser.add_argument("--out", type=Path, default=Path("preview.png"), help="preview: the file")
    muscles.add_options(parser, action)
    skeleton.add_options(parser, action)
    options = parser.parse_args(arguments)
    # Views and muscles are drawn side by side on all cores; threads within each would only wait.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Heavy libraries are imported by the branch that needs them: --check runs without.
    if options.check:
        return check()
    if options.check_seeds:
        return check_seeds()
    if options.sheet or options.contact_sheet:
        return muscles.run(options)
    if options.bones:
        return skeleton.run(options)
    if options.sheets or options.skeleton:
        return build_layer("muscles" if options.sheets else "bones", options.body or tuple(BODIES))
    if options.view:
        return preview(options)
    if options.points:
        return repoint_all(options.body or tuple(BODIES))
    return build_all(options.body or tuple(BODIES))


def check() -> int:
    """Say whether the committed figure is fresh; print a line for each reason it is not."""
    from atlas.freshness import stale_reasons
    from atlas.muscles.freshness import stale_muscles
    from atlas.skeleton.freshness import stale_skeleton

    reasons = [*stale_reasons(), *stale_muscles(), *stale_skeleton()]
    for reason in reasons:
        sys.stderr.write(reason + "\n")
    return 1 if reasons else 0


def build_all(bodies: Sequence[str]) -> int:
    """Build and write the figures of bodies; print what was found wrong."""
    from atlas.checks import check_builds
    from atlas.layers import build_layers, write_layers
    from atlas.muscles.layer import finish_muscles, open_studio
    from atlas.pipeline import build, write

    start = time.monotonic()
    studio = open_studio()
    finished = finish_muscles(studio)
    builds = build(bodies=bodies, laid={muscle: each.laid for muscle, each in finished.items()})
    scenes = {built.plan.body: built.plan.scene for built in builds}
    layers, layer_problems = build_layers(studio, finished, scenes)
    changed = [path for built in builds for path in write(built)] + write_layers(layers)
    settled = builds[0].settled
    findings = [*check_builds(builds), *layer_problems]
    for finding in (*findings, *settled.notes):
        sys.stderr.write(finding + "\n")
    took = time.monotonic() - start
    views = sum(len(built.views) for built in builds)
    sys.stdout.write(f"{views} views, {len(changed)} files changed, {took:.0f} s\n")
    return 1 if findings else 0


def build_layer(kind: str, bodies: Sequence[str]) -> int:
    """Build and write one layer of bodies; print what was found wrong."""
    from atlas.body import build_bodies
    from atlas.layers import MUSCLES, build_layers, write_layers
    from atlas.muscles.layer import finish_muscles, open_studio
    from atlas.scene import Scene

    start = time.monotonic()
    scenes = {body: Scene(built) for body, built in build_bodies(bodies).items()}
    studio = open_studio(scenes[NEUTRAL])
    finished = finish_muscles(studio) if kind == MUSCLES else {}
    wanted = {body: scene for body, scene in scenes.items() if body in bodies}
    layers, problems = build_layers(studio, finished, wanted, (kind,))
    changed = write_layers(layers)
    for problem in problems:
        sys.stderr.write(problem + "\n")
    took = time.monotonic() - start
    sys.stdout.write(f"{len(layers)} bodies, {len(changed)} files changed, {took:.0f} s\n")
    return 1 if problems else 0


def repoint_all(bodies: Sequence[str]) -> int:
    """Place trigger points anew; print what could not be placed."""
    from atlas.repointing import OtherInputsChangedError, repoint

    try:
        problems = repoint(bodies=bodies)
    except OtherInputsChangedError as error:
        sys.stderr.write(f"{error}; run `python -m atlas`\n")
        return 1
    for problem in problems:
        sys.stderr.write(problem + "\n")
    return 1 if problems else 0


def check_seeds() -> int:
    """Tell how the seeds divide the body."""
    from atlas.authored import load_authored
    from atlas.checks import report_seeds

    authored = load_authored()
    for problem in authored.problems:
        sys.stderr.write(problem + "\n")
    sys.stdout.write(report_seeds(authored))
    return 1 if authored.problems else 0


def preview(options: argparse.Namespace) -> int:
    """Draw one view for authors."""
    from atlas.authored import load_authored
    from atlas.preview import write_preview, write_svg_preview

    authored = load_authored()
    for problem in authored.problems:
        sys.stderr.write(problem + "\n")
    if options.out.suffix == ".svg":
        write_svg_preview(authored, options.view, options.out)
    else:
        write_preview(
            authored,
            options.view,
            options.out,
            crop_mm=tuple(options.crop) if options.crop else None,
            mm_per_px=options.mm_per_px,
            step_mm=options.step,
            parts=options.parts,
        )
    return 1 if authored.problems else 0


if __name__ == "__main__":
    sys.exit(main())
