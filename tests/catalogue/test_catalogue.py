"""The catalogue's look-ups."""

from __future__ import annotations

import dataclasses

import pytest

from app.catalogue.catalogue import Catalogue, nearest_among
from app.catalogue.models import Zone
from tests.builders import build_catalogue, muscle, trigger_point, zone

WORLD = """
temporalis (high): temple! eyebrow! eye-behind | temple!
masseter: jaw-body! temple@both
sternalis (low): sternum!
"""


@pytest.fixture
def catalogue() -> Catalogue:
    """Give three muscles over the temple, the jaw and the breastbone."""
    return build_catalogue(
        WORLD,
        midline="sternum",
        deep="eye-behind",
        zones="ear",
        symptoms={"dizziness": "temporalis:strong"},
        areas={"temporal_headache": "temple"},
        warnings={"lump": "soon", "heart": "emergency sternum", "fever": "same-day"},
    )


def test_records_are_found_by_id(catalogue: Catalogue) -> None:
    assert catalogue.muscle_by_id["masseter"].name == "Masseter"
    owner, point = catalogue.trigger_point_by_id["temporalis-2"]
    assert (owner.id, point.label) == ("temporalis", "TrP2")
    assert catalogue.zone_by_id["ear"].label == "ear"
    assert catalogue.area_by_id["temporal_headache"].zones == ("temple",)
    assert catalogue.symptom_by_id["dizziness"].label == "Dizziness"
    assert catalogue.source_by_id["simons-1999"].year == 1999
    assert catalogue.group_by_id["body"].label == "Body"


def test_former_ids_resolve_to_the_present_record() -> None:
    points = [trigger_point("scm-1", "temple!", aliases=["sternomastoid-1"])]
    scm = muscle("scm", aliases=["sternomastoid"], trigger_points=points)
    renamed = Zone(**{**zone("temple").model_dump(), "aliases": ("side-head",)})
    catalogue = dataclasses.replace(build_catalogue(muscles=[scm]), zones=(renamed,))
    assert catalogue.resolve_muscle("sternomastoid") is catalogue.resolve_muscle("scm") is scm
    assert catalogue.resolve_zone("side-head") is renamed
    resolved = catalogue.resolve_trigger_point("sternomastoid-1")
    assert resolved is not None
    assert resolved[1].id == "scm-1"
    assert catalogue.resolve_muscle("x") is None
    assert catalogue.resolve_zone("x") is None
    assert catalogue.resolve_trigger_point("x") is None


def test_referrals_into_a_zone_come_in_catalogue_order(catalogue: Catalogue) -> None:
    found = [
        (point.id, referral.level) for _, point, referral in catalogue.referrals_into("temple")
    ]
    assert found == [
        ("temporalis-1", "essential"),
        ("temporalis-2", "essential"),
        ("masseter-1", "spillover"),
    ]
    assert catalogue.referrals_into("ear") == ()
    assert catalogue.referrals_into("no-such-zone") == ()


def test_near_ids_are_suggested_best_first(catalogue: Catalogue) -> None:
    assert catalogue.nearest_ids("zone", "tempel") == ("temple",)
    assert catalogue.nearest_ids("muscle", "Massetter")[0] == "masseter"
    assert catalogue.nearest_ids("trigger-point", "temporalis-3", n=2) == (
        "temporalis-2",
        "temporalis-1",
    )
    assert catalogue.nearest_ids("source", "xyzzy") == ()


def test_a_very_long_unknown_id_is_compared_by_its_beginning() -> None:
    assert nearest_among(["temple"], "temple" + "x" * 1_000_000) == ()


def test_warnings_come_by_urgency_and_only_for_their_zones(catalogue: Catalogue) -> None:
    assert [sign.id for sign in catalogue.warnings_for(["temple"])] == ["fever", "lump"]
    assert [sign.id for sign in catalogue.warnings_for(["temple", "sternum"])] == [
        "heart",
        "fever",
        "lump",
    ]


def test_a_catalogue_cannot_be_changed(catalogue: Catalogue) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        catalogue.version = "other"  # type: ignore[misc]
