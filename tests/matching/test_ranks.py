from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.ranks import Rank, Ranks

CAUSES = 7
RANKS = Ranks(CAUSES)
# What 500 marks at 4.6 log-odds come to, and as much to lose.
units = st.integers(-2_300_000_000, 2_300_000_000)
standing = st.tuples(units, st.integers(0, CAUSES - 1), st.booleans())


def pack(given: tuple[int, int, bool]) -> Rank:
    score, cause, is_inside = given
    return RANKS.pack(score, cause, is_inside=is_inside)


@given(standing)
def test_a_rank_gives_back_what_was_packed(given: tuple[int, int, bool]) -> None:
    rank = pack(given)
    unpacked = (RANKS.units_of(rank), RANKS.cause_of(rank))
    assert (*unpacked, rank < RANKS.first_beside) == given


@given(st.lists(standing))
def test_ranks_sort_by_part_then_score_then_cause(given: list[tuple[int, int, bool]]) -> None:
    ordered = sorted(given, key=lambda each: (not each[2], -each[0], each[1]))
    assert sorted(map(pack, given)) == list(map(pack, ordered))


@pytest.mark.parametrize(("band", "count"), [(1, 2), (2, 2), (3, 3), (100, 4)])
def test_causes_within_a_band_of_the_best_are_counted(band: int, count: int) -> None:
    order = [pack((score, cause, True)) for score, cause in ((9, 4), (9, 5), (7, 1), (1, 0))]
    assert RANKS.count_within(order, band) == count


def test_a_cause_beside_the_marks_is_never_equal_to_one_that_holds_them() -> None:
    order = [pack((9, 4, True)), pack((9, 5, False))]
    assert RANKS.count_within(order, 100) == 1
    assert RANKS.count_within(order[1:], 100) == 1


def test_nothing_is_about_equal_in_an_empty_order() -> None:
    assert RANKS.count_within([], 10) == 0


@given(units, st.integers(0, 500_000), st.booleans())
def test_nothing_is_rounded_with_half_a_million_causes(
    score: int, cause: int, is_inside: bool
) -> None:
    ranks = Ranks(500_001)
    rank = ranks.pack(score, cause, is_inside=is_inside)
    assert (ranks.units_of(rank), ranks.cause_of(rank)) == (score, cause)
    assert (rank < ranks.first_beside) == is_inside
