"""Measuring matchers on the cases: figures per case, averages, and how steady the order is.

Takes cases and matchers, gives plain records; the report words them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.catalogue.models import Confidence
from app.matching.engine import Engine
from app.matching.types import Mark
from evaluation.cases import Case, Provenance
from evaluation.matchers import Matcher
from evaluation.metrics import Found, Unit, collapse, mean, ndcg, precision_at, recall

TOP = 5


@dataclass(frozen=True)
class Figures:
    """What was measured on one case or, averaged, on several; None where nothing could be.

    Attributes
    ----------
    recall, recall_seen : float
        Share of the guide's entries among all candidates; and of those whose membership was read.
    recall_inside : float
        Share of the entries found by a mark inside their pattern, not only beside it.
    recall_at_length, precision_at_length : float
        Within the first n places, n the number of the guide's entries. The two differ only where
        the matcher gives fewer than n.
    ndcg : float
        Agreement with the guide's order.
    level_agreement : float
        Share of the entries with a sure level, found inside, whose level agrees.
    """

    recall: float | None
    recall_seen: float | None
    recall_inside: float | None
    precision_at_length: float | None
    ndcg: float | None
    level_agreement: float | None


@dataclass(frozen=True)
class CaseResult:
    """What a matcher did on one case.

    Attributes
    ----------
    missed : tuple of int
        Entries that are not among the candidates.
    beside_only : tuple of int
        Entries found only because a mark lies beside their pattern.
    late : tuple of int
        Entries found, but beyond the first n places.
    extra : tuple of Unit
        What stands within the first n places without being an entry, best first.
    other_level : tuple of int
        Entries with a sure level that were found at the other one.
    """

    case: Case
    figures: Figures
    missed: tuple[int, ...]
    beside_only: tuple[int, ...]
    late: tuple[int, ...]
    extra: tuple[Unit, ...]
    other_level: tuple[int, ...]


def measure_case(case: Case, matcher: Matcher) -> CaseResult:
    """Measure a matcher on one case."""
    entries = case.area.entries
    numbers = range(len(entries))
    units = collapse(matcher(case.marks), case.area)
    first = units[: len(entries)]
    inside = [unit for unit in units if unit.level is not None]
    found = {unit.entry: unit for unit in units if unit.entry is not None}
    judged = {
        number: unit.level is entries[number].level
        for number, unit in sorted(found.items())
        if unit.level is not None and entries[number].confidence is Confidence.HIGH
    }
    return CaseResult(
        case=case,
        figures=Figures(
            recall=recall(numbers, units),
            recall_seen=recall(
                (n for n in numbers if entries[n].membership is Provenance.SEEN), units
            ),
            recall_inside=recall(numbers, inside),
            precision_at_length=precision_at(len(entries), units),
            ndcg=ndcg(case.area, units),
            level_agreement=mean(map(float, judged.values())),
        ),
        missed=tuple(n for n in numbers if n not in found),
        beside_only=tuple(n for n in numbers if n in found and found[n].level is None),
        late=tuple(n for n in numbers if n in found and found[n] not in first),
        extra=tuple(unit for unit in first if unit.entry is None),
        other_level=tuple(n for n, agrees in judged.items() if not agrees),
    )


def average(figures: Sequence[Figures]) -> Figures:
    """Average figure by figure, every case counting the same."""
    return Figures(
        **{
            name: mean(getattr(one, name) for one in figures)
            for name in Figures.__dataclass_fields__
        }
    )


def measure_steadiness(marks: Sequence[Mark], matcher: Matcher, engine: Engine) -> list[float]:
    """Replace one mark by one of its neighbours, in every way; count how much of the top stays.

    People who redraw their own pain hit the zone beside it; the answer should hardly change. Where
    the neighbour is marked already, one mark fewer is left.

    Returns
    -------
    list of float
        For every replacement, how many of the first five trigger points are still among them, the
        two sides of one counting once (a mark on the midline speaks for both alike); scaled to
        five where there are fewer to begin with. Empty when nothing was found.
    """
    before = _top(matcher(marks))
    if not before:
        return []
    kept = []
    for position, mark in enumerate(marks):
        for neighbour in engine.neighbours(mark.zone, mark.side):
            moved = [*marks[:position], Mark(*neighbour, mark.weight), *marks[position + 1 :]]
            kept.append(TOP * len(before & _top(matcher(moved))) / len(before))
    return kept


def _top(found: Sequence[Found]) -> set[str]:
    return set(list(dict.fromkeys(candidate.point for candidate in found))[:TOP])
