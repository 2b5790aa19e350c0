"""One match in numbers: which findings are marked, every cause's tally, their order, the covers.

The step between the index and an answer. Takes finding indices, gives cause indices; knows nothing
of ids, wording or JSON.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from app.matching.evidence import Reason
from app.matching.explain import Covers, Explainer, Scored
from app.matching.index import SEVERAL, Entry, Index
from app.matching.scoring import find_shared, members_of, to_units
from app.matching.types import Weight

_place = attrgetter("place")


class Ranking(NamedTuple):
    """A match in numbers.

    Attributes
    ----------
    weights : mapping of int to Weight
        The marked findings, ascending.
    entries : sequence of Entry
        What each mark adds, in that order, then what each symptom adds.
    inside : mapping of int to int
        The causes that several entries speak for, and the bit set of the marks in their pattern.
    reasons : mapping of int to sequence of Reason
        What those entries say of each, in the order of reasons.
    order : sequence of int
        Ranks, ascending. Lying beside a pattern is no match: causes without a mark inside their
        pattern come after all others, for a mark inside a pattern must never let a cause overtake
        that only lies beside it.
    about_equal : int
        Causes at the head of the order too close to tell apart.
    held : int
        The bit set of the marks that any pattern holds.
    covers : Covers
    """

    weights: Mapping[int, Weight]
    entries: Sequence[Entry]
    inside: Mapping[int, int]
    reasons: Mapping[int, Sequence[Reason]]
    order: Sequence[int]
    about_equal: int
    held: int
    covers: Covers

    def entry_for(self, cause: int) -> Entry:
        """Find the first entry that speaks for a cause."""
        return next(entry for entry in self.entries if cause in entry.said)

    def reasons_for(self, cause: int) -> Sequence[Reason]:
        """List what marks and symptoms say for a cause, in the order of reasons."""
        return self.reasons.get(cause) or [self.entry_for(cause).said[cause][1]]


class _Tally(NamedTuple):
    """What several entries say of causes, together.

    Attributes
    ----------
    sums : dict of int to int
        The score of each cause, in units.
    inside, reasons : dict
        As a ranking has them.
    """

    sums: dict[int, int]
    inside: dict[int, int]
    reasons: dict[int, list[Reason]]


class Ranker:
    """Ranks causes with an index."""

    def __init__(self, index: Index) -> None:
        options = index.options
        self._index = index
        self._band = to_units(options.equal_band)
        self._repeats = index.network.repeats
        self._max_sets = options.max_sets
        self._explainer = Explainer(self._max_sets, options.exact_size, options.search_steps)

    def rank(
        self, weights: Mapping[int, Weight], symptoms: Sequence[str], *, distinct: bool
    ) -> Ranking:
        """Rank the causes that the marks or, without marks, the symptoms speak for.

        Parameters
        ----------
        weights : mapping of int to Weight
            The marked findings, ascending.
        symptoms : sequence of str
            Known symptom ids, each once, in a fixed order.
        distinct : bool
            Whether causes that only repeat another are left out.
        """
        index = self._index
        marked = [index.entry(finding, weight) for finding, weight in weights.items()]
        named = [index.by_symptom[symptom] for symptom in symptoms]
        leading = marked or named
        groups = [entry.speaks_for for entry in leading]
        if marked and named:
            # Beside marks, a symptom only raises what a mark speaks for.
            reached = 0
            for group in groups:
                reached |= group
            groups += [entry.speaks_for & reached for entry in named]
        entries = (*marked, *named)
        shared = members_of(find_shared(groups))
        if distinct:
            shared = [cause for cause in shared if cause not in self._repeats]
        # Without marks nothing is known of the pain, so no zone counts as missing.
        base = index.base if marked else index.prior
        tally = _Tally(
            {cause: base[cause] for cause in shared},
            dict.fromkeys(shared, 0),
            {cause: [] for cause in shared},
        )
        order: list[int] = []
        for number, entry in enumerate(entries):
            alone = (entry.distinct if distinct else entry.ranks)[:]
            self._add(tally, entry, 1 << number, alone)
            if number < len(leading):
                order += alone
        for cause, units in tally.sums.items():
            is_inside = tally.inside[cause] > 0
            order.append(index.ranks.pack(units, cause, SEVERAL, is_inside=is_inside))
        for several in tally.reasons.values():
            several.sort(key=_place)
        order.sort()
        return Ranking(
            weights,
            entries,
            tally.inside,
            tally.reasons,
            order,
            index.ranks.count_within(order, self._band),
            sum([1 << position for position, entry in enumerate(marked) if entry.holders]),
            self._find_covers(marked, tally),
        )

    def _add(self, tally: _Tally, entry: Entry, bit: int, alone: list[int]) -> None:
        """Add what an entry says of shared causes; their ranks by it alone hold no longer."""
        sums, inside, reasons = tally
        said, first_beside = entry.said, self._index.ranks.first_beside
        for cause in sums.keys() & said.keys():
            units, reason, rank = said[cause]
            sums[cause] += units
            reasons[cause].append(reason)
            if rank < first_beside:
                inside[cause] |= bit
            del alone[bisect_left(alone, rank)]

    def _find_covers(self, marked: Sequence[Entry], tally: _Tally) -> Covers:
        """Find the smallest sets of causes; one that repeats another explains nothing more."""
        inside = tally.inside
        by_marks: dict[int, Sequence[Scored]] = {}
        bit = 1
        for entry in marked:
            alone = entry.holders
            if not inside.keys().isdisjoint(entry.best):
                alone = tuple([each for each in alone if each[1][0] not in inside])
            if alone:
                by_marks[bit] = alone[: self._max_sets]
            bit <<= 1
        for cause, held in inside.items():
            if held and cause not in self._repeats:
                by_marks[held] = (*by_marks.get(held, ()), (-tally.sums[cause], (cause,)))

        def gain_of(cause: int, bit: int) -> int:
            said = marked[bit.bit_length() - 1].said.get(cause)
            if said is None or said[2] >= self._index.ranks.first_beside:
                return 0
            return to_units(said[1].evidence.log_odds)

        return self._explainer.find_covers(by_marks, gain_of)
