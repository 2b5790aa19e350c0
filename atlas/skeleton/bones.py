"""Turn the authored skeleton into bones on one body: forms at places, vertebrae and ribs by number.

Takes `data/skeleton.yaml` as read and the places of a body. Gives bones, and a line for each
record that is wrong. Must not know pictures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from atlas.skeleton.forms import Form, Hull, Line, Outline, Tube
from atlas.skeleton.places import Place, PlaceError, Places
from atlas.skeleton.records import Bone, Labelled, Part
from atlas.skeleton.rows import ribs, vertebrae
from atlas.skeleton.shown import REGIONS, VIEW_FAMILIES

FloatArray = NDArray[np.float64]

BONE_FIELDS = frozenset({"bone", "region", "nearer_mm", "forward_mm", "parts"})
PART_FIELDS = frozenset(
    {"tube", "radii_mm", "hull", "round_mm", "outline", "half", "line", "views"}
)
FORMS = ("tube", "hull", "outline", "line")


@dataclass(frozen=True)
class Bones:
    """All bones of one body, the names of levels, and a line for each problem."""

    bones: tuple[Bone, ...]
    labels: tuple[Labelled, ...]
    problems: tuple[str, ...]


def read_skeleton(path: Path) -> Mapping[str, Any]:
    """Read the authored file; a file of another form is an error.

    Raises
    ------
    ValueError
        When the file has no list of bones.
    """
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(data, dict) or not isinstance(data.get("bones"), list):
        raise ValueError(f"{path.name}: bones: a list under this key is required")
    return data


def build_bones(data: Mapping[str, Any], places: Places) -> Bones:
    """Place every authored bone on a body."""
    found: list[Bone] = []
    labels: list[Labelled] = []
    problems: list[str] = []
    for name, place in (data.get("points") or {}).items():
        try:
            places.name(name, places.find(place))
        except PlaceError as error:
            problems.append(f"points: {name}: {error}")
    for key, build in (("spine", vertebrae), ("ribs", ribs)):
        if key not in data:
            continue
        try:
            more, named = build(data[key], places)
            found += more
            labels += named
        except (PlaceError, KeyError, TypeError, ValueError) as error:
            problems.append(f"{key}: {error}")
    for record in data["bones"]:
        wrong: list[str] = []
        bone = _bone(record, places, wrong)
        problems += [f"{record.get('bone', '?')}: {problem}" for problem in wrong]
        if not wrong:
            found.append(bone)
    for name, entry in (data.get("labels") or {}).items():
        try:
            at = places.find(entry["at"])
            aside = float(entry.get("aside_mm", 0.0))
            labels.append(Labelled(str(name), entry["bone"], at, tuple(entry["views"]), aside))
        except (PlaceError, KeyError) as error:
            problems.append(f"labels: {name}: {error}")
    return Bones(tuple(found), tuple(labels), tuple(f"skeleton.yaml: {p}" for p in problems))


def _bone(record: Mapping[str, Any], places: Places, problems: list[str]) -> Bone:
    problems += [f"{name}: unknown field" for name in sorted(set(record) - BONE_FIELDS)]
    region = record.get("region", "")
    if region not in REGIONS:
        problems.append(f"region: {region!r} is not one of {', '.join(REGIONS)}")
    parts: list[Part] = []
    for number, raw in enumerate(record.get("parts") or (), start=1):
        try:
            parts.append(_part(raw, places))
        except (PlaceError, ValueError) as error:
            problems.append(f"part {number}: {error}")
    if not parts and not problems:
        problems.append("parts: needs one or more")
    nearer, forward = (float(record.get(name, 0.0)) for name in ("nearer_mm", "forward_mm"))
    return Bone(str(record.get("bone", "")), region, tuple(parts), nearer, forward)


def _part(raw: Mapping[str, Any], places: Places) -> Part:
    unknown = sorted(set(raw) - PART_FIELDS)
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: unknown field")
    kinds = [name for name in FORMS if name in raw]
    if len(kinds) != 1:
        raise ValueError(f"needs one of {', '.join(FORMS)}")
    views = tuple(raw.get("views", ()))
    for view in views:
        if view not in VIEW_FAMILIES:
            raise ValueError(f"views: {view!r} is not one of {', '.join(VIEW_FAMILIES)}")
    return Part(_form(kinds[0], raw, _points(raw[kinds[0]], places)), views)


def _points(raw: Sequence[Place], places: Places) -> FloatArray:
    return np.array([places.find(place) for place in raw])


def _form(kind: str, raw: Mapping[str, Any], points: FloatArray) -> Form:
    if kind == "tube":
        radii = raw.get("radii_mm", 4.0)
        listed = radii if isinstance(radii, list) else [radii]
        return Tube(points, tuple(float(radius) for radius in listed))
    if kind == "hull":
        return Hull(points, float(raw.get("round_mm", 3.0)))
    if kind == "outline":
        return Outline(points, is_half=bool(raw.get("half", False)))
    return Line(points)
