"""What people author about zone geometry: seeds, border lines, pins, what deep zones lie beside.

Records only, as written; places are found on the body by `seedlines`, files are read by `seeds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# How far to either side of an authored border line its pair of seeds is placed, unless it says so.
BORDER_WIDTH_MM = 3.5

Place = str | Mapping[str, Any]


@dataclass(frozen=True)
class SeedLine:
    """One seed of a zone: places in order; `is_fill` makes it a filled patch."""

    places: tuple[Place, ...]
    is_fill: bool = False


@dataclass(frozen=True)
class ZoneRecord:
    """The seeds of one zone, as authored."""

    zone: str
    parts: tuple[str, ...]
    seeds: tuple[SeedLine, ...]
    radius_mm: float | None
    grow_mm: float
    where: str


@dataclass(frozen=True)
class BorderRecord:
    """A line that the border between two sets of zones follows, as authored."""

    line: tuple[Place, ...]
    between: tuple[tuple[str, ...], tuple[str, ...]]
    width_mm: float
    is_closed: bool
    where: str


@dataclass(frozen=True)
class PinRecord:
    """Where a deep zone is shown in a view, as authored: from a place to a dot beside it."""

    zone: str
    view: str
    place: Place
    offset_mm: tuple[float, float]
    where: str


@dataclass(frozen=True)
class DeepRecord:
    """What a deep zone lies beside, as authored: zones on the surface or other deep ones."""

    zone: str
    beside: tuple[str, ...]
    where: str


@dataclass(frozen=True)
class SeedBook:
    """Everything authored about zone geometry, and what is wrong with it."""

    zones: tuple[ZoneRecord, ...] = ()
    borders: tuple[BorderRecord, ...] = ()
    pins: tuple[PinRecord, ...] = ()
    deep: tuple[DeepRecord, ...] = ()
    problems: tuple[str, ...] = ()
