"""From a ranking to an answer: ids, evidence as objects, explanations.

Takes the index for names and reasons; changes no number.
"""

from __future__ import annotations

from collections.abc import Container

from app.catalogue.models import Level
from app.matching.evidence import missing_wider_text
from app.matching.index import Index, Standing
from app.matching.ranking import Ranking
from app.matching.ranks import Rank
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

    def build(self, ranking: Ranking, limit: int | None) -> Answer:
        """Build the answer that a ranking stands for.

        Parameters
        ----------
        limit : int or None
            Candidates built at most; None for all.
        """
        return Answer(
            tuple([self._candidate(ranking, rank) for rank in ranking.order[:limit]]),
            self.explanations(ranking),
            ranking.about_equal,
            self._version,
            len(ranking.order),
        )

    def _candidate(self, ranking: Ranking, rank: Rank) -> Candidate:
        cause, units = self._index.ranks.cause_of(rank), self._index.ranks.units_of(rank)
        said = [reason.evidence for reason in ranking.reasons_for(rank, cause)]
        standing = self._index.standings[cause]
        if standing.frequency is not None:
            said.append(standing.frequency.evidence)
        if ranking.weights:
            said += _missing(standing, ranking.weights)
        return Candidate(*self._ids[cause], self._index.fit_of(rank), units / UNIT, tuple(said))

    def explanations(self, ranking: Ranking) -> tuple[Explanation, ...]:
        """Name the smallest sets of a ranking."""
        if not ranking.covers.sets:
            return ()
        # All sets explain the same marks: those that any pattern holds.
        covers: list[Mark] = []
        leaves: list[Mark] = []
        for position, (finding, weight) in enumerate(ranking.weights.items()):
            mark = Mark(*self._index.network.places[finding], weight)
            (covers if ranking.held >> position & 1 else leaves).append(mark)
        held_marks, left_marks = tuple(covers), tuple(leaves)
        return tuple(
            Explanation(
                tuple([self._ids[number][1:] for number in causes]),
                held_marks,
                left_marks,
                ranking.covers.are_smallest,
            )
            for _, causes in ranking.covers.sets
        )


def _missing(standing: Standing, marked: Container[int]) -> list[Evidence]:
    """List what of a pattern is not marked."""
    missing = [reason.evidence for finding, reason in standing.essential if finding not in marked]
    wider = [units for finding, units in standing.spillover if finding not in marked]
    if wider:
        text = missing_wider_text(len(wider))
        units = sum(wider) / UNIT
        missing.append(Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, units, text))
    return missing
