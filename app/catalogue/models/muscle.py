"""A muscle with its trigger points, their referrals, and where its sources differ."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from app.catalogue.models.words import (
    Basis,
    Confidence,
    Depth,
    FrequencyClass,
    Id,
    Laterality,
    Level,
    Millimetres,
    OneSide,
    Percent,
    Record,
    Region,
    Strength,
    Text,
)


class Attachments(Record):
    """Where a muscle comes from and goes to, in words."""

    origin: Text
    insertion: Text


class Counted(StrEnum):
    """What a published percentage counts."""

    ACTIVE = "active"
    LATENT = "latent"
    EITHER = "either"
    SHARE = "share"


class FrequencyFigure(Record):
    """A published percentage: of whom, how many they were, and who counted."""

    percent: Percent
    percent_to: Percent | None = None
    kind: Counted
    who: Text
    n: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    note: Text | None = None
    source: Id
    basis: Basis


class Frequency(Record):
    """How often the muscle is found with trigger points, and who says so."""

    level: FrequencyClass
    source: Id | None = None
    basis: Basis | None = None
    note: Text | None = None
    figures: tuple[FrequencyFigure, ...] = ()


class MuscleSymptom(Record):
    """A non-pain symptom described with trigger points of the muscle."""

    text: Text
    symptom: Id | None = None
    strength: Strength = Strength.MODERATE
    source: Id
    basis: Basis


class OffsetMm(Record):
    """A shift from an anatomical point, in mm of the neutral body."""

    lateral: Millimetres = 0.0
    up: Millimetres = 0.0
    forward: Millimetres = 0.0


class Facing(StrEnum):
    """Which way the skin faces where a point is drawn."""

    FRONT = "front"
    BACK = "back"
    LATERAL = "lateral"
    MEDIAL = "medial"
    UP = "up"
    DOWN = "down"


class Position(Record):
    """Where a trigger point's X is drawn: between landmarks, or on the muscle's own sheet."""

    # What `_has_one_form` checks, in the words of JSON Schema, for editors.
    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["between"], "not": {"required": ["across"]}},
                {"required": ["part", "along", "across"]},
            ]
        }
    )

    between: Annotated[tuple[Id, ...], Field(min_length=1, max_length=2)] = ()
    along: Annotated[float, Field(ge=-0.5, le=1.5, allow_inf_nan=False)] = 0.5
    offset_mm: OffsetMm = OffsetMm()
    facing: Facing | None = None
    part: Id | None = None
    across: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        """Refuse a position that is neither between landmarks nor on a sheet, or both."""
        if self.part is None:
            if not self.between or self.across is not None:
                raise ValueError("give `between`, or `part` with `along` and `across`")
        elif self.model_fields_set != {"part", "along", "across"} or not 0 <= self.along <= 1:
            raise ValueError("on a sheet give `part`, `along` and `across` only, from 0 to 1")
        return self


class Referral(Record):
    """A trigger point is described as sending pain to a zone."""

    zone: Id
    level: Level
    laterality: Laterality = Laterality.SAME
    note: Text | None = None
    source: Id | None = Field(default=None, description="the trigger point's source unless given")
    basis: Basis | None = Field(default=None, description="the trigger point's basis unless given")


class TriggerPoint(Record):
    """A numbered point in a muscle."""

    id: Id
    label: Text
    aliases: tuple[Id, ...] = ()
    place: Text
    position: Position
    confidence: Confidence
    source: Id
    basis: Basis
    only_side: OneSide | None = Field(
        default=None, description="set when the point is described on one side of the body only"
    )
    islands: Annotated[int, Field(ge=1, le=12)] = Field(
        default=1, description="in how many separate places the pattern lies"
    )
    referrals: tuple[Referral, ...] = ()
    note: Text | None = None


class Account(Record):
    """What one source says where sources differ."""

    says: Text
    source: Id
    basis: Basis


class Disagreement(Record):
    """A point on which sources differ: each account, and which of them the catalogue shows."""

    about: Text
    versions: Annotated[tuple[Account, ...], Field(min_length=2)]
    kept: Text


class Identifiers(Record):
    """The muscle's ids in public vocabularies, each looked up there."""

    uberon: Annotated[str, StringConstraints(pattern=r"^UBERON:[0-9]{7}$")] | None = None
    fma: Annotated[str, StringConstraints(pattern=r"^FMA:[0-9]{4,6}$")] | None = None
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None


class Muscle(Record):
    """A muscle, or a division of one that has its own trigger points."""

    id: Id
    aliases: tuple[Id, ...] = ()
    name: Text
    latin: Text
    plain: Text
    synonyms: tuple[Text, ...] = ()
    region: Region
    depth: Depth
    attachments: Attachments
    action: Text
    nerve: Text
    roots: Text | None = None
    identifiers: Identifiers = Identifiers()
    frequency: Frequency
    overload: tuple[Text, ...] = ()
    symptoms: tuple[MuscleSymptom, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    cautions: tuple[Text, ...] = ()
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    trigger_points: Annotated[tuple[TriggerPoint, ...], Field(min_length=1)]
