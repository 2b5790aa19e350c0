from __future__ import annotations

import pytest

from app.catalogue.models import Side
from app.errors import TooManyMarksError, UnknownSymptomError, UnknownZoneError, WrongSideError
from app.matching.engine import Engine
from app.matching.options import Options
from app.matching.types import Answer, Candidate, EvidenceKind, Fit, Mark, Weight
from tests.builders import build_catalogue, build_figures

WORLD = """
temporalis (high): temple! eyebrow | temple! teeth
masseter: jaw! eyebrow temple
sternalis: sternum! breast@both
frontalis: forehead!
splenius: crown!@opposite
gooseflesh-maker:
"""
LEFT, RIGHT, MIDLINE = Side.LEFT, Side.RIGHT, Side.MIDLINE
MAIN, ALSO = Weight.MAIN, Weight.ALSO


@pytest.fixture(scope="module")
def engine() -> Engine:
    catalogue = build_catalogue(
        WORLD,
        midline="sternum",
        deep="teeth",
        symptoms={"dizziness": "masseter:strong frontalis:weak", "shivers": "gooseflesh-maker"},
    )
    return Engine(catalogue, build_figures(catalogue, borders="forehead eyebrow 20, temple jaw 20"))


def find(answer: Answer, point: str, side: Side = LEFT) -> Candidate:
    return next(c for c in answer.candidates if (c.trigger_point_id, c.side) == (point, side))


def listed(answer: Answer) -> list[tuple[str, str]]:
    return [(c.trigger_point_id, c.side.value) for c in answer.candidates]


def log_odds(candidate: Candidate) -> list[float]:
    return [said.log_odds for said in candidate.evidence]


def test_a_score_is_prior_plus_marks_less_what_is_not_marked(engine: Engine) -> None:
    """All zones are of one size; the leak is 0.02. The eyebrow is marked for temporalis-1, left.

    mark      0.7 x 0.4 = 0.28 drawn;  log((1 - 0.72 x 0.98) / 0.02) = log 14.72 =  2.6892
    high      1.5 steps of log 2                                                 =  1.0397
    missing   temple, half of the pattern: 0.5 x log(1 - 0.8) x 1/2              = -0.4024
    sum                                                                             3.3266
    """
    candidate = find(engine.match([Mark("eyebrow", LEFT)]), "temporalis-1")
    assert log_odds(candidate) == pytest.approx([2.6892, 1.0397, -0.4024], abs=6e-5)
    assert candidate.score == pytest.approx(3.3266, abs=1e-4)


def test_a_mark_beside_a_pattern_counts_partly(engine: Engine) -> None:
    """The forehead borders on the eyebrow alone, and so lies beside temporalis-1's wider pattern.

    beside    0.3 x 1 x 0.4 = 0.12 drawn;  log((1 - 0.88 x 0.98) / 0.02) = log 6.88 = 1.9286
    """
    candidate = find(engine.match([Mark("forehead", LEFT)]), "temporalis-1")
    beside = candidate.evidence[0]
    assert beside.kind is EvidenceKind.NEIGHBOUR
    assert beside.text == "Forehead, left: next to its wider pattern"
    assert beside.log_odds == pytest.approx(1.9286, abs=5e-5)
    assert candidate.strength is Fit.WEAK


def test_a_mark_amid_its_pattern_counts_more_than_one_at_its_edge(engine: Engine) -> None:
    """The temple's border is all jaw, which masseter has too: 0.7 x 0.4 + 0.3 x 0.8 = 0.52.

    log((1 - 0.48 x 0.98) / 0.02) = log 26.48 = 3.2764
    """
    candidate = find(engine.match([Mark("temple", LEFT)]), "masseter-1")
    assert candidate.evidence[0].log_odds == pytest.approx(3.2764, abs=5e-5)


def test_a_lesser_mark_counts_half(engine: Engine) -> None:
    also = find(engine.match([Mark("jaw", LEFT), Mark("eyebrow", LEFT, ALSO)]), "temporalis-1")
    main = find(engine.match([Mark("jaw", LEFT), Mark("eyebrow", LEFT, MAIN)]), "temporalis-1")
    assert also.evidence[0].log_odds == pytest.approx(main.evidence[0].log_odds / 2)


def test_marks_that_are_all_lesser_are_all_main(engine: Engine) -> None:
    assert engine.match([Mark("temple", LEFT, ALSO)]) == engine.match([Mark("temple", LEFT)])


def test_marks_given_twice_count_once_and_main_wins(engine: Engine) -> None:
    once = engine.match([Mark("temple", LEFT), Mark("jaw", LEFT, ALSO)])
    doubled = [Mark("temple", LEFT, ALSO), Mark("jaw", LEFT, ALSO), Mark("temple", LEFT, MAIN)]
    assert engine.match(doubled) == once


@pytest.mark.parametrize(
    ("marks", "fit"),
    [
        ([Mark("eyebrow", LEFT)], Fit.STRONG),
        ([Mark("eyebrow", LEFT, ALSO), Mark("jaw", RIGHT)], Fit.POSSIBLE),
        ([Mark("jaw", LEFT)], Fit.WEAK),
    ],
)
def test_strength_says_how_much_speaks_for_a_candidate(
    engine: Engine, marks: list[Mark], fit: Fit
) -> None:
    assert find(engine.match(marks), "temporalis-1").strength is fit


def test_only_what_something_speaks_for_is_listed(engine: Engine) -> None:
    assert listed(engine.match([Mark("crown", LEFT)])) == [("splenius-1", "right")]


def test_pain_on_both_sides_and_in_the_middle_is_followed_to_each_side(engine: Engine) -> None:
    assert listed(engine.match([Mark("breast", RIGHT)])) == [
        ("sternalis-1", "left"),
        ("sternalis-1", "right"),
    ]
    assert listed(engine.match([Mark("sternum", MIDLINE)])) == [
        ("sternalis-1", "left"),
        ("sternalis-1", "right"),
    ]


def test_no_marks_and_no_symptoms_give_nothing(engine: Engine) -> None:
    assert engine.match([]) == Answer((), (), 0, "2026.11-00000000")


def test_what_is_not_marked_is_said_for_the_main_pattern_and_counted_for_the_wider(
    engine: Engine,
) -> None:
    candidate = find(engine.match([Mark("eyebrow", LEFT)]), "masseter-1")
    assert [said.text for said in candidate.evidence] == [
        "Eyebrow, left: in its wider pattern",
        "Its main pattern also includes a zone you did not mark: jaw, left",
        "Its wider pattern also includes one zone you did not mark",
    ]


def test_a_symptom_raises_what_a_mark_speaks_for(engine: Engine) -> None:
    without = find(engine.match([Mark("jaw", LEFT)]), "masseter-1")
    with_it = find(engine.match([Mark("jaw", LEFT)], ["dizziness"]), "masseter-1")
    assert with_it.score - without.score == pytest.approx(1.3863, abs=5e-5)  # log 4
    assert EvidenceKind.SYMPTOM in {said.kind for said in with_it.evidence}


def test_a_symptom_makes_no_candidate_beside_marks(engine: Engine) -> None:
    answer = engine.match([Mark("crown", LEFT)], ["dizziness"])
    assert listed(answer) == [("splenius-1", "right")]


def test_symptoms_alone_give_the_muscles_described_with_them(engine: Engine) -> None:
    answer = engine.match([], ["dizziness"])
    assert listed(answer) == [
        ("masseter-1", "left"),
        ("masseter-1", "right"),
        ("frontalis-1", "left"),
        ("frontalis-1", "right"),
    ]
    assert {said.kind for c in answer.candidates for said in c.evidence} == {EvidenceKind.SYMPTOM}
    assert {c.strength for c in answer.candidates} == {Fit.WEAK}
    assert answer.explanations == ()


def test_a_point_without_pain_is_found_by_its_symptom_alone(engine: Engine) -> None:
    assert listed(engine.match([], ["shivers"]))[0] == ("gooseflesh-maker-1", "left")


def test_symptoms_given_twice_or_in_another_order_change_nothing(engine: Engine) -> None:
    marks = [Mark("jaw", LEFT)]
    once = engine.match(marks, ["dizziness", "shivers"])
    assert engine.match(marks, ["shivers", "dizziness", "shivers"]) == once


def test_a_limit_cuts_the_list_and_nothing_else(engine: Engine) -> None:
    marks = [Mark("temple", LEFT), Mark("jaw", RIGHT)]
    whole, cut = engine.match(marks), engine.match(marks, limit=2)
    assert cut == whole._replace(candidates=whole.candidates[:2])
    assert engine.match(marks, limit=0).candidates == ()


def test_a_negative_limit_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="limit"):
        engine.match([Mark("temple", LEFT)], limit=-1)


def test_candidates_too_close_to_tell_apart_are_counted(engine: Engine) -> None:
    """temporalis-1 and -2 differ in one missing wider zone of the same size: not at all."""
    assert engine.match([Mark("temple", LEFT)]).about_equal == 2


def test_the_smallest_sets_say_what_they_leave(engine: Engine) -> None:
    marks = [Mark("temple", LEFT), Mark("jaw", LEFT), Mark("nose", RIGHT)]
    catalogue = build_catalogue(WORLD, midline="sternum", zones="nose")
    answer = Engine(catalogue, build_figures(catalogue)).match(marks)
    assert [e.trigger_points for e in answer.explanations] == [(("masseter-1", LEFT),)]
    assert answer.explanations[0].covers == (Mark("temple", LEFT), Mark("jaw", LEFT))
    assert answer.explanations[0].leaves == (Mark("nose", RIGHT),)


def test_an_unknown_zone_is_named_with_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownZoneError) as raised:
        engine.match([Mark("tempel", LEFT)])
    assert raised.value.zone_id == "tempel"
    assert "temple" in raised.value.nearest


@pytest.mark.parametrize(
    ("mark", "fix"),
    [
        (Mark("sternum", LEFT), "leave the side out or give 'midline'"),
        (Mark("temple", MIDLINE), "give 'left' or 'right', the patient's own side"),
    ],
)
def test_a_side_that_a_zone_does_not_have_is_named(engine: Engine, mark: Mark, fix: str) -> None:
    with pytest.raises(WrongSideError) as raised:
        engine.match([Mark("jaw", LEFT), mark])
    assert (raised.value.zone_id, raised.value.side) == (mark.zone, mark.side)
    assert raised.value.fix == fix


def test_an_unknown_symptom_is_named_with_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownSymptomError) as raised:
        engine.match([Mark("temple", LEFT)], ["dizzyness"])
    assert raised.value.nearest == ("dizziness",)


def test_more_marks_than_a_body_has_places_are_refused(engine: Engine) -> None:
    limit = Options().max_marks
    engine.match([Mark("temple", LEFT)] * limit)
    with pytest.raises(TooManyMarksError) as raised:
        engine.match([Mark("temple", LEFT)] * (limit + 1))
    assert raised.value.limit == limit


def test_points_with_one_picture_are_candidates_each_and_explain_as_one() -> None:
    catalogue = build_catalogue("soleus: calf! | calf! | calf! heel")
    engine = Engine(catalogue, build_figures(catalogue))
    answer = engine.match([Mark("calf", LEFT)])
    assert [point for point, _ in listed(answer)] == ["soleus-1", "soleus-2", "soleus-3"]
    sets = [each.trigger_points for each in answer.explanations]
    assert sets == [(("soleus-1", LEFT),), (("soleus-3", LEFT),)]


def test_a_ranking_without_repeats_counts_anew() -> None:
    catalogue = build_catalogue("soleus: calf! | calf! | calf! heel")
    engine = Engine(catalogue, build_figures(catalogue))
    ranking = engine.rank([Mark("calf", LEFT)])
    shorter = engine.rank([Mark("calf", LEFT)], distinct=True)
    assert (len(ranking.order), len(shorter.order)) == (3, 2)
    assert shorter.about_equal == ranking.about_equal - 1


def test_several_marks_in_a_repeated_pattern_leave_the_repeat_out_too() -> None:
    catalogue = build_catalogue("soleus: calf! heel | calf! heel | heel!")
    engine = Engine(catalogue, build_figures(catalogue))
    marks = [Mark("calf", LEFT), Mark("heel", LEFT)]
    assert len(engine.rank(marks).order) == 3
    assert len(engine.rank(marks, distinct=True).order) == 2
