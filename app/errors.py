"""What can go wrong in Knotmap, as exceptions that say what is wrong and what to do about it.

Every error has a code (kebab-case, the last part of a problem's address in the API), a message and
a fix. What a user sent is never echoed, apart from an id that looks like one: marks are health
data. Knows nothing of files, the catalogue or the web.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

SAFE_ID = re.compile(r"[a-z0-9_-]{1,80}")


def quote_id(value: object) -> str:
    """Quote an id for a message, or say that it is not one."""
    text = str(value)
    return f"'{text}'" if SAFE_ID.fullmatch(text) else "(not an id)"


def use_one_of(nearest: Sequence[str], otherwise: str) -> str:
    """Word a fix that names the nearest known ids, or say `otherwise` when none is near."""
    return f"use one of {', '.join(nearest)}" if nearest else otherwise


class KnotmapError(Exception):
    """A failure that a person can do something about.

    Attributes
    ----------
    code : str
        Kebab-case name of the kind of failure.
    message : str
        What is wrong, without a full stop.
    fix : str
        What to do about it, in the imperative.
    """

    code: ClassVar[str] = "failure"

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message, fix)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message}; {self.fix}"


class UnknownIdError(KnotmapError):
    """An id that the catalogue does not have.

    Attributes
    ----------
    unknown : str
        The id as given; echo it only through `quote_id`.
    nearest : tuple of str
        Known ids that look like it, best first; may be empty.
    """

    code = "unknown-id"
    noun: ClassVar[str] = "id"
    listing: ClassVar[str] = "see the catalogue for the known ids"

    def __init__(self, unknown: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(
            f"unknown {self.noun} {quote_id(unknown)}", use_one_of(nearest, self.listing)
        )
        self.unknown = unknown
        self.nearest = tuple(nearest)


class UnknownZoneError(UnknownIdError):
    """A zone that zones.yaml does not have."""

    code = "unknown-zone"
    noun = "zone"
    listing = "take a zone id from the list of zones"

    @property
    def zone_id(self) -> str:
        """Give the unknown id under the name of what it should have been."""
        return self.unknown


class UnknownSymptomError(UnknownIdError):
    """A symptom that symptoms.yaml does not have."""

    code = "unknown-symptom"
    noun = "symptom"
    listing = "take a symptom id from the list of symptoms"

    @property
    def symptom_id(self) -> str:
        """Give the unknown id under the name of what it should have been."""
        return self.unknown


class UnknownMuscleError(UnknownIdError):
    """A muscle that the catalogue does not have."""

    code = "unknown-muscle"
    noun = "muscle"
    listing = "take a muscle id from the list of muscles"


class UnknownTriggerPointError(UnknownIdError):
    """A trigger point that the catalogue does not have."""

    code = "unknown-trigger-point"
    noun = "trigger point"
    listing = "take a trigger point id from the list of trigger points"


class UnknownTechniqueError(UnknownIdError):
    """A technique that techniques.yaml does not have."""

    code = "unknown-technique"
    noun = "technique"
    listing = "take a technique id from the list of techniques"


class UnknownAreaError(UnknownIdError):
    """An area that zones.yaml does not have."""

    code = "unknown-area"
    noun = "area"
    listing = "take an area id from the list of areas"


class WrongSideError(KnotmapError):
    """A zone marked on a side where it does not exist."""

    code = "wrong-side"

    def __init__(self, zone_id: str, side: str, reason: str) -> None:
        fix = (
            "leave the side out or give 'midline'"
            if "midline" in reason
            else "give 'left' or 'right', the patient's own side"
        )
        super().__init__(f"zone {quote_id(zone_id)} has no side {quote_id(side)}: {reason}", fix)
        self.zone_id = zone_id
        self.side = side
        self.reason = reason


class TooManyMarksError(KnotmapError):
    """More marks than a body has zones."""

    code = "too-many-marks"

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} marks", f"send at most {limit} marks")
        self.limit = limit


class BadMarkError(KnotmapError):
    """A mark that cannot be read from its text form."""

    code = "bad-mark"

    def __init__(self, position: int) -> None:
        super().__init__(
            f"mark {position} cannot be read",
            "write zone:left, zone:right or, for a zone on the midline, zone; end it with ! when "
            "it hurts most",
        )
        self.position = position


class SettingsError(KnotmapError):
    """A setting from the command line or the environment that cannot be used."""

    code = "bad-setting"


class FiguresError(KnotmapError):
    """The built figures are missing, damaged, or do not fit the catalogue."""

    code = "bad-figures"
