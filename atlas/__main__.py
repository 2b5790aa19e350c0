"""The command: build the figure, say whether it is fresh, or preview one view for authors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m atlas", description=__doc__)
    parser.add_argument(
        "--check-seeds", action="store_true", help="list what is wrong in the seeds"
    )
    parser.add_argument("--view", help="preview this view")
    parser.add_argument("--zones", action="store_true", help="preview: zones, named (the default)")
    parser.add_argument("--parts", action="store_true", help="preview: body parts, named")
    parser.add_argument("--crop", nargs=4, type=float, metavar=("X0", "Y0", "X1", "Y1"))
    parser.add_argument("--mm-per-px", type=float)
    parser.add_argument("--step", type=float, default=0.0, help="preview: grid step in mm")
    parser.add_argument("--out", type=Path, default=Path("preview.png"))
    options = parser.parse_args(arguments)
    from atlas.authored import load_authored

    authored = load_authored()
    for problem in authored.problems:
        sys.stderr.write(problem + "\n")
    if options.check_seeds:
        from atlas.checks import report_seeds

        sys.stdout.write(report_seeds(authored))
    if options.view:
        from atlas.preview import write_preview

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
