"""From a ranking to an answer: ids, evidence as objects, explanations.

Takes the index for names and reasons; changes no number.
"""

from __future__ import annotations

from app.catalogue.models import Level
from app.matching.evidence import missing_wider_text
from app.matching.explain import Cover
from app.matching.index import Index
from app.matching.ranking import Ranking
from app.matching.scoring import UNIT
from app.matching.types import Answer, Candidate, Evidence, EvidenceKind, Explanation, Mark


def build_answer(index: Index, ranking: Ranking, version: str, limit: int | None) -> Answer:
    """Build the answer that a ranking stands for.

    Parameters
    ----------
    limit : int or None
        Candidates built at most; None for all.
    """
    candidates = tuple(
        _build_candidate(index, ranking, -negated, cause)
        for negated, cause in ranking.order[:limit]
    )
    explanations = tuple(_build_explanation(index, ranking, cover) for cover in ranking.covers)
    return Answer(candidates, explanations, ranking.about_equal, version)


def _build_candidate(index: Index, ranking: Ranking, units: int, number: int) -> Candidate:
    cause, frequency = index.network.causes[number], index.standings[number].frequency
    evidence = [reason.evidence for reason in ranking.reasons_for(number)]
    if frequency is not None:
        evidence.append(frequency.evidence)
    if ranking.weights:
        evidence += _missing(index, ranking, number)
    return Candidate(
        cause.muscle.id,
        cause.point.id,
        cause.side,
        ranking.fit_of(number),
        units / UNIT,
        tuple(evidence),
    )


def _missing(index: Index, ranking: Ranking, number: int) -> list[Evidence]:
    standing, marked = index.standings[number], ranking.weights
    missing = [reason.evidence for finding, reason in standing.essential if finding not in marked]
    wider = [units for finding, units in standing.spillover if finding not in marked]
    if wider:
        text = missing_wider_text(len(wider))
        missing.append(
            Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, sum(wider) / UNIT, text)
        )
    return missing


def _build_explanation(index: Index, ranking: Ranking, cover: Cover) -> Explanation:
    causes = [index.network.causes[number] for number in cover.causes]
    marks = {
        finding: Mark(*index.network.places[finding], weight)
        for finding, weight in ranking.weights.items()
    }
    held = {finding for cause in causes for finding in cause.pattern}
    return Explanation(
        tuple((cause.point.id, cause.side) for cause in causes),
        tuple(mark for finding, mark in marks.items() if finding in held),
        tuple(mark for finding, mark in marks.items() if finding not in held),
        cover.is_smallest,
    )
