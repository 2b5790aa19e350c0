"""What must hold whatever is marked."""

from __future__ import annotations

import math
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.models import Side
from app.matching.network import Place
from app.matching.types import Answer, EvidenceKind, Fit, Mark, Weight
from tests.matching.world import SYMPTOMS, marks_of, small_engine

ENGINE = small_engine()
MIRROR = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.MIDLINE: Side.MIDLINE}
PATTERNS = {
    (cause.point.id, cause.side): {ENGINE.places[finding] for finding in cause.pattern}
    for cause in ENGINE.causes
}
some_marks = marks_of(ENGINE)
symptom_lists = st.lists(st.sampled_from(SYMPTOMS))
# A shared machine may pause at any example; fifty find what a hundred would.
fast = settings(deadline=None, max_examples=50)


def places(answer: Answer) -> dict[tuple[str, Side], int]:
    return {(c.trigger_point_id, c.side): place for place, c in enumerate(answer.candidates)}


@fast
@given(some_marks.flatmap(lambda m: st.tuples(st.just(m), st.permutations(m))), symptom_lists)
def test_the_order_of_marks_does_not_matter(
    marks: tuple[list[Mark], list[Mark]], symptoms: list[str]
) -> None:
    one, other = marks
    assert ENGINE.match(one, symptoms) == ENGINE.match(other, symptoms)


@fast
@given(some_marks)
def test_marks_given_twice_collapse(marks: list[Mark]) -> None:
    assert ENGINE.match(marks + marks[::-1]) == ENGINE.match(marks)


@fast
@given(some_marks, symptom_lists)
def test_the_words_for_strength_follow_the_order(marks: list[Mark], symptoms: list[str]) -> None:
    words = [candidate.strength for candidate in ENGINE.match(marks, symptoms).candidates]
    assert words == sorted(words, key=[Fit.STRONG, Fit.POSSIBLE, Fit.WEAK].index)


@fast
@given(some_marks, symptom_lists)
def test_mirrored_marks_give_mirrored_candidates(marks: list[Mark], symptoms: list[str]) -> None:
    mirrored = [Mark(mark.zone, MIRROR[mark.side], mark.weight) for mark in marks]
    here, there = ENGINE.match(marks, symptoms), ENGINE.match(mirrored, symptoms)
    assert {(c.trigger_point_id, MIRROR[c.side], c.strength, c.score) for c in here.candidates} == {
        (c.trigger_point_id, c.side, c.strength, c.score) for c in there.candidates
    }
    assert [(c.trigger_point_id, c.score) for c in here.candidates] == [
        (c.trigger_point_id, c.score) for c in there.candidates
    ]
    assert here.about_equal == there.about_equal
    assert [len(e.trigger_points) for e in here.explanations] == [
        len(e.trigger_points) for e in there.explanations
    ]


@fast
@given(marks_of(ENGINE, min_size=1), st.sampled_from(ENGINE.places), st.sampled_from(Weight))
def test_a_mark_inside_a_pattern_never_lowers_it_against_one_that_lacks_it(
    marks: list[Mark], place: Place, weight: Weight
) -> None:
    marks = [mark for mark in marks if (mark.zone, mark.side) != tuple(place)]
    if Weight.MAIN not in {mark.weight for mark in marks}:
        marks = [mark._replace(weight=Weight.MAIN) for mark in marks]
    before = places(ENGINE.match(marks))
    after = places(ENGINE.match([*marks, Mark(place.zone, place.side, weight)]))
    holding = [point for point in after if place in PATTERNS[point]]
    lacking = [point for point in after if place not in PATTERNS[point]]
    for held in holding:
        for lacked in lacking:
            was_ahead = held in before and (lacked not in before or before[held] < before[lacked])
            if was_ahead:
                assert after[held] < after[lacked]


@fast
@given(some_marks, symptom_lists)
def test_the_evidence_adds_up_to_the_score(marks: list[Mark], symptoms: list[str]) -> None:
    for candidate in ENGINE.match(marks, symptoms).candidates:
        total = math.fsum(said.log_odds for said in candidate.evidence)
        assert math.isclose(total, candidate.score, abs_tol=1e-4)


@fast
@given(marks_of(ENGINE, min_size=1), symptom_lists)
def test_every_candidate_has_a_mark_that_speaks_for_it(
    marks: list[Mark], symptoms: list[str]
) -> None:
    for candidate in ENGINE.match(marks, symptoms).candidates:
        kinds = {said.kind for said in candidate.evidence if said.log_odds > 0}
        assert kinds & {EvidenceKind.MARK, EvidenceKind.NEIGHBOUR}


@fast
@given(marks_of(ENGINE, min_size=1))
def test_everything_a_mark_lies_in_is_listed(marks: list[Mark]) -> None:
    marked = {(mark.zone, mark.side) for mark in marks}
    listed = places(ENGINE.match(marks))
    for point, pattern in PATTERNS.items():
        if any(tuple(place) in marked for place in pattern):
            assert point in listed


@fast
@given(some_marks, symptom_lists)
def test_candidates_stand_in_order_of_score_and_ties_in_order_of_id(
    marks: list[Mark], symptoms: list[str]
) -> None:
    candidates = ENGINE.match(marks, symptoms).candidates
    keys = [
        (
            all(said.kind is not EvidenceKind.MARK for said in c.evidence),
            -c.score,
            c.trigger_point_id,
            c.side,  # left sorts before right
        )
        for c in candidates
    ]
    assert keys == sorted(keys)


@fast
@given(some_marks, symptom_lists)
def test_about_equal_counts_some_of_the_candidates(marks: list[Mark], symptoms: list[str]) -> None:
    answer = ENGINE.match(marks, symptoms)
    assert min(1, len(answer.candidates)) <= answer.about_equal <= len(answer.candidates)


@fast
@given(some_marks)
def test_explanations_part_the_marks_and_are_equally_small(marks: list[Mark]) -> None:
    answer = ENGINE.match(marks)
    given_marks = {(mark.zone, mark.side) for mark in marks}
    for explanation in answer.explanations:
        held = {tuple(p) for point in explanation.trigger_points for p in PATTERNS[point]}
        covered = {(mark.zone, mark.side) for mark in explanation.covers}
        left = {(mark.zone, mark.side) for mark in explanation.leaves}
        assert covered == given_marks & held
        assert left == given_marks - held
        assert not any(place in PATTERNS[point] for point in PATTERNS for place in left)
    assert len({len(e.trigger_points) for e in answer.explanations}) <= 1
    assert len(answer.explanations) <= ENGINE.options.max_sets


def test_an_engine_asked_by_several_threads_at_first_answers_as_ever() -> None:
    """What a mark adds is made at its first use, which two threads may come to together."""
    asked = [[Mark(*place, weight)] for place in ENGINE.places for weight in Weight]
    asked += [[*one, *other] for one, other in pairwise(asked)]
    expected = [ENGINE.match_json(marks) for marks in asked]
    fresh = small_engine()
    start = threading.Barrier(4)

    def answers() -> list[bytes]:
        start.wait()
        return [fresh.match_json(marks) for marks in asked]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = [each.result() for each in [pool.submit(answers) for _ in range(4)]]
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected] * 4
