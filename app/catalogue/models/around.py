"""What stands around the muscles: sources, symptoms, warning signs, and what is missing."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from app.catalogue.models.words import Basis, Id, Record, Text


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


class Gap(Record):
    """Something that a reader may look for and the catalogue does not have."""

    id: Id
    name: Text
    why: Text
