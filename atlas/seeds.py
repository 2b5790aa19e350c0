"""Read the authored zone seeds, border lines and pins from `data/zone_seeds*.yaml`.

Gives frozen records with file and line, and every problem at once. Must not know the mesh: places
are kept as written and found on the body by `seedlines`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from atlas.descriptors import PARTS, VIEW_BY_ID
from atlas.placing import PositionError, check_position
from atlas.seedbook import (
    BORDER_WIDTH_MM,
    BorderRecord,
    DeepRecord,
    PinRecord,
    Place,
    SeedBook,
    SeedLine,
    ZoneRecord,
)
from atlas.vocabulary import DATA_FOLDER


@dataclass
class _Reader:
    """Collects records and problems of one file after another."""

    surface_zones: frozenset[str]
    deep_zones: frozenset[str]
    zones: dict[str, ZoneRecord] = field(default_factory=dict)
    borders: list[BorderRecord] = field(default_factory=list)
    pins: list[PinRecord] = field(default_factory=list)
    deep: dict[str, DeepRecord] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def fail(self, where: str, message: str) -> None:
        self.problems.append(f"{where}: {message}")

    def fields(
        self, where: str, record: object, required: Sequence[str], optional: Sequence[str]
    ) -> Mapping[str, Any] | None:
        """Return a record that has the right fields; otherwise report and return None."""
        if not isinstance(record, dict):
            self.fail(where, "a mapping is required")
            return None
        missing = [name for name in required if name not in record]
        unknown = [str(name) for name in record if name not in (*required, *optional)]
        for name in missing:
            self.fail(where, f"{name}: missing")
        for name in unknown:
            self.fail(where, f"{name}: unknown field; use {', '.join((*required, *optional))}")
        return None if missing or unknown else record

    def number(self, where: str, record: Mapping[str, Any], name: str, default: float) -> float:
        value = record.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(where, f"{name}: {value!r} is not a number")
            return default
        return float(value)

    def places(self, where: str, value: object) -> tuple[Place, ...] | None:
        if not isinstance(value, list) or not value:
            self.fail(where, "a line is a list of one or more places")
            return None
        found: list[Place] = []
        for item in value:
            place = self.place(where, item)
            if place is None:
                return None
            found.append(place)
        return tuple(found)

    def place(self, where: str, item: object) -> Place | None:
        if isinstance(item, str):
            return item
        if not isinstance(item, dict):
            self.fail(where, f"{item!r} is neither a landmark id nor a position")
            return None
        position = dict(item)
        at = position.pop("at", None)
        if at is not None:
            if not isinstance(at, list) or len(at) != 2:
                self.fail(where, "at: needs [x_mm, y_mm]")
                return None
            position["x_mm"], position["y_mm"] = at
        if "between" in position and len(position["between"]) == 2:
            position.setdefault("along", 0.5)
        try:
            check_position(position)
        except PositionError as error:
            self.fail(where, str(error))
            return None
        return position

    def zone(self, where: str, raw: object) -> None:
        record = self.fields(where, raw, ("zone", "parts", "seeds"), ("radius_mm", "grow_mm"))
        if record is None:
            return
        name = record["zone"]
        where = f"{where}: {name}"
        if name not in self.surface_zones:
            self.fail(where, "is not a surface zone of data/zones.yaml")
            return
        if name in self.zones:
            self.fail(where, f"has seeds already at {self.zones[name].where}")
            return
        parts = record["parts"]
        wrong = [part for part in parts if part not in PARTS] if isinstance(parts, list) else []
        if not isinstance(parts, list) or not parts or wrong:
            self.fail(where, f"parts: {wrong or parts!r}: use a list of {', '.join(PARTS)}")
            return
        lines: list[SeedLine] = []
        for item in record["seeds"] if isinstance(record["seeds"], list) else [None]:
            is_fill = isinstance(item, dict) and set(item) == {"fill"}
            listed = item["fill"] if isinstance(item, dict) and is_fill else item
            places = self.places(f"{where}: seeds", listed)
            if places is None:
                return
            lines.append(SeedLine(places, is_fill))
        radius = record.get("radius_mm")
        self.zones[name] = ZoneRecord(
            name,
            tuple(parts),
            tuple(lines),
            None if radius is None else self.number(where, record, "radius_mm", 1.0),
            self.number(where, record, "grow_mm", 0.0),
            where,
        )

    def border(self, where: str, raw: object) -> None:
        record = self.fields(where, raw, ("line", "between"), ("width_mm", "closed"))
        if record is None:
            return
        between = record["between"]
        if not isinstance(between, list) or len(between) != 2:
            self.fail(where, "between: needs two sides")
            return
        sides: list[tuple[str, ...]] = []
        for side in between:
            names = side if isinstance(side, list) else [side]
            unknown = [str(name) for name in names if name not in self.surface_zones]
            if unknown or not names:
                self.fail(where, f"between: no surface zone {', '.join(unknown) or 'named'}")
                return
            sides.append(tuple(names))
        line = self.places(f"{where}: line", record["line"])
        if line is None or len(line) < 2:
            self.fail(where, "line: needs two or more places")
            return
        width = self.number(where, record, "width_mm", BORDER_WIDTH_MM)
        closed = record.get("closed") is True
        self.borders.append(BorderRecord(line, (sides[0], sides[1]), width, closed, where))

    def pin(self, where: str, raw: object) -> None:
        optional = ("landmark", "place", "at")
        record = self.fields(where, raw, ("zone", "view", "offset_mm"), optional)
        if record is None:
            return
        where = f"{where}: {record['zone']}"
        if record["zone"] not in self.deep_zones:
            self.fail(where, "is not a deep zone of data/zones.yaml")
            return
        if record["view"] not in VIEW_BY_ID:
            self.fail(where, f"view: no view {record['view']!r}")
            return
        if "at" in record:
            shown: object = {"view": record["view"], "at": record["at"]}
        else:
            shown = record.get("place", record.get("landmark"))
        place = self.place(f"{where}: place", shown)
        offset = record["offset_mm"]
        if place is None or not isinstance(offset, dict) or set(offset) != {"x", "y"}:
            self.fail(where, "needs a place, and offset_mm: {x, y}")
            return
        x, y = (self.number(where, offset, axis, 0.0) for axis in ("x", "y"))
        self.pins.append(PinRecord(record["zone"], record["view"], place, (x, y), where))

    def beside(self, where: str, raw: object) -> None:
        record = self.fields(where, raw, ("zone", "beside"), ())
        if record is None:
            return
        zone, beside = record["zone"], record["beside"]
        where = f"{where}: {zone}"
        known = self.surface_zones | self.deep_zones
        if zone not in self.deep_zones:
            self.fail(where, "is not a deep zone of data/zones.yaml")
        elif zone in self.deep:
            self.fail(where, f"is told already at {self.deep[zone].where}")
        elif not isinstance(beside, list) or not beside or not set(beside) <= known:
            self.fail(where, "beside: needs a list of zone ids")
        else:
            self.deep[zone] = DeepRecord(zone, tuple(beside), where)


def seed_files(folder: Path = DATA_FOLDER) -> tuple[Path, ...]:
    """List the seed files, sorted by name."""
    return tuple(sorted(folder.glob("zone_seeds*.yaml")))


def read_seeds(
    paths: Sequence[Path], surface_zones: frozenset[str], deep_zones: frozenset[str]
) -> SeedBook:
    """Read seed files as one.

    Parameters
    ----------
    paths : the files, see `seed_files`
    surface_zones, deep_zones : the ids of data/zones.yaml by place

    Returns
    -------
    SeedBook with the sound records in file order, and one problem per broken one
    """
    reader = _Reader(surface_zones, deep_zones)
    for path in paths:
        text = path.read_text(encoding="utf-8")
        try:
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
            data = yaml.load(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else 1
            reader.fail(f"data/{path.name}:{line}", f"is not YAML: {error}".replace("\n", " "))
            continue
        if data is None:
            continue
        if not isinstance(data, dict):
            reader.fail(f"data/{path.name}:1", "the top level is a mapping")
            continue
        lines = {
            key.value: [item.start_mark.line + 1 for item in value.value]
            for key, value in (root.value if isinstance(root, yaml.MappingNode) else [])
            if isinstance(value, yaml.SequenceNode)
        }
        handlers = {
            "zones": reader.zone,
            "borders": reader.border,
            "pins": reader.pin,
            "deep": reader.beside,
        }
        for key, records in data.items():
            if key not in handlers or not isinstance(records, list | None):
                reader.fail(f"data/{path.name}:1", f"{key}: use lists {', '.join(handlers)}")
                continue
            for record, line in zip(records or [], lines.get(key, []), strict=True):
                handlers[key](f"data/{path.name}:{line}", record)
    return SeedBook(
        tuple(reader.zones.values()),
        tuple(reader.borders),
        tuple(reader.pins),
        tuple(reader.deep.values()),
        tuple(reader.problems),
    )
