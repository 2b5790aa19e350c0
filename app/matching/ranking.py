"""One match in numbers: which findings are marked, every cause's tally, their order, the covers.

The step between the index and an answer. Takes finding indices, gives cause indices; knows nothing
of ids, wording or JSON.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from app.matching.evidence import Reason
from app.matching.explain import Cover, Explainer
from app.matching.index import Entry, Index
from app.matching.scoring import add_inside, add_up, count_within, order_causes, to_units
from app.matching.types import Fit, Weight

_PLACE = attrgetter("place")


class Ranking(NamedTuple):
    """A match in numbers.

    Attributes
    ----------
    weights : mapping of int to Weight
        The marked findings, ascending.
    entries : sequence of Entry
        What each mark adds, in that order, then what each symptom adds.
    strong : collection of int
        Causes whose main pattern holds a mark that hurts most.
    inside : mapping of int to int
        Causes whose pattern holds a mark, and the bit set of those marks.
    order : sequence of (int, int)
        Score in units, negated, and cause; best first, but causes without a mark inside their
        pattern after all others: lying beside a pattern is no match, and a mark inside a pattern
        must never let a cause overtake that only lies beside it.
    about_equal : int
        Causes at the head of the order too close to tell apart.
    covers : sequence of Cover
    """

    weights: Mapping[int, Weight]
    entries: Sequence[Entry]
    strong: Collection[int]
    inside: Mapping[int, int]
    order: Sequence[tuple[int, int]]
    about_equal: int
    covers: Sequence[Cover]

    def fit_of(self, cause: int) -> Fit:
        """Say how well a cause fits.

        Strong: a mark that hurts most lies in its main pattern, where nearly everyone with the
        trigger point is described as feeling it. Possible: a mark lies in its wider pattern, or
        only a lesser mark in its main one. Weak: no mark lies in its pattern at all, only beside
        it, or only a symptom speaks for it.
        """
        if cause in self.strong:
            return Fit.STRONG
        return Fit.POSSIBLE if cause in self.inside else Fit.WEAK

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
        sums: dict[int, int] = {}
        inside: dict[int, int] = {}
        strong: set[int] = set()
        bit = 1
        for entry, weight in zip(marked, weights.values(), strict=True):
            add_inside(sums, inside, entry.inside, bit)
            add_up(sums, entry.beside)
            if weight is Weight.MAIN:
                strong |= entry.essential
            bit <<= 1
        for entry in named:
            # Beside marks, a symptom only raises what a mark speaks for.
            add_up(sums, [(c, u) for c, u in entry.beside if c in sums] if marked else entry.beside)
        # Without marks nothing is known of the pain, so no zone counts as missing.
        base = self._index.base if marked else self._index.prior
        matching = order_causes(inside, sums, base)
        others = order_causes([cause for cause in sums if cause not in inside], sums, base)
        return Ranking(
            weights,
            (*marked, *named),
            strong,
            inside,
            matching + others,
            count_within(matching or others, self._band),
            self._find_covers(marked, inside, matching),
        )

    def _find_covers(
        self,
        marked: Sequence[Entry],
        inside: Mapping[int, int],
        matching: Sequence[tuple[int, int]],
    ) -> Sequence[Cover]:
        def gain_of(cause: int, bit: int) -> int:
            if not inside[cause] & bit:
                return 0
            return to_units(marked[bit.bit_length() - 1].reasons[cause].evidence.log_odds)

        return self._explainer.find_covers(
            [(-negated, cause, inside[cause]) for negated, cause in matching], gain_of
        )
