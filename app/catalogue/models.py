"""The catalogue's records as frozen pydantic models: what a muscle, a zone or a source is.

Knows the shape and the vocabulary of `data/*.yaml`. Does not know files, lines, geometry, scoring
or the web: references between records are checked in `checks/`, because a model sees only itself.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
AreaId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Millimetres = Annotated[float, Field(allow_inf_nan=False, ge=-300, le=300)]


class Record(BaseModel):
    """A catalogue record: immutable, and closed to fields that the vocabulary does not have."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Side(StrEnum):
    """The patient's side."""

    LEFT = "left"
    RIGHT = "right"
    MIDLINE = "midline"


class OneSide(StrEnum):
    """A side that a trigger point can be limited to."""

    LEFT = "left"
    RIGHT = "right"


class Level(StrEnum):
    """How a referral is described: the main pattern, or the wider one felt by some."""

    ESSENTIAL = "essential"
    SPILLOVER = "spillover"


class Laterality(StrEnum):
    """Where a referral is felt, relative to the side of its trigger point."""

    SAME = "same"
    BOTH = "both"
    OPPOSITE = "opposite"


class Basis(StrEnum):
    """Whether the source of a statement was read for this catalogue or is recalled."""

    READ = "read"
    RECALLED = "recalled"


class Confidence(StrEnum):
    """How well the sources agree on a trigger point."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FrequencyClass(StrEnum):
    """How often trigger points were found in a muscle, in three coarse classes."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"
    UNKNOWN = "unknown"


class Depth(StrEnum):
    """The layer a muscle lies in."""

    SUPERFICIAL = "superficial"
    INTERMEDIATE = "intermediate"
    DEEP = "deep"


class Region(StrEnum):
    """The body region under which a muscle is listed, head to toe."""

    HEAD_NECK = "head-neck"
    SHOULDER_BACK = "shoulder-back"
    ARM = "arm"
    FOREARM_HAND = "forearm-hand"
    TRUNK = "trunk"
    PELVIS_HIP = "pelvis-hip"
    THIGH = "thigh"
    LEG = "leg"
    FOOT = "foot"


class Strength(StrEnum):
    """How strongly a non-pain symptom is tied to a muscle in its sources."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class SourceKind(StrEnum):
    """What a source is."""

    BOOK = "book"
    STUDY = "study"
    REVIEW = "review"
    WEB = "web"
    GUIDELINE = "guideline"


class Source(Record):
    """A work that statements rest on."""

    id: Id
    kind: SourceKind
    title: Text
    authors: Text | None = None
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)] | None = None
    note: Text | None = None


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


Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


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


class Gap(Record):
    """Something that a reader may look for and the catalogue does not have."""

    id: Id
    name: Text
    why: Text


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


class Symptom(Record):
    """A non-pain symptom that a person can name beside the pain."""

    id: Id
    label: Text
    also: tuple[Text, ...] = ()


class WarningLevel(StrEnum):
    """How soon a warning sign needs help."""

    EMERGENCY = "emergency"
    SAME_DAY = "same-day"
    SOON = "soon"


class WarningSign(Record):
    """A sign that needs a health professional before any muscle is considered."""

    id: Id
    level: WarningLevel
    sign: Text
    zones: tuple[Id, ...] = Field(
        default=(), description="zones it belongs to; empty: always asked"
    )
    rank: Annotated[int, Field(ge=1, le=9)] = Field(
        default=1, description="rarer signs of the same urgency are asked later"
    )
    source: Id | None = None
    basis: Basis
