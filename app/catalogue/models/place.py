"""Zones under their groups, and areas: the named sets of zones that a person says hurt."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.catalogue.models.words import AreaId, Id, Record, Side, Text


class ZoneKind(StrEnum):
    """Whether a zone exists on each side or once across the midline."""

    SIDED = "sided"
    MIDLINE = "midline"


class ZonePlace(StrEnum):
    """Whether a zone is a piece of the surface or a named deep place shown as a pin."""

    SURFACE = "surface"
    DEEP = "deep"


class ZoneGroup(Record):
    """A heading under which zones are listed."""

    id: Id
    label: Text


class Zone(Record):
    """One small named piece of the body surface, or a named deep place."""

    id: Id
    aliases: tuple[Id, ...] = ()
    label: Text
    group: Id
    kind: ZoneKind
    place: ZonePlace
    also: tuple[Text, ...] = ()

    @property
    def sides(self) -> tuple[Side, ...]:
        """Give the sides on which the zone exists."""
        if self.kind is ZoneKind.MIDLINE:
            return (Side.MIDLINE,)
        return (Side.LEFT, Side.RIGHT)


class Area(Record):
    """Something a person says hurts: a named set of zones, with the id of the published guides."""

    id: AreaId
    name: Text
    plain: Text
    group: Text
    zones: Annotated[tuple[Id, ...], Field(min_length=1)]
