"""One match in numbers: which findings are marked, what each cause scores, their order, the covers.

The step between the index and an answer. Takes finding indices, gives cause indices; knows nothing
of ids, wording or JSON.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from app.matching.evidence import Reason
from app.matching.explain import Covers, Explainer, Scored
from app.matching.index import Entry, Index, Said
from app.matching.ranks import Rank
from app.matching.scoring import find_shared, members_of, to_units
from app.matching.types import Weight

_place = attrgetter("place")


Several: TypeAlias = tuple[int, int, int, Sequence[Reason]]
"""What several entries together say of a cause: the cause, its score in units, the bit set of the
marks in its pattern, and the reasons in their order."""
_Voice: TypeAlias = tuple[Mapping[int, Said], list[Rank], int]
"""An entry that is added up: what it says, the ranks that it alone decides, and its bit."""


class Ranking(NamedTuple):
    """A match in numbers.

    Attributes
    ----------
    weights : mapping of int to Weight
        The marked findings, ascending.
    entries : sequence of Entry
        What each mark adds, in that order, then what each symptom adds.
    several : mapping of Rank to Several
        By rank, the causes that several entries speak for.
    order : sequence of Rank
        Ascending. Lying beside a pattern is no match: causes without a mark inside their
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
    several: Mapping[Rank, Several]
    order: Sequence[Rank]
    about_equal: int
    held: int
    covers: Covers

    def entry_for(self, cause: int) -> Entry:
        """Find the first entry that speaks for a cause."""
        return next(entry for entry in self.entries if cause in entry.said)

    def reasons_for(self, rank: Rank, cause: int) -> Sequence[Reason]:
        """List what marks and symptoms say for a cause of a rank, in the order of reasons."""
        if rank in self.several:
            _, _, _, reasons = self.several[rank]
            return reasons
        return [self.entry_for(cause).said[cause][1]]


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
        marked = index.entries_for(weights)
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
        voices = [
            (entry.said, (entry.distinct if distinct else entry.ranks)[:], 1 << number)
            for number, entry in enumerate(entries)
        ]
        several = self._add_up(shared, voices, base)
        order = [*several]
        for _, alone, _ in voices[: len(leading)]:
            order += alone
        order.sort()
        return Ranking(
            weights,
            entries,
            several,
            order,
            index.ranks.count_within(order, self._band),
            sum([1 << position for position, entry in enumerate(marked) if entry.holders]),
            self._find_covers(marked, several.values()),
        )

    def _add_up(
        self, causes: Sequence[int], voices: Sequence[_Voice], base: Sequence[int]
    ) -> dict[Rank, Several]:
        """Add up what several entries say of each cause; its ranks by one of them alone go."""
        first_beside, pack = self._index.ranks.first_beside, self._index.ranks.pack
        several: dict[Rank, Several] = {}
        for cause in causes:
            units, inside = base[cause], 0
            reasons: list[Reason] = []
            for said, alone, bit in voices:
                if cause in said:
                    added, reason, rank = said[cause]
                    units += added
                    reasons.append(reason)
                    if rank < first_beside:
                        inside |= bit
                    del alone[bisect_left(alone, rank)]
            reasons.sort(key=_place)
            rank = pack(units, cause, is_inside=inside > 0)
            several[rank] = (cause, units, inside, reasons)
        return several

    def _find_covers(self, marked: Sequence[Entry], several: Collection[Several]) -> Covers:
        """Find the smallest sets of causes; one that repeats another explains nothing more."""
        shared = {cause for cause, _, _, _ in several}
        by_marks: dict[int, Sequence[Scored]] = {}
        bit = 1
        for entry in marked:
            alone = entry.holders
            if not shared.isdisjoint(entry.best):
                alone = tuple([each for each in alone if each[1][0] not in shared])
            if alone:
                by_marks[bit] = alone[: self._max_sets]
            bit <<= 1
        held_together: dict[int, list[Scored]] = {}
        for cause, units, held, _ in several:
            if held and cause not in self._repeats:
                held_together.setdefault(held, []).append((-units, (cause,)))
        for held, causes in held_together.items():
            by_marks[held] = sorted([*by_marks.get(held, ()), *causes])[: self._max_sets]

        def gain_of(cause: int, bit: int) -> int:
            said = marked[bit.bit_length() - 1].said.get(cause)
            if said is None or said[2] >= self._index.ranks.first_beside:
                return 0
            return to_units(said[1].evidence.log_odds)

        return self._explainer.find_covers(by_marks, gain_of)
