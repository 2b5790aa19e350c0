"""One match in numbers: which findings are marked, every cause's tally, their order, the covers.

The step between the index and an answer. Takes finding indices, gives cause indices; knows nothing
of ids, wording or JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.matching.evidence import Reason
from app.matching.explain import Cover, Explainer
from app.matching.index import Index
from app.matching.scoring import (
    Tallies,
    Tally,
    add_beside,
    add_inside,
    count_within,
    order_causes,
    to_units,
)
from app.matching.types import Fit, Weight

# The pass in which a cause is first met says how well it fits. Strong: a mark that hurts most lies
# in its main pattern, where nearly everyone with the trigger point is described as feeling it.
# Possible: a mark lies in its wider pattern, or only a lesser mark in its main one. Weak: no mark
# lies in its pattern at all, only beside it, or only a symptom speaks for it.
FITS = (Fit.STRONG, Fit.POSSIBLE, Fit.WEAK)
_STRONG, _POSSIBLE, _WEAK = range(3)


class Ranking(NamedTuple):
    """A match in numbers.

    Attributes
    ----------
    weights : mapping of int to Weight
        The marked findings, ascending.
    tallies : mapping of int to Tally
        Per cause with anything in its favour.
    order : sequence of (int, int)
        Score in units, negated, and cause; best first, but causes without a mark inside their
        pattern after all others: lying beside a pattern is no match, and a mark inside a pattern
        must never let a cause overtake that only lies beside it.
    about_equal : int
        Causes at the head of the order too close to tell apart.
    covers : sequence of Cover
    """

    weights: Mapping[int, Weight]
    tallies: Mapping[int, Tally[Reason]]
    order: Sequence[tuple[int, int]]
    about_equal: int
    covers: Sequence[Cover]


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
        tallies = self._tally_marks(weights) if weights else self._tally_causes_of(symptoms)
        self._add_symptoms(tallies, symptoms)
        inside, beside = order_causes(tallies)
        return Ranking(
            weights,
            tallies,
            inside + beside,
            count_within(inside or beside, self._band),
            self._find_covers(tallies, inside, weights),
        )

    def _tally_marks(self, weights: Mapping[int, Weight]) -> Tallies[Reason]:
        index, base = self._index, self._index.base
        entries = [
            (index.entry(finding, weight), weight, 1 << position)
            for position, (finding, weight) in enumerate(weights.items())
        ]
        entries.sort(key=lambda entry: entry[1] is Weight.ALSO)
        tallies: Tallies[Reason] = {}
        for entry, weight, bit in entries:
            rank = _STRONG if weight is Weight.MAIN else _POSSIBLE
            add_inside(tallies, base, entry.essential, rank, bit)
        for entry, _, bit in entries:
            add_inside(tallies, base, entry.spillover, _POSSIBLE, bit)
        for entry, _, _ in entries:
            add_beside(tallies, base, entry.beside, _WEAK)
        return tallies

    def _tally_causes_of(self, symptoms: Sequence[str]) -> Tallies[Reason]:
        # Without marks nothing is known of the pain, so no zone counts as missing.
        return {
            contribution.cause: Tally(self._index.prior[contribution.cause], _WEAK)
            for symptom in symptoms
            for contribution in self._index.by_symptom[symptom]
        }

    def _add_symptoms(self, tallies: Tallies[Reason], symptoms: Sequence[str]) -> None:
        for symptom in symptoms:
            for cause, units, reason in self._index.by_symptom[symptom]:
                tally = tallies.get(cause)
                if tally is not None:
                    tally.units += units
                    tally.reasons.append(reason)

    def _find_covers(
        self,
        tallies: Tallies[Reason],
        inside: Sequence[tuple[int, int]],
        weights: Mapping[int, Weight],
    ) -> Sequence[Cover]:
        gains = [self._index.entry(finding, weight).gains for finding, weight in weights.items()]

        def gain_of(cause: int, bit: int) -> int:
            return gains[bit.bit_length() - 1].get(cause, 0)

        scored = [(-negated, cause, tallies[cause].inside) for negated, cause in inside]
        return self._explainer.find_covers(scored, gain_of)
