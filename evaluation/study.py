"""The whole study: every case under every matcher, steadiness, and what hangs on the constants.

Takes the catalogue and the figures, gives one plain record that the report words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Side
from app.matching.engine import Engine
from app.matching.network import ZoneMeasures
from app.matching.options import Options
from evaluation.cases import Case, Guide, Provenance, area_marks, build_cases
from evaluation.matchers import Matcher, engine_matcher, overlap_matcher, random_matcher
from evaluation.measure import TOP, CaseResult, Figures, average, measure_case, measure_steadiness
from evaluation.metrics import mean

# Enough shuffles for two decimals, few enough for a second.
_SHUFFLES = 50


@dataclass(frozen=True)
class Line:
    """A matcher's averages.

    Attributes
    ----------
    ndcg_seen : float or None
        Over the areas whose order was read in a stored guide.
    """

    name: str
    figures: Figures
    ndcg_seen: float | None


@dataclass(frozen=True)
class Steadiness:
    """How many of the first five stay when one mark moves to a neighbour.

    Attributes
    ----------
    areas, published : int
        Areas tried, which are those that something in the catalogue refers to; and all areas.
    swaps : int
        Replacements tried.
    engine, overlap : float
        Mean number of the five that stay.
    by_marks : tuple of (str, int, float)
        For the engine, by the number of marks: what, replacements, mean.
    """

    areas: int
    published: int
    swaps: int
    engine: float
    overlap: float
    by_marks: tuple[tuple[str, int, float], ...]


@dataclass(frozen=True)
class Study:
    """Everything that was measured."""

    catalogue_version: str
    results: tuple[CaseResult, ...]
    pending: tuple[CaseResult, ...]
    lines: tuple[Line, ...]
    steadiness: Steadiness
    variations: tuple[Line, ...]


def run_study(
    guide: Guide,
    catalogue: Catalogue,
    figures: ZoneMeasures,
    groups: Iterable[str] = (),
    variations: Mapping[str, Options] = MappingProxyType({}),
) -> Study:
    """Measure the engine and the baselines.

    Parameters
    ----------
    groups : iterable of str
        Area groups to keep; all when empty.
    variations : mapping of str to Options
        Further constants to measure the engine with.
    """
    wanted = set(groups)
    cases = [c for c in build_cases(guide, catalogue) if not wanted or c.group in wanted]
    complete = [case for case in cases if case.is_complete]
    engine = Engine(catalogue, figures)
    matcher = engine_matcher(engine)
    return Study(
        catalogue_version=catalogue.version,
        results=tuple(measure_case(case, matcher) for case in complete),
        pending=tuple(measure_case(case, matcher) for case in cases if not case.is_complete),
        lines=(
            _line("Knotmap", complete, matcher),
            _line("zone overlap only", complete, overlap_matcher(engine)),
            _random_line(complete, catalogue),
        ),
        steadiness=_steadiness(engine, catalogue),
        variations=tuple(
            _line(name, complete, engine_matcher(Engine(catalogue, figures, options)))
            for name, options in variations.items()
        ),
    )


def vary(options: Options) -> dict[str, Options]:
    """Make each constant twice as large and half as large, one at a time, where it may be."""
    scaled: dict[str, Callable[[float], Options]] = {
        "leak": lambda by: replace(options, leak=options.leak * by),
        "missing_share": lambda by: replace(options, missing_share=options.missing_share * by),
        "frequency steps": lambda by: replace(
            options,
            frequency_log_odds=MappingProxyType(
                {level: odds * by for level, odds in options.frequency_log_odds.items()}
            ),
        ),
        "leak_growth": lambda by: replace(options, leak_growth=options.leak_growth * by),
    }
    varied = {
        f"{name} x {by:g}": change(by) for name, change in scaled.items() for by in (0.5, 2.0)
    }
    # Twice as large would lift marks beside a pattern above marks inside.
    varied["blur x 0.5"] = replace(options, blur=options.blur * 0.5)
    varied["blur 0"] = replace(options, blur=0.0)
    return varied


def _line(name: str, cases: Sequence[Case], matcher: Matcher) -> Line:
    return _line_of(name, [measure_case(case, matcher) for case in cases])


def _random_line(cases: Sequence[Case], catalogue: Catalogue) -> Line:
    results = [
        measure_case(case, random_matcher(catalogue, seed))
        for seed in range(_SHUFFLES)
        for case in cases
    ]
    return _line_of("random order of the whole catalogue", results)


def _line_of(name: str, results: Sequence[CaseResult]) -> Line:
    return Line(
        name,
        average([result.figures for result in results]),
        mean(
            result.figures.ndcg for result in results if result.case.area.order is Provenance.SEEN
        ),
    )


def _steadiness(engine: Engine, catalogue: Catalogue) -> Steadiness:
    # Each of the first five trigger points may stand there on both sides.
    matcher, overlap = engine_matcher(engine, limit=2 * TOP), overlap_matcher(engine)
    kept: dict[int, list[float]] = {}
    kept_by_overlap: list[float] = []
    areas = 0
    for area in catalogue.areas:
        marks = area_marks(catalogue, area.zones, Side.LEFT)
        if overlap(marks):
            areas += 1
            kept.setdefault(len(marks), []).extend(measure_steadiness(marks, matcher, engine))
            kept_by_overlap += measure_steadiness(marks, overlap, engine)
    everything = [value for values in kept.values() for value in values]
    classes = {"one mark": (1, 1), "two marks": (2, 2), "three or more": (3, 1000)}
    by_marks = []
    for name, (fewest, most) in classes.items():
        values = [v for count, vs in kept.items() if fewest <= count <= most for v in vs]
        if values:
            by_marks.append((name, len(values), mean(values) or 0.0))
    return Steadiness(
        areas,
        len(catalogue.areas),
        len(everything),
        mean(everything) or 0.0,
        mean(kept_by_overlap) or 0.0,
        tuple(by_marks),
    )
