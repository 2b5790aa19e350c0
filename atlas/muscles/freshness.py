"""Say from files alone whether the committed muscle layer belongs to the committed sources.

Standard library only. The digest covers the sheets, the landmarks, what the catalogue says of depth
and of where points are, and the code the muscles are computed with.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas.freshness import ROOT, digest_of, point_lines

__all__ = ["FOLDER", "MANIFEST", "digest_of", "muscle_inputs", "stale_muscles"]

FOLDER = Path("static/svg/muscles")
MANIFEST = "manifest.json"
REBUILD = "run `python -m atlas --sheets` and commit static/svg/muscles/"

# The build code the muscles are computed with, beside the modules of this package.
SHARED_CODE = (
    "basemesh", "body", "contours", "curves", "descriptors", "exposed", "fitting", "frames",
    "landmarks", "mesh", "pieces", "pins", "pixelsides", "placing", "points", "pose", "raster",
    "refining", "regions", "scene",
    "segments", "source", "surface",
)  # fmt: skip
# Modules that draw for authors or give commands: they cannot change what is published.
NOT_BUILD_CODE = frozenset({"command.py", "painting.py", "review.py"})

_MUSCLE_LINE = re.compile(r"^- id: .*$|^  depth: .*$", re.M)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def muscle_inputs(root: Path = ROOT) -> dict[str, str]:
    """Return the SHA-256 of every input, by path; of the catalogue only what the drawing needs."""
    data, code = root / "data", root / "atlas"
    paths = [*data.glob("landmarks*.yaml"), *data.glob("sheets-*.yaml")]
    paths += [code / f"{name}.py" for name in SHARED_CODE]
    paths += [p for p in (code / "muscles").glob("*.py") if p.name not in NOT_BUILD_CODE]
    found = {path.relative_to(root).as_posix(): _sha256(path.read_bytes()) for path in paths}
    text = (data / "trigger_points.yaml").read_text(encoding="utf-8")
    lines = "\n".join([point_lines(text), *_MUSCLE_LINE.findall(text)])
    found["data/trigger_points.yaml#muscles"] = _sha256(lines.encode())
    return dict(sorted(found.items()))


def stale_muscles(root: Path = ROOT) -> list[str]:
    """List why the committed muscle layer is not fresh, a line each; empty when it is."""
    folder = root / FOLDER
    path = folder / MANIFEST
    if not path.exists():
        return [f"{FOLDER / MANIFEST}: missing; {REBUILD}"]
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    now: Mapping[str, str] = muscle_inputs(root)
    then: Mapping[str, str] = manifest.get("inputs", {})
    reasons = [
        f"{name}: {'changed' if name in now and name in then else 'new' if name in now else 'gone'}"
        f" since the muscles were drawn; {REBUILD}"
        for name in sorted(set(now) | set(then))
        if now.get(name) != then.get(name)
    ]
    if not reasons and manifest.get("digest") != digest_of(now):
        reasons.append(f"{FOLDER / MANIFEST}: its digest is not that of its inputs; {REBUILD}")
    listed = {entry["file"]: entry["sha256"] for entry in manifest.get("muscles", [])}
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
