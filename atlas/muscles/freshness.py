"""Say from files alone whether the committed muscle layer belongs to the committed sources.

Standard library only. The digest covers the sheets, the landmarks, what the catalogue says of depth
and of where points are, and the code the muscles are computed with.
"""

from __future__ import annotations

import re
from pathlib import Path

from atlas.descriptors import BODIES
from atlas.freshness import (
    LAYER_TOOLS,
    ROOT,
    figure_folder,
    point_lines,
    sha256_of,
    stale_files,
)

REBUILD = "run `python -m atlas --sheets` and commit static/svg/"

# The build code the muscles are computed with, beside the modules of this package.
SHARED_CODE = (
    "basemesh", "body", "carrying", "contours", "coverage", "curves", "descriptors", "exposed",
    "fitting", "frames", "landmarks", "mesh", "pictures", "pieces", "pins", "pixelsides",
    "placing", "points", "pose", "raster", "refining", "regions", "scene", "segments", "source",
    "surface",
)  # fmt: skip

_MUSCLE_LINE = re.compile(r"^- id: .*$|^  depth: .*$", re.M)


def muscle_folder(body: str) -> Path:
    """Return the folder of a body's muscles, from the project's root."""
    return figure_folder(body) / "muscles"


def muscle_inputs(root: Path = ROOT) -> dict[str, str]:
    """Return the SHA-256 of every input, by path; of the catalogue only what the drawing needs."""
    data, code = root / "data", root / "atlas"
    paths = [*data.glob("landmarks*.yaml"), *data.glob("sheets-*.yaml")]
    paths += [code / f"{name}.py" for name in SHARED_CODE]
    paths += [p for p in (code / "muscles").glob("*.py") if p.name not in LAYER_TOOLS]
    paths += (code / "diagrams").glob("*.py")
    found = {path.relative_to(root).as_posix(): sha256_of(path.read_bytes()) for path in paths}
    text = (data / "trigger_points.yaml").read_text(encoding="utf-8")
    lines = "\n".join([point_lines(text), *_MUSCLE_LINE.findall(text)])
    found["data/trigger_points.yaml#muscles"] = sha256_of(lines.encode())
    return dict(sorted(found.items()))


def stale_muscles(root: Path = ROOT) -> list[str]:
    """List why the committed muscle layers are not fresh, a line each; empty when they are."""
    now = muscle_inputs(root)
    return [
        reason
        for body in BODIES
        for reason in stale_files(root, muscle_folder(body), "muscles", now, lambda _: REBUILD)
    ]
