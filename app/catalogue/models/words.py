"""The vocabulary that records share: what an id and a text is, and the closed sets of words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from app.kept_model import KeptModel

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
AreaId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Millimetres = Annotated[float, Field(allow_inf_nan=False, ge=-300, le=300)]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class Record(KeptModel):
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
