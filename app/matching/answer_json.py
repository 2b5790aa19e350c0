"""An answer as JSON text, put together from pieces made once.

Gives exactly what encoding the `Answer` would give; building it from objects would take several
times as long, and the text is needed at every tap. Knows nothing of requests.
"""

from __future__ import annotations

import json
from collections.abc import Container, Sequence

from app.catalogue.models import Level
from app.matching.evidence import encode_evidence, missing_wider_text
from app.matching.explain import Cover
from app.matching.index import Index
from app.matching.ranking import Ranking
from app.matching.types import Evidence, EvidenceKind, Fit


def encode(value: object) -> str:
    """Encode a value as compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class AnswerEncoder:
    """Encodes rankings over one index."""

    def __init__(self, index: Index, version: str) -> None:
        self._index = index
        self._version = encode(version)
        self._points = tuple(
            encode({"trigger_point": cause.point.id, "side": cause.side})
            for cause in index.network.causes
        )
        self._places = tuple(
            encode({"zone": place.zone, "side": place.side}) for place in index.network.places
        )
        self._heads = tuple(
            {
                fit: encode(
                    {
                        "muscle": cause.muscle.id,
                        "trigger_point": cause.point.id,
                        "side": cause.side,
                        "strength": fit,
                    }
                )[:-1]
                + ',"evidence":['
                for fit in Fit
            }
            for cause in index.network.causes
        )
        most = max((len(standing.spillover) for standing in index.standings), default=0)
        self._wider = tuple(_wider_wire(count) for count in range(most + 1))
        # What follows the marks, when no mark or just one lies in the pattern, as is the rule.
        self._tails = tuple(self._tail(number, ()) for number in range(len(self._heads)))
        self._tails_but_one = tuple(
            {finding: self._tail(number, (finding,)) for finding in cause.pattern}
            for number, cause in enumerate(index.network.causes)
        )

    def encode(self, ranking: Ranking, limit: int | None, warnings: str) -> str:
        """Encode the answer that a ranking stands for.

        Parameters
        ----------
        limit : int or None
            Candidates encoded at most; None for all.
        warnings : str
            JSON text of the list of warnings that belong to the marks.
        """
        findings = tuple(ranking.weights)
        candidates = ",".join(
            [self._candidate(ranking, findings, n) for _, n in ranking.order[:limit]]
        )
        explanations = ",".join([self._explanation(ranking, cover) for cover in ranking.covers])
        return (
            f'{{"candidates":[{candidates}],"explanations":[{explanations}],'
            f'"about_equal":{ranking.about_equal},"warnings":{warnings},'
            f'"catalogue_version":{self._version}}}'
        )

    def _candidate(self, ranking: Ranking, findings: Sequence[int], number: int) -> str:
        pieces = [reason.wire for reason in ranking.reasons_for(number)]
        inside = ranking.inside.get(number, 0)
        if not inside:
            tail = self._tails[number] if findings else self._frequency(number)
        elif inside & (inside - 1):
            tail = self._tail(number, ranking.weights)
        else:
            tail = self._tails_but_one[number][findings[inside.bit_length() - 1]]
        if tail:
            pieces.append(tail)
        return f"{self._heads[number][ranking.fit_of(number)]}{','.join(pieces)}]}}"

    def _frequency(self, number: int) -> str:
        frequency = self._index.standings[number].frequency
        return "" if frequency is None else frequency.wire

    def _tail(self, number: int, marked: Container[int]) -> str:
        standing = self._index.standings[number]
        pieces = [] if standing.frequency is None else [standing.frequency.wire]
        pieces += [reason.wire for finding, reason in standing.essential if finding not in marked]
        wider = sum(finding not in marked for finding, _ in standing.spillover)
        if wider:
            pieces.append(self._wider[wider])
        return ",".join(pieces)

    def _explanation(self, ranking: Ranking, cover: Cover) -> str:
        held = 0
        for number in cover.causes:
            held |= ranking.inside[number]
        covers, leaves = list[str](), list[str]()
        for position, finding in enumerate(ranking.weights):
            (covers if held >> position & 1 else leaves).append(self._places[finding])
        points = ",".join([self._points[number] for number in cover.causes])
        return (
            f'{{"trigger_points":[{points}],"covers":[{",".join(covers)}],'
            f'"leaves":[{",".join(leaves)}],'
            f'"is_smallest":{"true" if cover.is_smallest else "false"}}}'
        )


def _wider_wire(count: int) -> str:
    text = missing_wider_text(count)
    return encode_evidence(Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, 0.0, text))
