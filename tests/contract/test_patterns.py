"""Patterns are plausible on the body: a jump is stated, and nothing lies where no one said so."""

from __future__ import annotations

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.loader import load_catalogue
from app.figures import Figures, load_figures
from app.settings import ROOT
from tests.builders import build_catalogue, build_figures
from tests.contract.patterns import islands_of


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data")


@pytest.fixture(scope="module")
def figures() -> Figures:
    return load_figures(ROOT / "static" / "svg")


def test_every_jump_of_a_pattern_is_stated(catalogue: Catalogue, figures: Figures) -> None:
    wrong = [
        f"{point.id}: islands: {found} in place of {point.islands}, or mend a zone"
        for muscle in catalogue.muscles
        for point in muscle.trigger_points
        if point.referrals and (found := islands_of(point, catalogue, figures)) != point.islands
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("referrals", "islands"),
    [
        ("temple! eyebrow", 1),
        ("temple! sternum", 2),
        ("temple!@both eyebrow@both", 1),
        ("temple!@opposite eyebrow", 2),
        ("temple! eyebrow cheek sternum", 3),
    ],
)
def test_places_beside_one_another_are_one(referrals: str, islands: int) -> None:
    world = build_catalogue(
        f"temporalis: {referrals}", zones="temple eyebrow cheek", midline="sternum"
    )
    drawn = build_figures(world, borders="temple eyebrow 20")
    (point,) = world.muscles[0].trigger_points
    assert islands_of(point, world, drawn) == islands
