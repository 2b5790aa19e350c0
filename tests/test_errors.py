"""Errors say what is wrong and what to do, and echo nothing that is not an id."""

from __future__ import annotations

import pytest

from app import errors
from app.errors import (
    BadMarkError,
    KnotmapError,
    TooManyMarksError,
    UnknownIdError,
    UnknownSymptomError,
    UnknownZoneError,
    WrongSideError,
    quote_id,
)


def test_an_unknown_id_names_the_nearest_known_ones() -> None:
    error = UnknownZoneError("tempel", ("temple", "temporal"))
    assert error.message == "unknown zone 'tempel'"
    assert error.fix == "use one of temple, temporal"
    assert str(error) == "unknown zone 'tempel'; use one of temple, temporal"
    assert (error.zone_id, error.nearest) == ("tempel", ("temple", "temporal"))


def test_an_unknown_id_without_a_near_one_points_to_the_list() -> None:
    error = UnknownSymptomError("xyzzy")
    assert (error.symptom_id, error.nearest) == ("xyzzy", ())
    assert error.fix == "take a symptom id from the list of symptoms"


@pytest.mark.parametrize("text", ["<script>", "my left temple", "", "x" * 81, "É", "a\nb"])
def test_what_is_not_an_id_is_not_echoed(text: str) -> None:
    error = UnknownZoneError(text)
    assert quote_id(text) == "(not an id)"
    assert error.message == "unknown zone (not an id)"


@pytest.mark.parametrize(
    ("reason", "word"),
    [("it lies on the midline", "midline"), ("it has a left and a right", "left")],
)
def test_a_wrong_side_says_which_sides_there_are(reason: str, word: str) -> None:
    error = WrongSideError("temple", "top", reason)
    assert error.message == f"zone 'temple' has no side 'top': {reason}"
    assert word in error.fix
    assert (error.zone_id, error.side, error.reason) == ("temple", "top", reason)


def test_limits_and_positions_are_named() -> None:
    assert "500" in TooManyMarksError(500).fix
    assert BadMarkError(2).message == "mark 2 cannot be read"


def test_every_error_has_a_code_of_its_own() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, KnotmapError)
    ]
    assert len({kind.code for kind in kinds}) == len(kinds) > 8
    assert issubclass(UnknownZoneError, UnknownIdError)
