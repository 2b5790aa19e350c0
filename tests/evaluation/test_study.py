"""The study on a small world, where every figure can be told by hand."""

from __future__ import annotations

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level
from app.matching.engine import Engine
from app.matching.options import Options
from evaluation.cases import Guide, build_cases
from evaluation.matchers import engine_matcher, overlap_matcher, random_matcher
from evaluation.measure import measure_case, measure_steadiness
from evaluation.metrics import Found
from evaluation.report import write_report
from evaluation.study import Study, run_study, vary
from tests.builders import build_catalogue, build_figures

WORLD = """
alpha (high): temple! ear
beta: ear temple
delta: jaw!
gamma: temple! ear!
"""
BORDERS = "temple jaw 20, ear jaw 20"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return build_catalogue(WORLD, areas={"headache": "temple ear", "jaw_pain": "jaw"})


@pytest.fixture(scope="module")
def guide() -> Guide:
    def entry(muscle: str, level: str, membership: str = "seen") -> dict[str, object]:
        return {
            "name": muscle,
            "muscles": [muscle],
            "level": level,
            "confidence": "high",
            "membership": membership,
        }

    return Guide.model_validate(
        {
            "areas": [
                {
                    "id": "headache",
                    "order": "seen",
                    "entries": [
                        entry("alpha", "essential"),
                        entry("beta", "essential"),
                        entry("delta", "spillover", "memory"),
                    ],
                    "also": ["gamma"],
                },
                {
                    "id": "jaw_pain",
                    "order": "memory",
                    "entries": [entry("delta", "essential"), entry("nowhere", "essential")],
                },
            ]
        }
    )


@pytest.fixture(scope="module")
def study(catalogue: Catalogue, guide: Guide) -> Study:
    figures = build_figures(catalogue, borders=BORDERS)
    return run_study(guide, catalogue, figures, (), {"as it is": Options()})


def test_a_case_is_measured_by_what_stands_where(study: Study) -> None:
    """alpha, gamma, beta, then delta beside: entries 0, none, 1 and, after the third place, 2."""
    (result,) = study.results
    figures = result.figures
    assert (figures.recall, figures.recall_seen) == (1.0, 1.0)
    assert figures.recall_inside == pytest.approx(2 / 3)
    assert figures.precision_at_length == pytest.approx(2 / 3)
    assert figures.level_agreement == pytest.approx(1 / 2)
    assert (result.missed, result.beside_only, result.late) == ((), (2,), (2,))
    assert [unit.muscle for unit in result.extra] == ["gamma"]
    assert result.other_level == (1,)


def test_an_area_with_an_entry_that_the_catalogue_lacks_is_set_apart(study: Study) -> None:
    assert [result.case.area.id for result in study.pending] == ["jaw_pain"]
    assert [entry.name for entry in study.pending[0].case.absent] == ["nowhere"]


def test_constants_are_varied_on_the_same_cases(study: Study) -> None:
    assert study.variations[0].figures == study.lines[0].figures
    assert all(isinstance(options, Options) for options in vary(Options()).values())


def test_a_group_can_be_measured_alone(catalogue: Catalogue, guide: Guide) -> None:
    study = run_study(guide, catalogue, build_figures(catalogue), ["elsewhere"])
    assert (study.results, study.pending) == ((), ())
    assert study.lines[0].figures.recall is None


def test_zone_overlap_counts_marks_and_nothing_else(catalogue: Catalogue, guide: Guide) -> None:
    engine = Engine(catalogue, build_figures(catalogue))
    marks = build_cases(guide, catalogue)[0].marks
    found = overlap_matcher(engine)(marks)
    assert [(one.point, one.level) for one in found] == [
        ("alpha-1", Level.ESSENTIAL),
        ("beta-1", Level.SPILLOVER),
        ("gamma-1", Level.ESSENTIAL),
    ]


def test_a_random_order_is_the_same_for_the_same_seed(catalogue: Catalogue) -> None:
    one = random_matcher(catalogue, 7)([])
    assert one == random_matcher(catalogue, 7)([])
    assert sorted(found.point for found in one) == sorted(catalogue.trigger_point_by_id)


def test_steadiness_counts_what_stays_of_the_first_five(catalogue: Catalogue, guide: Guide) -> None:
    """Both marks border on the jaw alone. With jaw for either, all four are still listed."""
    engine = Engine(catalogue, build_figures(catalogue, borders=BORDERS))
    marks = build_cases(guide, catalogue)[0].marks
    assert measure_steadiness(marks, engine_matcher(engine), engine) == [5.0, 5.0]


def test_steadiness_is_scaled_where_fewer_than_five_are_found(
    catalogue: Catalogue, guide: Guide
) -> None:
    """By overlap three are found, and with jaw for temple or ear the same three and one more."""
    engine = Engine(catalogue, build_figures(catalogue, borders=BORDERS))
    marks = build_cases(guide, catalogue)[0].marks
    assert measure_steadiness(marks, overlap_matcher(engine), engine) == [5.0, 5.0]
    assert measure_steadiness(marks, lambda _: [], engine) == []


def test_nothing_of_the_top_staying_counts_zero(catalogue: Catalogue, guide: Guide) -> None:
    engine = Engine(catalogue, build_figures(catalogue, borders=BORDERS))
    case = build_cases(guide, catalogue)[0]
    numbers = iter(range(100))

    def restless(_: object) -> list[Found]:
        return [Found("a", f"a-{next(numbers)}", None)]

    assert measure_steadiness(case.marks, restless, engine) == [0.0, 0.0]


def test_the_report_says_what_went_wrong(study: Study) -> None:
    report = write_report(study)
    assert "late: delta [spillover]" in report
    assert "found only beside its pattern: delta [spillover]" in report
    assert "extra: gamma [essential] (+)" in report
    assert "found at the other level: beta [essential]" in report
    assert "| Jaw pain | 1 | 1 | nowhere |" in report


def test_measuring_is_repeatable(catalogue: Catalogue, guide: Guide, study: Study) -> None:
    figures = build_figures(catalogue, borders=BORDERS)
    again = run_study(guide, catalogue, figures, (), {"as it is": Options()})
    assert write_report(again) == write_report(study)


def test_the_study_measures_each_case(catalogue: Catalogue, guide: Guide, study: Study) -> None:
    engine = Engine(catalogue, build_figures(catalogue, borders=BORDERS))
    case = build_cases(guide, catalogue)[0]
    assert measure_case(case, engine_matcher(engine)) == study.results[0]
