"""Say from files alone whether the committed figure belongs to the committed sources.

Standard library only: runs without the mesh, numpy or shapely. The digest covers everything the
figure is computed from: the authored geometry, the zone vocabulary, the places of trigger points,
and the build's own code (which pins the body data by checksum).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from atlas.descriptors import BODIES, NEUTRAL

ROOT = Path(__file__).resolve().parent.parent
FIGURES = Path("static/svg")
MANIFEST = "manifest.json"
REBUILD = "run `make atlas` (or `python -m atlas`) and commit static/svg/"

REPOINT = "run `python -m atlas --points` and commit static/svg/"

# Code that draws for authors, judges, only gives commands, repeats a part of the build, shares it
# out, or writes what lies over the views: it cannot change them.
NOT_BUILD_CODE = frozenset(
    {
        "preview.py", "grid.py", "checks.py", "freshness.py", "repointing.py", "__main__.py",
        "layers.py", "layer_files.py", "parallel.py",
    }
)  # fmt: skip
# The same in the packages of the layers.
LAYER_TOOLS = frozenset({"command.py", "freshness.py", "painting.py", "review.py"})
# What only trigger points come from, not pictures: the starts of input names.
POINT_INPUTS = (
    "data/trigger_points.yaml#positions",
    "data/sheets-",
    "atlas/muscles/",
    "atlas/points.py",
)

# In the catalogue only these lines matter to the figure: which points there are, on which side, and
# where. A position that takes several lines goes on while it is indented deeper.
_POINT_LINE = re.compile(r"^  - id: .*$|^    only_side: .*$|^    position:.*(?:\n {5,}\S.*)*", re.M)


def figure_folder(body: str) -> Path:
    """Return the folder of a body's views, from the project's root.

    The neutral body's lie in the figures' folder itself, each other body's in one of its own.
    """
    return FIGURES if body == NEUTRAL else FIGURES / body


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of a text file's bytes, whichever way its lines end."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def point_lines(text: str) -> str:
    """Return the lines of the catalogue that place trigger points."""
    return "\n".join(match.group().rstrip() for match in _POINT_LINE.finditer(text))


def input_digests(root: Path = ROOT) -> dict[str, str]:
    """Return the SHA-256 of every input, by path; of the catalogue only what places points."""
    data = root / "data"
    paths = [data / "zones.yaml", *data.glob("landmarks*.yaml"), *data.glob("zone_seeds*.yaml")]
    paths += [p for p in (root / "atlas").glob("*.py") if p.name not in NOT_BUILD_CODE]
    paths += (root / "atlas/diagrams").glob("*.py")
    found = {path.relative_to(root).as_posix(): sha256_of(path.read_bytes()) for path in paths}
    catalogue = data / "trigger_points.yaml"
    if catalogue.exists():
        places = point_lines(catalogue.read_text(encoding="utf-8"))
        found["data/trigger_points.yaml#positions"] = sha256_of(places.encode())
        if "part:" in places:
            # Points on muscles' sheets move with the sheets.
            code = (root / "atlas/muscles").glob("*.py")
            sheets = [*data.glob("sheets-*.yaml"), *(p for p in code if p.name not in LAYER_TOOLS)]
            found |= {p.relative_to(root).as_posix(): sha256_of(p.read_bytes()) for p in sheets}
    return dict(sorted(found.items()))


def digest_of(inputs: Mapping[str, str]) -> str:
    """Return one digest over all inputs."""
    return sha256_of("\n".join(f"{name} {digest}" for name, digest in inputs.items()).encode())


def is_point_input(name: str) -> bool:
    """Tell whether an input decides on nothing but where trigger points are."""
    return name.startswith(POINT_INPUTS) or name.removeprefix("atlas/") in NOT_BUILD_CODE


def changed_inputs(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the names of inputs that changed, came or went, sorted."""
    return [name for name in sorted(set(now) | set(then)) if now.get(name) != then.get(name)]


def stale_reasons(root: Path = ROOT, bodies: Collection[str] = tuple(BODIES)) -> list[str]:
    """List why the committed figures are not fresh; empty when they are.

    A reason is a line naming a file. Checks the digest of the inputs and the bytes of each view.
    """

    def remedy(changed: Sequence[str]) -> str:
        return REPOINT if all(map(is_point_input, changed)) else REBUILD

    now = input_digests(root)
    return [
        reason
        for body in bodies
        for reason in stale_files(root, figure_folder(body), "views", now, remedy)
    ]


def stale_files(
    root: Path,
    folder: Path,
    listing: str,
    now: Mapping[str, str],
    remedy: Callable[[Sequence[str]], str],
) -> list[str]:
    """List why the files of a folder are not what its manifest and the present inputs say.

    Parameters
    ----------
    folder : from the root
    listing : the manifest's list of files, each with `file` and `sha256`
    now : digests of the inputs as they are
    remedy : what to do, given the names of what has changed
    """
    path = root / folder / MANIFEST
    mend = remedy(["files"])
    if not path.exists():
        return [f"{folder / MANIFEST}: missing; {mend}"]
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    then = manifest.get("inputs", {})
    changed = changed_inputs(then, now)
    reasons = [
        f"{name}: {'changed' if name in now and name in then else 'new' if name in now else 'gone'}"
        f" since {folder} was built; {remedy(changed)}"
        for name in changed
    ]
    if not reasons and manifest.get("digest") != digest_of(now):
        reasons.append(f"{folder / MANIFEST}: its digest is not that of its inputs; {mend}")
    listed = {entry["file"]: entry["sha256"] for entry in manifest.get(listing, [])}
    for name, digest in sorted(listed.items()):
        file = root / folder / name
        if not file.exists():
            reasons.append(f"{folder / name}: missing; {mend}")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            reasons.append(f"{folder / name}: edited by hand; {mend}")
    reasons += [
        f"{folder / file.name}: not in the manifest; delete it or {mend}"
        for file in sorted((root / folder).glob("*.svg"))
        if file.name not in listed
    ]
    return reasons
