"""An answer as JSON text, put together from pieces made once.

Gives exactly what encoding the `Answer` would give; building it from objects would take several
times as long, and the text is needed at every tap. Knows nothing of requests.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from operator import itemgetter

from app.catalogue.models import Level
from app.matching.evidence import encode_evidence, missing_wider_text
from app.matching.index import Index
from app.matching.ranking import Ranking
from app.matching.types import Evidence, EvidenceKind, Fit

_PLACE = itemgetter(0)


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
        strong, possible, weak = (
            [
                encode(
                    {
                        "muscle": cause.muscle.id,
                        "trigger_point": cause.point.id,
                        "side": cause.side,
                        "strength": fit,
                    }
                )[:-1]
                + ',"evidence":['
                for cause in index.network.causes
            ]
            for fit in (Fit.STRONG, Fit.POSSIBLE, Fit.WEAK)
        )
        self._strong_heads, self._possible_heads, self._weak_heads = strong, possible, weak
        most = max((len(standing.spillover) for standing in index.standings), default=0)
        self._wider = tuple(_wider_wire(count) for count in range(most + 1))
        self._frequencies = [
            "]}" if standing.frequency is None else f",{standing.frequency.wire}]}}"
            for standing in index.standings
        ]
        # What follows the marks, when no mark or just one lies in the pattern, as is the rule.
        self._tails = [self._tail(number, ()) for number in range(len(weak))]
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
        opening = '{"candidates":['
        closing = (
            f'],"explanations":[{self._covers(ranking)}],"about_equal":{ranking.about_equal},'
            f'"warnings":{warnings},"catalogue_version":{self._version}}}'
        )
        candidates = self._candidates(ranking, limit)
        if not candidates:
            return opening + closing
        # The text may be long: joined once, it is copied once.
        candidates[0] = opening + candidates[0]
        candidates[-1] += closing
        return ",".join(candidates)

    def _candidates(self, ranking: Ranking, limit: int | None) -> list[str]:
        texts = _gather_texts(ranking)
        matching = len(ranking.inside)
        candidates = self._matching(
            ranking, ranking.order[: matching if limit is None else min(limit, matching)], texts
        )
        heads, tails = self._weak_heads, self._tails if ranking.weights else self._frequencies
        candidates += [
            f"{heads[cause]}{texts[cause]}{tails[cause]}"
            for _, cause in ranking.order[matching:limit]
        ]
        return candidates

    def _matching(
        self, ranking: Ranking, order: Sequence[tuple[int, int]], texts: Mapping[int, str]
    ) -> list[str]:
        """Encode the candidates with a mark inside their pattern."""
        findings, inside_of, strong = tuple(ranking.weights), ranking.inside, ranking.strong
        encoded = []
        for _, cause in order:
            heads = self._strong_heads if cause in strong else self._possible_heads
            inside = inside_of[cause]
            if inside & (inside - 1):
                tail = self._tail(cause, ranking.weights)
            else:
                tail = self._tails_but_one[cause][findings[inside.bit_length() - 1]]
            encoded.append(f"{heads[cause]}{texts[cause]}{tail}")
        return encoded

    def _tail(self, number: int, marked: Container[int]) -> str:
        """Encode what holds whatever is marked, to the end of the candidate."""
        standing = self._index.standings[number]
        pieces = [] if standing.frequency is None else [standing.frequency.wire]
        pieces += [reason.wire for finding, reason in standing.essential if finding not in marked]
        wider = sum(finding not in marked for finding, _ in standing.spillover)
        if wider:
            pieces.append(self._wider[wider])
        return "".join(f",{piece}" for piece in pieces) + "]}"

    def _covers(self, ranking: Ranking) -> str:
        if not ranking.covers:
            return ""
        held = 0
        for number in ranking.covers[0].causes:
            held |= ranking.inside[number]
        # All sets explain the same marks: those that any pattern holds.
        covers, leaves = list[str](), list[str]()
        for position, finding in enumerate(ranking.weights):
            (covers if held >> position & 1 else leaves).append(self._places[finding])
        marks = f'"covers":[{",".join(covers)}],"leaves":[{",".join(leaves)}]'
        proven = "true" if ranking.covers[0].is_smallest else "false"
        return ",".join(
            [
                f'{{"trigger_points":[{",".join([self._points[n] for n in cover.causes])}],'
                f'{marks},"is_smallest":{proven}}}'
                for cover in ranking.covers
            ]
        )


def _gather_texts(ranking: Ranking) -> dict[int, str]:
    """Join for each cause what marks and symptoms say, in the order of reasons."""
    texts: dict[int, str] = {}
    said = [group for entry in ranking.entries for group in entry.said]
    said.sort(key=_PLACE)
    for _, wire, causes in said:
        for cause in causes:
            known = texts.get(cause)
            texts[cause] = wire if known is None else f"{known},{wire}"
    return texts


def _wider_wire(count: int) -> str:
    text = missing_wider_text(count)
    return encode_evidence(Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, 0.0, text))
