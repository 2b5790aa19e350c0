"""One match in numbers: which findings are marked, every cause's tally, their order, the covers.

The step between the index and an answer. Takes finding indices, gives cause indices; knows nothing
of ids, wording or JSON.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from app.matching.evidence import Reason
from app.matching.explain import Cover, Explainer
from app.matching.index import Entry, Index, Ranked
from app.matching.scoring import add_up, count_within, find_shared, to_units
from app.matching.types import Weight

_PLACE = attrgetter("place")
# Instead of the one entry that speaks for a cause, when there are several.
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
        Causes that several entries speak for, and the bit set of the marks in their pattern.
    order : sequence of Ranked
        Best first, but causes without a mark inside their pattern after all others: lying beside a
        pattern is no match, and a mark inside a pattern must never let a cause overtake that only
        lies beside it. Last in each is the number of the entry that alone speaks for the cause, or
        `SEVERAL`.
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

    def reasons_for(self, cause: int) -> list[Reason]:
        """List what marks and symptoms say for a cause, in the order of reasons."""
        found = [entry.reasons[cause] for entry in self.entries if cause in entry.reasons]
        if len(found) > 1:
            found.sort(key=_PLACE)
        return found


class Ranker:
    """Ranks causes with an index."""

    def __init__(self, index: Index) -> None:
        options = index.options
        self._index = index
        self._band = to_units(options.equal_band)
        self._most_alike = options.max_sets
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
        groups = [entry.speaks_for for entry in marked or named]
        if marked and named:
            # Beside marks, a symptom only raises what a mark speaks for.
            reached = frozenset[int]().union(*groups)
            groups += [entry.speaks_for & reached for entry in named]
        shared_causes = find_shared(groups)
        shared, together = self._add_up(shared_causes, marked, named)
        matching = [each for each in together if shared[each[1]]]
        others = [each for each in together if not shared[each[1]]]
        heads: list[tuple[Ranked, int]] = [
            (each, shared[each[1]]) for each in matching if each[1] not in self._repeats
        ]
        for position, entry in enumerate(marked or named):
            alone, beside = entry.matching, entry.others
            if not shared_causes.isdisjoint(entry.speaks_for):
                alone = tuple([each for each in alone if each[1] not in shared_causes])
                beside = tuple([each for each in beside if each[1] not in shared_causes])
            matching += alone
            others += beside
            # A point that repeats another explains nothing that the other does not.
            first = (each for each in alone if each[1] not in self._repeats)
            heads += [(each, 1 << position) for each in islice(first, self._most_alike)]
        matching.sort()
        others.sort()
        heads.sort()
        held = 0
        for entry_position, entry in enumerate(marked):
            held |= bool(entry.holds) << entry_position
        return Ranking(
            weights,
            (*marked, *named),
            shared,
            matching + others,
            len(matching),
            count_within(matching or others, self._band),
            held,
            self._find_covers(marked, heads),
        )

    def _add_up(
        self, causes: Collection[int], marked: Sequence[Entry], named: Sequence[Entry]
    ) -> tuple[dict[int, int], list[Ranked]]:
        """Add up what several entries say: which marks each pattern holds, and the scores."""
        # Without marks nothing is known of the pain, so no zone counts as missing.
        base = self._index.base if marked else self._index.prior
        inside = dict.fromkeys(causes, 0)
        sums = {cause: base[cause] for cause in causes}
        bit = 1
        for entry in marked:
            both = entry.speaks_for.intersection(causes)
            add_up(sums, both, entry.units)
            for cause in both & entry.holds:
                inside[cause] |= bit
            bit <<= 1
        for entry in named:
            add_up(sums, entry.speaks_for.intersection(causes), entry.units)
        return inside, [(-units, cause, SEVERAL) for cause, units in sums.items()]

    def _find_covers(
        self, marked: Sequence[Entry], heads: Sequence[tuple[Ranked, int]]
    ) -> Sequence[Cover]:
        def gain_of(cause: int, bit: int) -> int:
            entry = marked[bit.bit_length() - 1]
            if cause not in entry.holds:
                return 0
            return to_units(entry.reasons[cause].evidence.log_odds)

        return self._explainer.find_covers(
            [(-negated, cause, inside) for (negated, cause, _), inside in heads], gain_of
        )
