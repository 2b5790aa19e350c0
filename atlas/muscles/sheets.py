"""Read the authored muscle sheets, `data/sheets-*.yaml`: where fibres begin, pass and end.

Gives frozen records with file and line, and every problem at once. Must not know the mesh: points
are kept as written and found on the body by `laying`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from atlas.descriptors import VIEW_BY_ID
from atlas.diagrams.rows import FlatRows, read_flat_rows
from atlas.placing import PositionError, check_position
from atlas.vocabulary import DATA_FOLDER

Lie = Literal["surface", "inside"]
# A landmark's id, or a position between landmarks.
SheetPoint = str | Mapping[str, Any]
Row = tuple[SheetPoint, ...]

PART_FIELDS = (
    "id", "origin", "via", "insertion", "lie", "belly", "swell_at", "tendon", "fibres", "views",
    "over", "flat",
)  # fmt: skip
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A belly wider than long, or hundreds of strokes, is a slip of the keyboard.
GREATEST_BELLY = 0.6
GREATEST_FIBRES = 60
# What is all tendon has flesh of this length: too short to be drawn, but there to divide by.
ALL_TENDON = 0.004


@dataclass(frozen=True)
class SheetPart:
    """One sheet of fibres.

    Attributes
    ----------
    rows : origin, via lines, insertion; each a line in the direction of `across`
    lie : laid on the skin, or kept inside the body
    belly : how far each side bows outward, as a share of the flesh's length
    swell_at : where along the flesh the belly is widest, 0.5 in the middle
    flesh : where along the fibres the flesh begins and where it ends, each at even steps across the
        sheet (one number: the same everywhere); the rest is tendon
    fibres : number of strokes; 0 lets the width decide
    views : the only views it is drawn in; empty for every view that faces it
    over : it lies on the parts before it, and hides them
    flat : how it is laid in constructed views
    """

    id: str
    rows: tuple[Row, ...]
    lie: Lie = "surface"
    belly: float = 0.0
    swell_at: float = 0.5
    flesh: tuple[tuple[float, ...], tuple[float, ...]] = ((0.0,), (1.0,))
    fibres: int = 0
    views: tuple[str, ...] = ()
    over: bool = False
    flat: tuple[FlatRows, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A muscle's sheets; `origin` is the file and line of the record."""

    muscle: str
    parts: tuple[SheetPart, ...]
    origin: str = ""


@dataclass(frozen=True)
class SheetBook:
    """All sheets by muscle, in the order of the files, and a line for each problem."""

    sheets: Mapping[str, Sheet]
    problems: tuple[str, ...]


def sheet_files(folder: Path = DATA_FOLDER) -> tuple[Path, ...]:
    """Return the sheet files of a data folder, which are read as one, by name."""
    return tuple(sorted(folder.glob("sheets-*.yaml")))


def read_sheets(paths: Sequence[Path], muscles: frozenset[str] | None = None) -> SheetBook:
    """Read sheet files as one; a wrong record is left out and reported.

    Parameters
    ----------
    muscles : the ids that exist; not compared when omitted
    """
    sheets: dict[str, Sheet] = {}
    problems: list[str] = []
    for path in paths:
        for record, line in _records(path, problems):
            here = f"{path.name}:{line}"
            found: list[str] = []
            sheet = _sheet(record, here, found)
            if sheet and muscles is not None and sheet.muscle not in muscles:
                found.append(f"muscle: {sheet.muscle!r} is not in trigger_points.yaml")
            if sheet and sheet.muscle in sheets:
                found.append(f"muscle: {sheet.muscle!r} was drawn at {sheets[sheet.muscle].origin}")
            problems += [f"{here}: {problem}" for problem in found]
            if sheet and not found:
                sheets[sheet.muscle] = sheet
    return SheetBook(sheets, tuple(problems))


def _records(path: Path, problems: list[str]) -> list[tuple[Any, int]]:
    """Return each record of a file with its line."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        problems.append(f"{path.name}: not YAML: {' '.join(str(error).split())}")
        return []
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    listed = {key.value: value for key, value in pairs}.get("sheets")
    if not isinstance(listed, yaml.SequenceNode):
        problems.append(f"{path.name}:1: sheets: a list under this key is required")
        return []
    constructor = yaml.constructor.SafeConstructor()
    return [
        (constructor.construct_object(node, deep=True), node.start_mark.line + 1)
        for node in listed.value
    ]


def _sheet(record: object, here: str, problems: list[str]) -> Sheet | None:
    if not isinstance(record, dict) or set(record) != {"muscle", "parts"}:
        problems.append("a record has a muscle and its parts, nothing else")
        return None
    muscle, raw = record["muscle"], record["parts"]
    if not isinstance(muscle, str) or not isinstance(raw, list) or not raw:
        problems.append("muscle: needs an id; parts: needs a list of one or more")
        return None
    parts: list[SheetPart] = []
    for number, item in enumerate(raw, start=1):
        where = f"{muscle}: part {number}"
        wrong: list[str] = []
        part = _part(item, wrong)
        if part and any(part.id == other.id for other in parts):
            wrong.append(f"id: {part.id!r} is used twice")
        problems += [f"{where}: {problem}" for problem in wrong]
        if part and not wrong:
            parts.append(part)
    return Sheet(muscle, tuple(parts), here)


def _part(raw: object, problems: list[str]) -> SheetPart | None:
    if not isinstance(raw, dict):
        problems.append("a mapping is required")
        return None
    for name in raw:
        if name not in PART_FIELDS:
            problems.append(f"{name}: unknown field; use {', '.join(PART_FIELDS)}")
    for name in ("id", "origin", "insertion"):
        if name not in raw:
            problems.append(f"{name}: missing")
    if problems:
        return None
    if not isinstance(raw["id"], str) or not ID.fullmatch(raw["id"]):
        problems.append("id: lower-case words joined by hyphens")
    via = raw.get("via", [])
    if not isinstance(via, list) or not all(isinstance(line, list) for line in via):
        problems.append("via: a list of lines, each a list of points")
        return None
    rows = tuple(
        _row(name, line, problems)
        for name, line in (
            ("origin", raw["origin"]),
            *(("via", line) for line in via),
            ("insertion", raw["insertion"]),
        )
    )
    lie, views = raw.get("lie", "surface"), raw.get("views", [])
    if lie not in ("surface", "inside"):
        problems.append(f"lie: {lie!r} is not surface or inside")
    if not isinstance(views, list) or any(view not in VIEW_BY_ID for view in views):
        problems.append(f"views: a list of {', '.join(VIEW_BY_ID)}")
        return None
    if lie == "inside" and not views:
        problems.append("views: what lies inside needs the views it is shown in, the best first")
    flesh = _flesh(raw.get("tendon", [0.0, 1.0]), problems)
    belly = _number("belly", raw.get("belly", 0.0), 0.0, GREATEST_BELLY, problems)
    swell = _number("swell_at", raw.get("swell_at", 0.5), 0.15, 0.85, problems)
    fibres = _number("fibres", raw.get("fibres", 0), 0, GREATEST_FIBRES, problems)
    flat = read_flat_rows(raw.get("flat", []), problems)
    over = raw.get("over", False)
    if not isinstance(over, bool):
        problems.append(f"over: {over!r} is not true or false")
    return SheetPart(
        str(raw["id"]),
        rows,
        lie,
        belly,
        swell,
        flesh,
        int(fibres),
        tuple(views),
        over is True,
        flat,
    )


def _flesh(raw: object, problems: list[str]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Read where the flesh begins and ends, each a number or numbers across the sheet."""
    if raw == "all":
        return (0.0,), (ALL_TENDON,)
    if not isinstance(raw, list) or len(raw) != 2:
        problems.append("tendon: needs [start, end] of the flesh, between 0 and 1, or all")
        return (0.0,), (1.0,)
    bounds = [bound if isinstance(bound, list) and bound else [bound] for bound in raw]
    starts = tuple(_number("tendon", value, 0.0, 0.9, problems) for value in bounds[0])
    least = min(1.0, max(starts) + 0.05)
    return starts, tuple(_number("tendon", value, least, 1.0, problems) for value in bounds[1])


def _row(name: str, line: object, problems: list[str]) -> Row:
    if not isinstance(line, list) or not line:
        problems.append(f"{name}: a line is a list of one or more points")
        return ()
    found: list[SheetPoint] = []
    for item in line:
        if isinstance(item, str):
            found.append(item)
            continue
        if not isinstance(item, dict):
            problems.append(f"{name}: {item!r} is neither a landmark id nor a position")
            continue
        position = dict(item)
        if isinstance(position.get("between"), list) and len(position["between"]) == 2:
            position.setdefault("along", 0.5)
        try:
            check_position(position)
        except PositionError as error:
            problems.append(f"{name}: {error}")
            continue
        found.append(position)
    return tuple(found)


def _number(name: str, value: object, low: float, high: float, problems: list[str]) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        problems.append(f"{name}: {value!r} is not a number from {low:g} to {high:g}")
        return low
    return float(value)
