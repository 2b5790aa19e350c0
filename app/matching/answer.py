"""From a ranking to an answer: ids, evidence as objects, explanations.

Takes the index for names and reasons; changes no number. What a candidate's evidence ends with,
whatever is marked, is put together once.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from app.catalogue.models import Level
from app.matching.evidence import missing_wider_text
from app.matching.index import Index
from app.matching.ranking import Ranking
from app.matching.scoring import UNIT
from app.matching.types import Answer, Candidate, Evidence, EvidenceKind, Explanation, Mark


class AnswerBuilder:
    """Builds answers over one index."""

    def __init__(self, index: Index, version: str) -> None:
        self._index = index
        self._version = version
        self._ids = [
            (cause.muscle.id, cause.point.id, cause.side) for cause in index.network.causes
        ]
        self._frequencies: list[tuple[Evidence, ...]] = [
            () if standing.frequency is None else (standing.frequency.evidence,)
            for standing in index.standings
        ]
        # Most candidates hold no mark or just one.
        self._tails = [self._tail(number, ()) for number in range(len(self._ids))]
        self._tails_but_one = [
            {finding: self._tail(number, (finding,)) for finding in cause.pattern}
            for number, cause in enumerate(index.network.causes)
        ]

    def build(self, ranking: Ranking, limit: int | None) -> Answer:
        """Build the answer that a ranking stands for.

        Parameters
        ----------
        limit : int or None
            Candidates built at most; None for all.
        """
        findings = tuple(ranking.weights)
        candidates = tuple(
            [
                self._candidate(ranking, findings, -negated, cause)
                for negated, cause in ranking.order[:limit]
            ]
        )
        explanations = self._explanations(ranking)
        return Answer(
            candidates, explanations, ranking.about_equal, self._version, len(ranking.order)
        )

    def _candidate(
        self, ranking: Ranking, findings: Sequence[int], units: int, number: int
    ) -> Candidate:
        inside = ranking.inside.get(number, 0)
        if not findings:
            tail = self._frequencies[number]
        elif not inside:
            tail = self._tails[number]
        elif inside & (inside - 1):
            tail = self._tail(number, ranking.weights)
        else:
            tail = self._tails_but_one[number][findings[inside.bit_length() - 1]]
        said = tuple([reason.evidence for reason in ranking.reasons_for(number)])
        muscle_id, point_id, side = self._ids[number]
        return Candidate(
            muscle_id, point_id, side, ranking.fit_of(number), units / UNIT, said + tail
        )

    def _tail(self, number: int, marked: Container[int]) -> tuple[Evidence, ...]:
        """Give the frequency and what is not marked."""
        standing = self._index.standings[number]
        missing = [
            reason.evidence for finding, reason in standing.essential if finding not in marked
        ]
        wider = [units for finding, units in standing.spillover if finding not in marked]
        if wider:
            text = missing_wider_text(len(wider))
            missing.append(
                Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, sum(wider) / UNIT, text)
            )
        return (*self._frequencies[number], *missing)

    def _explanations(self, ranking: Ranking) -> tuple[Explanation, ...]:
        if not ranking.covers:
            return ()
        held = 0
        for number in ranking.covers[0].causes:
            held |= ranking.inside[number]
        # All sets explain the same marks: those that any pattern holds.
        covers, leaves = list[Mark](), list[Mark]()
        for position, (finding, weight) in enumerate(ranking.weights.items()):
            mark = Mark(*self._index.network.places[finding], weight)
            (covers if held >> position & 1 else leaves).append(mark)
        held_marks, left_marks = tuple(covers), tuple(leaves)
        return tuple(
            Explanation(
                tuple([self._ids[number][1:] for number in cover.causes]),
                held_marks,
                left_marks,
                cover.is_smallest,
            )
            for cover in ranking.covers
        )
