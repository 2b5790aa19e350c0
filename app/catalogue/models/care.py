"""What is done about a muscle, as frozen pydantic models: its care, and the techniques named there.

Every line rests on the record's source unless it
names its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.catalogue.models.words import Basis, Id, Record, Text


class CompanionKind(StrEnum):
    """Why a muscle often goes with another."""

    SYNERGIST = "synergist"
    ANTAGONIST = "antagonist"
    SATELLITE = "satellite"


class CareLine(Record):
    """A line of a care record; its source is the record's unless it names one."""

    source: Id | None = None
    basis: Basis | None = None


class Companion(CareLine):
    """A muscle that often has trigger points together with this one."""

    muscle: Id
    how: CompanionKind
    note: Text | None = None


class LookAlike(CareLine):
    """A condition that the muscle's pain can be mistaken for, or that can be mistaken for it."""

    condition: Text
    tell: Text


class TechniqueUse(CareLine):
    """A release technique that suits the muscle, and how it is done there."""

    technique: Id
    how: Text


class Stretch(CareLine):
    """A stretch of the muscle, and who leaves it out."""

    how: Text
    avoid: Text | None = None


class Care(Record):
    """What goes with a muscle, what it is mistaken for, and what is done about it."""

    muscle: Id
    source: Id
    basis: Basis
    companions: Annotated[tuple[Companion, ...], Field(min_length=1)]
    look_alikes: Annotated[tuple[LookAlike, ...], Field(min_length=1)]
    techniques: Annotated[tuple[TechniqueUse, ...], Field(min_length=1)]
    stretch: Stretch | None = None
    self_care: Annotated[tuple[Text, ...], Field(min_length=1)]

    @property
    def id(self) -> str:
        """Name the record by its muscle."""
        return self.muscle


class Technique(Record):
    """One of the techniques of neuromuscular work."""

    id: Id
    name: Text
    plain: Text
    what: Text
    how: Annotated[tuple[Text, ...], Field(min_length=1)]
    suits: Text
    feels: Text
    avoid: Annotated[tuple[Text, ...], Field(min_length=1)]
    evidence: Text
    source: Id
    basis: Basis
