"""Say from files alone whether the committed skeleton layer belongs to the committed sources.

Standard library only. The digest covers the authored skeleton, the landmarks it is placed from, and
the code it is computed with.
"""

from __future__ import annotations

from pathlib import Path

from atlas.descriptors import BODIES
from atlas.freshness import LAYER_TOOLS, ROOT, figure_folder, sha256_of, stale_files

REBUILD = "run `python -m atlas --skeleton` and commit static/svg/"

# The build code the bones are computed with, beside the modules of this package.
SHARED_CODE = (
    "basemesh.py", "body.py", "carrying.py", "curves.py", "descriptors.py", "fitting.py",
    "frames.py", "landmarks.py", "mesh.py", "muscles/carried.py", "muscles/curves3d.py",
    "paths.py", "pieces.py", "pins.py", "placing.py", "pose.py", "scene.py", "segments.py",
    "source.py", "surface.py",
)  # fmt: skip


def skeleton_folder(body: str) -> Path:
    """Return the folder of a body's bones, from the project's root."""
    return figure_folder(body) / "skeleton"


def skeleton_inputs(root: Path = ROOT) -> dict[str, str]:
    """Return the SHA-256 of every input, by path."""
    data, code = root / "data", root / "atlas"
    paths = [data / "skeleton.yaml", *data.glob("landmarks*.yaml")]
    paths += [code / name for name in SHARED_CODE]
    paths += [p for p in (code / "skeleton").glob("*.py") if p.name not in LAYER_TOOLS]
    found = {path.relative_to(root).as_posix(): sha256_of(path.read_bytes()) for path in paths}
    return dict(sorted(found.items()))


def stale_skeleton(root: Path = ROOT) -> list[str]:
    """List why the committed skeleton layers are not fresh, a line each; empty when they are."""
    now = skeleton_inputs(root)
    return [
        reason
        for body in BODIES
        for reason in stale_files(root, skeleton_folder(body), "views", now, lambda _: REBUILD)
    ]
