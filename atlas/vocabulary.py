"""The zones by name: which exist, on which sides, and whether they are surface or deep.

Reads `data/zones.yaml`, which the application owns; takes from it only what geometry needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class ZoneName:
    """One zone of the vocabulary."""

    id: str
    label: str
    group: str
    is_midline: bool
    is_deep: bool

    @property
    def left_side(self) -> str:
        """Return the side under which the authored half of the zone goes."""
        return "midline" if self.is_midline else "left"

    def mirrored_side(self, side: str) -> str:
        """Return the side on the other half of the body."""
        return {"left": "right", "right": "left"}.get(side, side)


@dataclass(frozen=True)
class Vocabulary:
    """All zones in the order of the file."""

    zones: tuple[ZoneName, ...]

    @property
    def surface(self) -> frozenset[str]:
        """Return the ids of surface zones."""
        return frozenset(zone.id for zone in self.zones if not zone.is_deep)

    @property
    def deep(self) -> frozenset[str]:
        """Return the ids of deep zones."""
        return frozenset(zone.id for zone in self.zones if zone.is_deep)

    def by_id(self) -> dict[str, ZoneName]:
        """Return the zones by id."""
        return {zone.id: zone for zone in self.zones}


def read_vocabulary(path: Path = DATA_FOLDER / "zones.yaml") -> Vocabulary:
    """Read the zones.

    Raises
    ------
    KeyError
        When a record lacks a field; `python -m app.cli check` says which.
    """
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Vocabulary(
        tuple(
            ZoneName(
                record["id"],
                record["label"],
                record["group"],
                record["kind"] == "midline",
                record["place"] == "deep",
            )
            for record in data["zones"]
        )
    )
