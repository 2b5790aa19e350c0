from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching.types import Answer, Mark
from tests.matching.world import SYMPTOMS, marks_of, small_engine

ENGINE = small_engine()


def place(mark: Mark) -> dict[str, str]:
    return {"zone": mark.zone, "side": mark.side}


def as_json(answer: Answer) -> dict[str, Any]:
    return {
        "candidates": [
            {
                "muscle": candidate.muscle_id,
                "trigger_point": candidate.trigger_point_id,
                "side": candidate.side,
                "strength": candidate.strength,
                "evidence": [
                    {
                        "kind": said.kind,
                        "zone": said.zone,
                        "side": said.side,
                        "level": said.level,
                        "text": said.text,
                    }
                    for said in candidate.evidence
                ],
            }
            for candidate in answer.candidates
        ],
        "explanations": [
            {
                "trigger_points": [
                    {"trigger_point": point, "side": side}
                    for point, side in explanation.trigger_points
                ],
                "covers": [place(mark) for mark in explanation.covers],
                "leaves": [place(mark) for mark in explanation.leaves],
                "is_smallest": explanation.is_smallest,
            }
            for explanation in answer.explanations
        ],
        "about_equal": answer.about_equal,
        "warnings": [{"id": "stroke"}],
        "catalogue_version": answer.catalogue_version,
    }


@settings(deadline=None, max_examples=50)
@given(marks_of(ENGINE), st.lists(st.sampled_from(SYMPTOMS)), st.none() | st.integers(0, 9))
def test_the_text_says_what_the_answer_says(
    marks: list[Mark], symptoms: list[str], limit: int | None
) -> None:
    text = ENGINE.match_json(marks, symptoms, limit, warnings=b'[{"id":"stroke"}]')
    assert json.loads(text) == as_json(ENGINE.match(marks, symptoms, limit))


def test_no_number_is_given_that_could_be_taken_for_a_probability() -> None:
    said = json.loads(ENGINE.match_json([Mark("z0", ENGINE.places[0].side)]))
    numbers: list[object] = []

    def collect(value: object) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            numbers.append(value)

    collect(said)
    assert numbers == [said["about_equal"]]


def test_the_answer_tells_how_many_candidates_there_are_whatever_the_limit() -> None:
    marks = [Mark(zone, side) for zone, side in ENGINE.places[:4]]
    whole = json.loads(ENGINE.match_json(marks))
    assert ENGINE.match(marks, limit=2).total == len(whole["candidates"])
