from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from app.matching.explain import Covers, Explainer, Scored


class Cover(NamedTuple):
    causes: tuple[int, ...]
    units: int
    is_smallest: bool


def no_gain(cause: int, bit: int) -> int:
    return 0


def covers_of(
    scored: list[tuple[int, int, int]], *, max_sets: int = 5, exact: int = 4, steps: int = 2000
) -> list[Cover]:
    return told(Explainer(max_sets, exact, steps).find_covers(holders_of(scored), no_gain))


def told(covers: Covers) -> list[Cover]:
    return [Cover(causes, -negated, covers.are_smallest) for negated, causes in covers.sets]


def holders_of(scored: list[tuple[int, int, int]]) -> dict[int, list[Scored]]:
    """Group (units, cause, marks it holds) by the marks, in the order given."""
    holders: dict[int, list[Scored]] = {}
    for units, cause, inside in scored:
        holders.setdefault(inside, []).append((-units, (cause,)))
    return {held: sorted(causes) for held, causes in holders.items()}


def test_one_cause_is_enough_when_one_holds_all_marks() -> None:
    covers = covers_of([(10, 0, 0b011), (5, 1, 0b111), (9, 2, 0b100)])
    assert covers == [Cover((1,), 5, True)]


def test_the_best_single_causes_come_first_and_ties_by_index() -> None:
    covers = covers_of([(5, 3, 1), (5, 1, 1), (8, 2, 1)])
    assert [cover.causes for cover in covers] == [(2,), (1,), (3,)]


def test_sets_of_equal_size_are_ranked_by_their_joint_score() -> None:
    """{0, 2} scores 10 + 4, {1, 2} scores 7 + 4, {0, 3} scores 10 + 3, {1, 3} 7 + 3."""
    covers = covers_of([(10, 0, 0b01), (7, 1, 0b01), (4, 2, 0b10), (3, 3, 0b10)])
    assert [(cover.causes, cover.units) for cover in covers] == [
        ((0, 2), 14),
        ((0, 3), 13),
        ((1, 2), 11),
        ((1, 3), 10),
    ]


def test_a_mark_held_twice_counts_once_in_the_joint_score() -> None:
    """Both hold the middle mark; it is worth 6 to one and 4 to the other, so 4 is taken off."""
    gains = {(0, 0b010): 6, (1, 0b010): 4}
    covers = Explainer(5, 4, 2000).find_covers(
        holders_of([(10, 0, 0b011), (9, 1, 0b110)]), lambda cause, bit: gains.get((cause, bit), 0)
    )
    assert told(covers) == [Cover((0, 1), 15, True)]


def test_what_no_cause_holds_is_left_out_of_the_goal() -> None:
    assert covers_of([(1, 7, 0b100)]) == [Cover((7,), 1, True)]


def test_nothing_scored_gives_no_set() -> None:
    assert covers_of([]) == []


def test_beyond_the_exact_size_one_set_is_built_and_said_not_to_be_proven() -> None:
    """A chain of pairs, each sharing a mark with the next: both ends are needed, and of the rest
    every other is taken, from the best."""
    scored = [(cause, cause, 0b11 << cause) for cause in range(7)]
    assert covers_of(scored, exact=1) == [Cover((0, 2, 4, 6), 12, False)]


def test_causes_that_a_mark_needs_do_not_count_towards_the_exact_size() -> None:
    scored = [(cause, cause, 0b11 << cause) for cause in range(7)]
    assert covers_of(scored, exact=2) == [Cover((0, 2, 4, 6), 12, True)]


def test_marks_that_no_two_causes_share_need_no_search() -> None:
    scored = [(bit, bit, 1 << bit) for bit in range(6)]
    assert covers_of(scored, exact=4) == [Cover((0, 1, 2, 3, 4, 5), 15, True)]


def test_a_search_that_runs_out_of_steps_proves_nothing() -> None:
    scored = [(bit, bit, 0b11 << bit) for bit in range(7)]
    covers = covers_of(scored, steps=3)
    assert len(covers) == 1
    assert not covers[0].is_smallest


bit_sets = st.lists(st.integers(1, 2**6 - 1), min_size=1, max_size=9)


@given(bit_sets)
def test_small_sets_are_the_smallest_there_are(sets: list[int]) -> None:
    scored = [(len(sets) - cause, cause, inside) for cause, inside in enumerate(sets)]
    goal = 0
    for inside in sets:
        goal |= inside
    sizes = [
        size
        for size in range(1, len(sets) + 1)
        for members in combinations(sets, size)
        if union(members) == goal
    ]
    covers = covers_of(scored)
    assert covers
    for cover in covers:
        assert union(sets[cause] for cause in cover.causes) == goal
        if cover.is_smallest:
            assert len(cover.causes) == min(sizes)
        else:
            assert min(sizes) > 4


@given(bit_sets)
def test_the_order_in_which_equals_are_listed_does_not_matter(sets: list[int]) -> None:
    scored = [(inside % 7, cause, inside) for cause, inside in enumerate(sets)]
    assert covers_of(scored) == covers_of(scored[::-1])


scored_lists = st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=7), min_size=1, max_size=4)


@given(scored_lists, st.integers(1, 5))
def test_the_sets_with_the_largest_sums_are_found(scores: list[list[int]], count: int) -> None:
    """Each list holds the scores of the causes of one mark: every choice of one each is a set."""
    causes = iter(range(100))
    scored = [(units, next(causes), 1 << bit) for bit, each in enumerate(scores) for units in each]
    sums = sorted((sum(choice) for choice in product(*scores)), reverse=True)
    covers = covers_of(scored, max_sets=count)
    assert [cover.units for cover in covers] == sums[:count]
    by_cause = {cause: units for units, cause, _ in scored}
    for cover in covers:
        assert cover.units == sum(by_cause[cause] for cause in cover.causes)


def union(members: Iterable[int]) -> int:
    whole = 0
    for member in members:
        whole |= member
    return whole
