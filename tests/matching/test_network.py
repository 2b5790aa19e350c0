from __future__ import annotations

import pytest

from app.catalogue.models import Level, Side
from app.matching.network import Network, Place, build_network
from tests.builders import build_catalogue, build_figures, muscle, trigger_point, zone

LEFT, RIGHT, MIDLINE = Side.LEFT, Side.RIGHT, Side.MIDLINE


def network_of(text: str, *, midline: str = "", **figures: object) -> Network:
    catalogue = build_catalogue(text, midline=midline)
    return build_network(catalogue, build_figures(catalogue, **figures))


def pattern_of(network: Network, point: str, side: Side) -> dict[Place, Level]:
    cause = next(c for c in network.causes if c.point.id == point and c.side is side)
    return {network.places[finding]: level for finding, level in cause.pattern.items()}


def test_every_trigger_point_is_a_cause_on_both_sides_in_order_of_id() -> None:
    network = network_of("soleus: calf!\nanconeus: elbow! | elbow!")
    assert [(cause.point.id, cause.side) for cause in network.causes] == [
        ("anconeus-1", LEFT),
        ("anconeus-1", RIGHT),
        ("anconeus-2", LEFT),
        ("anconeus-2", RIGHT),
        ("soleus-1", LEFT),
        ("soleus-1", RIGHT),
    ]


@pytest.mark.parametrize(
    ("referral", "sides"),
    [("calf!", {RIGHT}), ("calf!@opposite", {LEFT}), ("calf!@both", {LEFT, RIGHT})],
)
def test_laterality_is_resolved_from_the_side_of_the_point(referral: str, sides: set[Side]) -> None:
    network = network_of(f"soleus: {referral}")
    pattern = pattern_of(network, "soleus-1", RIGHT)
    assert pattern == {Place("calf", side): Level.ESSENTIAL for side in sides}


def test_a_zone_on_the_midline_is_reached_from_both_sides() -> None:
    network = network_of("sternalis: sternum", midline="sternum")
    for side in (LEFT, RIGHT):
        assert pattern_of(network, "sternalis-1", side) == {
            Place("sternum", MIDLINE): Level.SPILLOVER
        }


def test_the_stronger_level_stays_where_two_referrals_meet() -> None:
    points = trigger_point("soleus-1", "calf@both calf!")
    catalogue = build_catalogue(muscles=[muscle("soleus", trigger_points=[points])])
    network = build_network(catalogue, build_figures(catalogue))
    assert pattern_of(network, "soleus-1", LEFT) == {
        Place("calf", LEFT): Level.ESSENTIAL,
        Place("calf", RIGHT): Level.SPILLOVER,
    }


def test_border_shares_are_shares_of_the_zones_own_border() -> None:
    network = network_of("a: one! two! three!", borders="one two 30, one three 10")
    finding = network.finding_by_place["one", LEFT]
    shares = {network.places[n]: share for n, share in network.border_shares[finding]}
    assert shares == {Place("two", LEFT): 0.75, Place("three", LEFT): 0.25}


def test_a_zone_without_neighbours_has_no_shares() -> None:
    network = network_of("a: one!")
    assert network.border_shares == ((), ())


def test_zones_are_measured_against_the_middling_one() -> None:
    network = network_of("a: one! two! three!", areas_mm2={"one": 400.0, "three": 2500.0})
    assert network.relative_area == (0.4, 0.4, 1.0, 1.0, 2.5, 2.5)
    assert network.width_mm[:2] == (20.0, 20.0)


class Lopsided:
    """Figures whose left side was measured differently from the right one."""

    def __init__(self, left: float, right: float) -> None:
        self._areas = {"left": left, "right": right}

    def area_mm2(self, zone: str, side: str) -> float:
        return self._areas[side]

    def neighbours(self, zone: str, side: str) -> tuple[()]:
        return ()


def test_left_and_right_are_measured_alike() -> None:
    network = build_network(build_catalogue("a: one!"), Lopsided(300.0, 500.0))
    assert network.width_mm == (20.0, 20.0)


def test_figures_without_a_zones_area_are_refused() -> None:
    with pytest.raises(ValueError, match="'one' has no area"):
        build_network(build_catalogue("a: one!"), Lopsided(0.0, 0.0))


def test_a_former_zone_id_is_known() -> None:
    catalogue = build_catalogue("a: one!")
    renamed = zone("one").model_copy(update={"aliases": ("uno",)})
    object.__setattr__(catalogue, "zones", (renamed,))
    network = build_network(catalogue, build_figures(catalogue))
    assert network.finding_by_place["uno", RIGHT] == network.finding_by_place["one", RIGHT]


def test_further_points_with_the_same_picture_repeat_the_first() -> None:
    network = network_of("soleus: calf! heel | calf heel! | heel calf!\nplantaris: calf! heel")
    repeats = [
        (network.causes[number].point.id, network.causes[number].side)
        for number in sorted(network.repeats)
    ]
    assert repeats == [("soleus-3", LEFT), ("soleus-3", RIGHT)]
