"""The catalogue while it is being checked: records that fit, their places, and all known ids.

Takes the values of all files. An id counts as known even when its record is broken, and a kind of
id whose file cannot be read is not judged at all: one slip must not be reported a hundred times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.catalogue.catalogue import nearest_among
from app.catalogue.models import (
    Area,
    Care,
    Gap,
    Muscle,
    Source,
    Symptom,
    Technique,
    TriggerPoint,
    WarningSign,
    Zone,
    ZoneGroup,
)
from app.catalogue.shape import Placed
from app.catalogue.yaml_lines import Items, Record
from app.errors import use_one_of


@dataclass(frozen=True)
class Known:
    """The ids that may be referred to, and the present id of each former one."""

    ids: frozenset[str]
    present: dict[str, str] = field(default_factory=dict)

    def fix_for(self, unknown: str) -> str:
        """Say what to write in place of an unknown id."""
        if unknown in self.present:
            return f"use its present id {self.present[unknown]}"
        return use_one_of(nearest_among(self.ids, unknown), "use an id that exists, or add it")


@dataclass(frozen=True)
class Draft:
    """All records that fit their model, with their places.

    Attributes
    ----------
    known : dict of str to Known
        By the name of the list, such as `zones`; only for lists that could be read.
    """

    version: str = ""
    groups: tuple[Placed[ZoneGroup], ...] = ()
    zones: tuple[Placed[Zone], ...] = ()
    areas: tuple[Placed[Area], ...] = ()
    symptoms: tuple[Placed[Symptom], ...] = ()
    sources: tuple[Placed[Source], ...] = ()
    warnings: tuple[Placed[WarningSign], ...] = ()
    techniques: tuple[Placed[Technique], ...] = ()
    muscles: tuple[Placed[Muscle], ...] = ()
    care: tuple[Placed[Care], ...] = ()
    gaps: tuple[Placed[Gap], ...] = ()
    known: dict[str, Known] = field(default_factory=dict)

    def points(self) -> Iterator[tuple[Placed[Muscle], int, TriggerPoint]]:
        """Give every trigger point with its muscle and its index there."""
        for muscle in self.muscles:
            for index, point in enumerate(muscle.record.trigger_points):
                yield muscle, index, point


def known_ids(top: object, section: str) -> Known | None:
    """Collect the ids of a section from its raw records; None when there is no such list."""
    items = top.get(section) if isinstance(top, Record) else None
    if not isinstance(items, Items):
        return None
    ids: set[str] = set()
    present: dict[str, str] = {}
    for item in items:
        if isinstance(item, Record) and isinstance(item.get("id"), str):
            ids.add(item["id"])
            aliases = item.get("aliases")
            if isinstance(aliases, Items):
                present.update((a, item["id"]) for a in aliases if isinstance(a, str))
    return Known(frozenset(ids), present)
