"""An answer as JSON text, put together from pieces made once.

Gives exactly what encoding the `Answer` would give; building it from objects would take several
times as long, and the text is needed at every tap. Knows nothing of requests.
"""

from __future__ import annotations

import json
from collections.abc import Container
from operator import itemgetter

from app.catalogue.models import Level
from app.matching.evidence import encode_evidence, missing_wider_text
from app.matching.index import Entry, Index
from app.matching.ranking import Ranking
from app.matching.types import Evidence, EvidenceKind, Fit, Weight

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

        self._alone: dict[tuple[int, Weight], tuple[dict[int, str], frozenset[int]]] = {}

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
        if len(ranking.entries) != len(ranking.weights):
            texts = self._together(ranking, {c for e in ranking.entries for c in e.reasons})
            return [texts[cause] for _, cause in ranking.order[:limit]]
        # Most causes are spoken for by one mark, and what is said of them then never changes.
        texts, seen, several = {}, set[int](), set[int]()
        for (finding, weight), entry in zip(ranking.weights.items(), ranking.entries, strict=True):
            alone, causes = self._alone_with(finding, weight, entry)
            texts.update(alone)
            several |= seen & causes
            seen |= causes
        texts.update(self._together(ranking, several))
        return [texts[cause] for _, cause in ranking.order[:limit]]

    def _alone_with(
        self, finding: int, weight: Weight, entry: Entry
    ) -> tuple[dict[int, str], frozenset[int]]:
        """Encode the candidates of one mark for when no other speaks for them; made once."""
        found = self._alone.get((finding, weight))
        if found is None:
            texts: dict[int, str] = {}
            inside = {cause for cause, _ in entry.inside}
            strong = entry.essential if weight is Weight.MAIN else frozenset()
            for cause, reason in entry.reasons.items():
                if cause in inside:
                    heads = self._strong_heads if cause in strong else self._possible_heads
                    tail = self._tails_but_one[cause][finding]
                else:
                    heads, tail = self._weak_heads, self._tails[cause]
                texts[cause] = f"{heads[cause]}{reason.wire}{tail}"
            found = self._alone[finding, weight] = (texts, frozenset(texts))
        return found

    def _together(self, ranking: Ranking, causes: set[int]) -> dict[int, str]:
        """Encode candidates for which several marks or symptoms speak."""
        findings, inside_of, strong = tuple(ranking.weights), ranking.inside, ranking.strong
        tails = self._tails if ranking.weights else self._frequencies
        texts = _gather_texts(ranking, causes)
        for cause, text in texts.items():
            inside = inside_of.get(cause)
            if inside is None:
                texts[cause] = f"{self._weak_heads[cause]}{text}{tails[cause]}"
                continue
            heads = self._strong_heads if cause in strong else self._possible_heads
            if inside & (inside - 1):
                tail = self._tail(cause, ranking.weights)
            else:
                tail = self._tails_but_one[cause][findings[inside.bit_length() - 1]]
            texts[cause] = f"{heads[cause]}{text}{tail}"
        return texts

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


def _gather_texts(ranking: Ranking, causes: set[int]) -> dict[int, str]:
    """Join for each of the causes what marks and symptoms say, in the order of reasons."""
    texts: dict[int, str] = {}
    said = [group for entry in ranking.entries for group in entry.said]
    said.sort(key=_PLACE)
    for _, wire, spoken_for in said:
        for cause in causes.intersection(spoken_for):
            known = texts.get(cause)
            texts[cause] = wire if known is None else f"{known},{wire}"
    return texts


def _wider_wire(count: int) -> str:
    text = missing_wider_text(count)
    return encode_evidence(Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, 0.0, text))
