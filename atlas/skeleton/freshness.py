"""Say from files alone whether the committed skeleton layer belongs to the committed sources.

Standard library only. The digest covers the authored skeleton, the landmarks it is placed from, and
the code it is computed with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.freshness import ROOT, changed_inputs, digest_of

__all__ = ["FOLDER", "MANIFEST", "skeleton_inputs", "stale_skeleton"]

FOLDER = Path("static/svg/skeleton")
MANIFEST = "manifest.json"
REBUILD = f"run `python -m atlas --skeleton` and commit {FOLDER}/"

# The build code the bones are computed with, beside the modules of this package.
SHARED_CODE = (
    "basemesh.py", "body.py", "curves.py", "descriptors.py", "fitting.py", "frames.py",
    "landmarks.py", "mesh.py", "muscles/curves3d.py", "paths.py", "pieces.py", "pins.py",
    "placing.py", "pose.py", "scene.py", "segments.py", "source.py", "surface.py",
)  # fmt: skip
# Modules that draw for authors or give commands: they cannot change what is published.
NOT_BUILD_CODE = frozenset({"command.py", "review.py"})


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def skeleton_inputs(root: Path = ROOT) -> dict[str, str]:
    """Return the SHA-256 of every input, by path."""
    data, code = root / "data", root / "atlas"
    paths = [data / "skeleton.yaml", *data.glob("landmarks*.yaml")]
    paths += [code / name for name in SHARED_CODE]
    paths += [p for p in (code / "skeleton").glob("*.py") if p.name not in NOT_BUILD_CODE]
    found = {path.relative_to(root).as_posix(): _sha256(path.read_bytes()) for path in paths}
    return dict(sorted(found.items()))


def stale_skeleton(root: Path = ROOT) -> list[str]:
    """List why the committed skeleton layer is not fresh, a line each; empty when it is."""
    folder = root / FOLDER
    path = folder / MANIFEST
    if not path.exists():
        return [f"{FOLDER / MANIFEST}: missing; {REBUILD}"]
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    now: Mapping[str, str] = skeleton_inputs(root)
    then: Mapping[str, str] = manifest.get("inputs", {})
    reasons = [
        f"{name}: changed since the skeleton was drawn; {REBUILD}"
        for name in changed_inputs(then, now)
    ]
    if not reasons and manifest.get("digest") != digest_of(now):
        reasons.append(f"{FOLDER / MANIFEST}: its digest is not that of its inputs; {REBUILD}")
    listed = {entry["file"]: entry["sha256"] for entry in manifest.get("views", [])}
    for name, digest in sorted(listed.items()):
        file = folder / name
        if not file.exists():
            reasons.append(f"{FOLDER / name}: missing; {REBUILD}")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            reasons.append(f"{FOLDER / name}: edited by hand; {REBUILD}")
    reasons += [
        f"{FOLDER / file.name}: not in the manifest; delete it or {REBUILD}"
        for file in sorted(folder.glob("*.svg"))
        if file.name not in listed
    ]
    return reasons
