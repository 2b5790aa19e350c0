"""One match in numbers: which findings are marked, every cause's tally, their order, the covers.

The step between the index and an answer. Takes finding indices, gives cause indices; knows nothing
of ids, wording or JSON.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from app.matching.evidence import Reason
from app.matching.explain import Cover, Explainer
from app.matching.index import Entry, Index, Ranked
from app.matching.scoring import Scored, count_within, find_shared, members_of, to_units
from app.matching.types import Weight

_PLACE = attrgetter("place")
# Instead of the number of the one thing said of a cause, when there are several.
SEVERAL = -1


class Ranking(NamedTuple):
    """A match in numbers.

    Attributes
    ----------
    weights : mapping of int to Weight
        The marked findings, ascending.
    entries : sequence of Entry
        What each mark adds, in that order, then what each symptom adds.
    shared : mapping of int to int
        The causes that several entries speak for, and the bit set of the marks in their pattern.
    reasons : mapping of int to sequence of Reason
        What those entries say of each, in the order of reasons.
    order : sequence of Ranked
        Best first, but causes without a mark inside their pattern after all others: lying beside a
        pattern is no match, and a mark inside a pattern must never let a cause overtake that only
        lies beside it. Where several entries speak for a cause, the number is `SEVERAL`.
    matching : int
        How many causes at the head of the order have a mark inside their pattern.
    about_equal : int
        Causes at the head of the order too close to tell apart.
    held : int
        The bit set of the marks that any pattern holds.
    covers : sequence of Cover
    """

    weights: Mapping[int, Weight]
    entries: Sequence[Entry]
    shared: Mapping[int, int]
    reasons: Mapping[int, Sequence[Reason]]
    order: Sequence[Ranked]
    matching: int
    about_equal: int
    held: int
    covers: Sequence[Cover]

    def without(self, causes: Container[int]) -> Ranking:
        """Leave causes out of the order."""
        kept = [ranked[1] not in causes for ranked in self.order]
        return self._replace(
            order=[ranked for ranked, stays in zip(self.order, kept, strict=True) if stays],
            matching=sum(kept[: self.matching]),
            about_equal=sum(kept[: self.about_equal]),
        )

    def entry_for(self, cause: int) -> Entry:
        """Find the first entry that speaks for a cause."""
        return next(entry for entry in self.entries if cause in entry.said)

    def reasons_for(self, cause: int) -> Sequence[Reason]:
        """List what marks and symptoms say for a cause, in the order of reasons."""
        return self.reasons.get(cause) or [self.entry_for(cause).said[cause][1]]


class Ranker:
    """Ranks causes with an index."""

    def __init__(self, index: Index) -> None:
        options = index.options
        self._index = index
        self._band = to_units(options.equal_band)
        self._repeats = index.network.repeats
        self._explainer = Explainer(options.max_sets, options.exact_size, options.search_steps)

    def rank(self, weights: Mapping[int, Weight], symptoms: Sequence[str]) -> Ranking:
        """Rank the causes that the marks or, without marks, the symptoms speak for.

        Parameters
        ----------
        weights : mapping of int to Weight
            The marked findings, ascending.
        symptoms : sequence of str
            Known symptom ids, each once, in a fixed order.
        """
        marked = [self._index.entry(finding, weight) for finding, weight in weights.items()]
        named = [self._index.by_symptom[symptom] for symptom in symptoms]
        leading = marked or named
        groups = [entry.speaks_for for entry in leading]
        if marked and named:
            # Beside marks, a symptom only raises what a mark speaks for.
            reached = 0
            for group in groups:
                reached |= group
            groups += [entry.speaks_for & reached for entry in named]
        entries = (*marked, *named)
        # Without marks nothing is known of the pain, so no zone counts as missing.
        base = self._index.base if marked else self._index.prior
        shared, reasons, together = _add_up(members_of(find_shared(groups)), entries, base)
        matching, others = dict[int, Ranked](), dict[int, Ranked]()
        for entry in leading:
            matching.update(entry.matching)
            others.update(entry.others)
        for ranked in together:
            cause = ranked[1]
            if shared[cause]:
                matching[cause] = ranked
                others.pop(cause, None)
            else:
                others[cause] = ranked
        order = sorted(matching.values())
        beside = sorted(others.values())
        return Ranking(
            weights,
            entries,
            shared,
            reasons,
            order + beside,
            len(order),
            count_within(order or beside, self._band),
            sum([1 << position for position, entry in enumerate(marked) if entry.matching]),
            self._find_covers(marked, shared, together),
        )

    def _find_covers(
        self, marked: Sequence[Entry], shared: Mapping[int, int], together: Sequence[Ranked]
    ) -> Sequence[Cover]:
        """Find the smallest sets of causes; one that repeats another explains nothing more."""
        holders: dict[int, list[Scored]] = {}
        for negated, cause, _ in together:
            inside = shared[cause]
            if inside and cause not in self._repeats:
                holders.setdefault(inside, []).append((negated, cause))
        bit = 1
        for entry in marked:
            best = entry.best
            if not shared.keys().isdisjoint(entry.matching):
                alone = [each for cause, each in entry.matching.items() if cause not in shared]
                best = self._index.best_of(alone)
            if best:
                holders[bit] = holders[bit] + best if bit in holders else best
            bit <<= 1

        def gain_of(cause: int, bit: int) -> int:
            entry = marked[bit.bit_length() - 1]
            if cause not in entry.matching:
                return 0
            return to_units(entry.said[cause][1].evidence.log_odds)

        return self._explainer.find_covers(holders, gain_of)


def _add_up(
    causes: Collection[int], entries: Sequence[Entry], base: Sequence[int]
) -> tuple[dict[int, int], dict[int, list[Reason]], list[Ranked]]:
    """Add up what entries say: which of them each pattern holds, the reasons, and the scores."""
    sums = {cause: base[cause] for cause in causes}
    inside = dict.fromkeys(causes, 0)
    reasons: dict[int, list[Reason]] = {cause: [] for cause in causes}
    bit = 1
    for entry in entries:
        said, matching = entry.said, entry.matching
        for cause in sums.keys() & said.keys():
            units, reason = said[cause]
            sums[cause] += units
            reasons[cause].append(reason)
            if cause in matching:
                inside[cause] |= bit
        bit <<= 1
    for several in reasons.values():
        several.sort(key=_PLACE)
    return inside, reasons, [(-units, cause, SEVERAL) for cause, units in sums.items()]
