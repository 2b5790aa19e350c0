"""The shapes of the API's answers, for its description and its tests.

Records of the catalogue are given as they are in the files; what is added to them is here.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.catalogue.models import (
    Area,
    Care,
    Gap,
    Laterality,
    Level,
    Muscle,
    Region,
    Side,
    Source,
    Symptom,
    Technique,
    TriggerPoint,
    WarningLevel,
    WarningSign,
    Zone,
    ZoneGroup,
    ZoneKind,
    ZonePlace,
)
from app.matching.types import EvidenceKind, Fit


class ApiModel(BaseModel):
    """A shape with exactly the fields it names."""

    model_config = ConfigDict(extra="forbid")


class MuscleRow(ApiModel):
    """A muscle in a list."""

    id: str
    name: str
    latin: str
    plain: str
    region: Region
    trigger_points: list[str] = Field(description="Ids")


class MuscleOut(Muscle):
    """A muscle with what is done about it; null where that is not told yet."""

    care: Care | None


class TriggerPointOut(TriggerPoint):
    """A trigger point with the id of its muscle."""

    muscle: str


class ZoneRow(ApiModel):
    """A zone with the sides it exists on."""

    id: str
    aliases: tuple[str, ...]
    label: str
    group: str
    kind: ZoneKind
    place: ZonePlace
    also: tuple[str, ...]
    sides: tuple[Side, ...]


class IncomingOut(ApiModel):
    """A trigger point that is described as referring to a zone."""

    muscle: str
    trigger_point: str
    level: Level
    laterality: Laterality


class ZoneOut(ZoneRow):
    """A zone with what refers to it."""

    referrals: tuple[IncomingOut, ...]


class AreaOut(Area):
    """An area: a named set of zones."""


class ViewOut(ApiModel):
    """A view of the body: its picture and what it shows."""

    id: str
    label: str
    group: str
    url: str
    view_box: tuple[float, float, float, float]
    zones: list[PlaceOut]


class PlaceOut(ApiModel):
    """A zone on a side."""

    zone: str
    side: Side


class EvidenceOut(ApiModel):
    """One reason for a candidate's place."""

    kind: EvidenceKind
    zone: str | None
    side: Side | None
    level: Level | None
    text: str


class CandidateOut(ApiModel):
    """A trigger point that could explain marks, with its reasons."""

    muscle: str
    trigger_point: str
    side: Side
    strength: Fit = Field(description="In words; no study supports a percentage")
    evidence: list[EvidenceOut]


class PointOnSideOut(ApiModel):
    """A trigger point on a side."""

    trigger_point: str
    side: Side


class ExplanationOut(ApiModel):
    """A smallest set of trigger points that together explain marks."""

    trigger_points: list[PointOnSideOut]
    covers: list[PlaceOut]
    leaves: list[PlaceOut]
    is_smallest: bool


class WarningOut(ApiModel):
    """A sign to rule out before any muscle."""

    id: str
    level: WarningLevel
    sign: str


class MatchOut(ApiModel):
    """Candidates in order, with reasons; the smallest explaining sets; signs to rule out first."""

    candidates: list[CandidateOut]
    explanations: list[ExplanationOut]
    about_equal: int = Field(description="How many of the first candidates are about equal")
    warnings: list[WarningOut]
    catalogue_version: str


class HitOut(ApiModel):
    """What a search found."""

    kind: Literal["area", "zone", "muscle", "trigger-point", "symptom", "technique"]
    id: str
    label: str
    detail: str | None
    zones: list[str]
    marks: list[str] = Field(description="What to mark, `zone:side`")
    url: str


class SearchOut(ApiModel):
    """Hits, best first."""

    hits: list[HitOut]
    catalogue_version: str


class CatalogueOut(ApiModel):
    """The whole catalogue."""

    version: str
    groups: list[ZoneGroup]
    zones: list[Zone]
    areas: list[Area]
    muscles: list[Muscle]
    symptoms: list[Symptom]
    sources: list[Source]
    warnings: list[WarningSign]
    techniques: list[Technique]
    care: list[Care]
    gaps: list[Gap]


class FieldErrorOut(ApiModel):
    """A place in the request that is wrong."""

    pointer: str = Field(examples=["#/marks/0/zone"])
    detail: str


class ProblemOut(ApiModel):
    """Problem details as in RFC 9457; what was sent is not repeated."""

    type: str = Field(examples=["/problems/unknown-zone"])
    title: str = Field(examples=["Unknown zone"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["Unknown zone 'tempel'."])
    fix: str | None = Field(default=None, examples=["use one of temple"])
    nearest: list[str] | None = Field(default=None, examples=[["temple"]])
    errors: list[FieldErrorOut] | None = None
