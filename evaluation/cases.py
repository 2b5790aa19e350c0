"""The cases: what the published guides list for a pain area, against the catalogue's muscles.

Reads `guide.yaml` and joins it with the catalogue. A case's marks are the zones of its area, on one
side; its entries are what a matcher should find, in the guide's order. Knows nothing of scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import AreaId, Confidence, Id, Level, Side, Text
from app.matching.types import Mark

GUIDE = Path(__file__).with_name("guide.yaml")


class Provenance(StrEnum):
    """Whether a statement was read in a stored copy of a guide or is recalled."""

    SEEN = "seen"
    MEMORY = "memory"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GuideEntry(_Strict):
    """A muscle, division or point that a guide lists for an area.

    Attributes
    ----------
    muscles : tuple of str
        The catalogue's muscles that it stands for, by id or former id; any of them counts.
    points : tuple of str
        Where given, only these trigger points count.
    """

    name: Text
    muscles: Annotated[tuple[Id, ...], Field(min_length=1)]
    points: tuple[Id, ...] = ()
    level: Level
    confidence: Confidence
    membership: Provenance


class GuideArea(_Strict):
    """A guide's list for one area, the commonest source first.

    Attributes
    ----------
    also : tuple of str
        Muscles that another published list names and this guide does not.
    """

    id: AreaId
    order: Provenance
    entries: Annotated[tuple[GuideEntry, ...], Field(min_length=1)]
    also: tuple[Id, ...] = ()


class Guide(_Strict):
    """All areas of guide.yaml."""

    areas: tuple[GuideArea, ...]


@dataclass(frozen=True)
class Case:
    """A guide's list together with the marks that stand for its area.

    Attributes
    ----------
    name, group : str
        The area's name and group in zones.yaml.
    marks : tuple of Mark
        Every zone of the area on one side, zones on the midline included.
    absent : tuple of GuideEntry
        Entries none of whose muscles the catalogue has: the case cannot be judged yet.
    """

    area: GuideArea
    name: str
    group: str
    marks: tuple[Mark, ...]
    absent: tuple[GuideEntry, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether the catalogue knows every entry."""
        return not self.absent


def load_guide(path: Path = GUIDE) -> Guide:
    """Load the guide's facts.

    Raises
    ------
    pydantic.ValidationError
        When the file does not have the shape of its field guide.
    """
    return Guide.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def build_cases(guide: Guide, catalogue: Catalogue, side: Side = Side.LEFT) -> tuple[Case, ...]:
    """Join the guide with the catalogue, in the guide's order; former ids are resolved."""
    return tuple(_build_case(area, catalogue, side) for area in guide.areas)


def _build_case(area: GuideArea, catalogue: Catalogue, side: Side) -> Case:
    described = catalogue.area_by_id[area.id]
    entries = tuple(
        entry.model_copy(
            update={
                "muscles": _present_ids(entry.muscles, catalogue),
                "points": _present_point_ids(entry.points, catalogue),
            }
        )
        for entry in area.entries
    )
    also = _present_ids(area.also, catalogue)
    return Case(
        area.model_copy(update={"entries": entries, "also": also}),
        described.name,
        described.group,
        area_marks(catalogue, described.zones, side),
        tuple(
            entry
            for entry in entries
            if not any(muscle in catalogue.muscle_by_id for muscle in entry.muscles)
        ),
    )


def _present_ids(muscles: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Replace former ids by present ones; leave what the catalogue does not know."""
    found = {name: catalogue.resolve_muscle(name) for name in muscles}
    return tuple(dict.fromkeys(muscle.id if muscle else name for name, muscle in found.items()))


def _present_point_ids(points: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    found = {name: catalogue.resolve_trigger_point(name) for name in points}
    return tuple(pair[1].id if pair else name for name, pair in found.items())


def area_marks(catalogue: Catalogue, zones: Sequence[str], side: Side) -> tuple[Mark, ...]:
    """Mark every zone on one side, or on the midline where it lies there."""
    return tuple(
        Mark(zone, side if side in catalogue.zone_by_id[zone].sides else Side.MIDLINE)
        for zone in zones
    )
