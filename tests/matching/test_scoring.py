from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching import scoring

probabilities = st.floats(0.01, 0.99)


def test_a_mark_counts_by_how_much_the_cause_beats_the_leak() -> None:
    """With the cause a zone stays unmarked when both miss it: (1 - 0.56)(1 - 0.05) = 0.418.

    log(0.582 / 0.05) = log 11.64 = 2.4544
    """
    assert scoring.mark_log_odds(0.56, 0.05) == pytest.approx(2.4544, abs=5e-5)


def test_a_cause_without_a_link_gains_nothing() -> None:
    assert scoring.mark_log_odds(0.0, 0.05) == pytest.approx(0.0)


@given(probabilities, probabilities, st.floats(0.01, 0.5))
def test_a_stronger_link_counts_more(one: float, other: float, leak: float) -> None:
    low, high = sorted((one, other))
    assert scoring.mark_log_odds(low, leak) <= scoring.mark_log_odds(high, leak)


@given(probabilities, st.floats(0.01, 0.5), st.floats(0.01, 0.5))
def test_a_mark_counts_less_where_stray_marks_are_likelier(
    link: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert scoring.mark_log_odds(link, high) <= scoring.mark_log_odds(link, low)


@pytest.mark.parametrize(
    ("relative_area", "factor"), [(1.0, 1.0), (2.25, 1.5), (0.25, 0.5), (100.0, 2.0), (0.001, 0.5)]
)
def test_the_leak_grows_with_the_width_of_a_zone_within_bounds(
    relative_area: float, factor: float
) -> None:
    leak = scoring.leak_of(relative_area, 0.05, 0.5, (0.5, 2.0))
    assert leak == pytest.approx(0.05 * factor)


def test_a_pattern_is_drawn_blurred_by_one_zone() -> None:
    """Seven tenths of 0.4 stay; a quarter of the border faces 0.8: 0.28 + 0.3 x 0.25 x 0.8."""
    assert scoring.drawn_link(0.4, [(0.25, 0.8)], 0.3) == pytest.approx(0.34)


def test_a_zone_inside_its_own_pattern_is_drawn_as_it_is_felt() -> None:
    assert scoring.drawn_link(0.8, [(0.5, 0.8), (0.5, 0.8)], 0.3) == pytest.approx(0.8)


def test_missing_zones_count_by_their_width_and_together_as_one_finding() -> None:
    """Half of log(1 - 0.8) = -1.6094 is -0.8047, shared out by width as one to three."""
    narrow, wide = scoring.missing_log_odds([10.0, 30.0], [0.8, 0.8], 0.5)
    assert narrow == pytest.approx(-0.2012, abs=5e-5)
    assert wide == pytest.approx(-0.6035, abs=5e-5)


@given(st.lists(st.tuples(st.floats(1.0, 100.0), st.sampled_from([0.4, 0.8])), min_size=1))
def test_a_large_pattern_is_not_annihilated(zones: list[tuple[float, float]]) -> None:
    widths, links = [width for width, _ in zones], [link for _, link in zones]
    missing = scoring.missing_log_odds(widths, links, 0.5)
    assert all(log_odds < 0 for log_odds in missing)
    assert math.fsum(missing) >= 0.5 * math.log(0.2) - 1e-9


@given(st.sets(st.integers(0, 200)))
def test_a_bit_set_holds_its_members_in_order(members: set[int]) -> None:
    assert scoring.members_of(scoring.bit_set(members)) == sorted(members)


def test_what_more_than_one_group_holds_is_shared() -> None:
    groups = [scoring.bit_set(each) for each in ({1, 2}, {3}, {2, 3, 4}, {2})]
    assert scoring.members_of(scoring.find_shared(groups)) == [2, 3]
    assert scoring.find_shared(groups[:2]) == 0


def test_log_odds_are_whole_millionths() -> None:
    assert scoring.to_units(0.1234567) == 123457
