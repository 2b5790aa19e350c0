"""The smallest sets of causes that together explain all marks: minimum set cover, bounded.

Takes bit sets and scores; knows nothing of zones, levels or wording. A cause explains the marks
inside its pattern; marks beside a pattern are not explained by it. Up to a stated size the sets are
proven smallest by a complete search; beyond it, or when the search would take too long, one set is
built greedily and said to be so.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Scored: TypeAlias = tuple[int, tuple[int, ...]]
"""A score in units, negated so that the best sorts first, and the causes it belongs to."""


class Covers(NamedTuple):
    """The smallest sets of causes that together hold every mark that any cause holds.

    Attributes
    ----------
    sets : list of Scored
        All of one size, the best joint score first, ties by causes; the causes ascending. The joint
        score is the sum of the members' scores, less what a mark that several members hold counts
        too often. Empty when nothing holds any mark.
    are_smallest : bool
        Whether no smaller set exists for certain.
    """

    sets: list[Scored]
    are_smallest: bool


class Explainer:
    """Finds covers among causes with scores.

    Parameters
    ----------
    max_sets : int
        Covers returned at most.
    exact_size : int
        Largest size searched completely, beside the causes that some mark needs.
    search_steps : int
        Bound on the steps of the search over all sizes.
    """

    def __init__(self, max_sets: int, exact_size: int, search_steps: int) -> None:
        self._max_sets = max_sets
        self._exact_size = exact_size
        self._search_steps = search_steps

    def find_covers(
        self,
        holders: Mapping[int, Sequence[Scored]],
        gain_of: Callable[[int, int], int],
    ) -> Covers:
        """Find the smallest covers.

        Parameters
        ----------
        holders : mapping of int to sequence of Scored
            Per bit set of marks the causes that explain just these, each alone, best first;
            neither empty.
        gain_of : callable of (cause, bit) to int
            The units by which a mark speaks for a cause; 0 when the cause does not explain it.
        """
        if not holders:
            return Covers([], are_smallest=True)
        families, are_smallest = self._smallest_families(holders)
        return Covers(self._best_members(families, holders, gain_of), are_smallest)

    def _smallest_families(
        self, by_marks: Mapping[int, Sequence[Scored]]
    ) -> tuple[list[tuple[int, ...]], bool]:
        goal = often = 0
        for held in by_marks:
            often |= goal & held
            goal |= held
        if not often:
            # No mark leaves a choice.
            return [tuple(by_marks)], True
        if goal in by_marks:
            return [(goal,)], True
        # A mark that one bit set alone holds needs it, so only for the rest is there a choice.
        needed = tuple([held for held in by_marks if held & ~often])
        rest = goal
        for held in needed:
            rest &= ~held
        if not rest:
            return [needed], True
        # Ascending, so that the order in which they are listed decides nothing.
        search = _Search(sorted([held for held in by_marks if held & rest]), self._search_steps)
        for size in range(1, self._exact_size + 1):
            families = search.covers_of_size(rest, size)
            if families:
                return [(*needed, *family) for family in families], True
            if search.is_exhausted:
                break
        return [(*needed, *_greedy_family(rest, by_marks))], False

    def _best_members(
        self,
        families: Sequence[tuple[int, ...]],
        by_marks: Mapping[int, Sequence[Scored]],
        gain_of: Callable[[int, int], int],
    ) -> list[Scored]:
        # No cause stands in two lists, so no set is found twice.
        found: list[Scored] = []
        for family in families:
            overlap = _shared_bits(family)
            choices = [by_marks[held] for held in sorted(family)]
            for negated, members in _best_products(choices, self._max_sets):
                surplus = _counted_too_often(overlap, members, gain_of) if overlap else 0
                found.append((negated + surplus, tuple(sorted(members))))
        found.sort()
        return found[: self._max_sets]


class _Search:
    """A complete depth-first search for covers, on the mark that fewest bit sets hold."""

    def __init__(self, bit_sets: Sequence[int], steps: int) -> None:
        self._steps_left = steps
        self._holders: dict[int, list[int]] = {}
        for bit_set in bit_sets:
            rest = bit_set
            while rest:
                bit = rest & -rest
                self._holders.setdefault(bit, []).append(bit_set)
                rest ^= bit
        self._rarest_first = sorted(self._holders, key=lambda bit: (len(self._holders[bit]), bit))
        self._largest = max((bit_set.bit_count() for bit_set in bit_sets), default=0)

    @property
    def is_exhausted(self) -> bool:
        """Tell whether the search ran out of steps, so that its silence proves nothing."""
        return self._steps_left <= 0

    def covers_of_size(self, goal: int, size: int) -> list[tuple[int, ...]]:
        """Find the covers of exactly this size, given that none is smaller."""
        found: set[tuple[int, ...]] = set()
        self._extend(goal, size, (), found)
        return sorted(found)

    def _extend(
        self, rest: int, size: int, chosen: tuple[int, ...], found: set[tuple[int, ...]]
    ) -> None:
        if not rest:
            found.add(tuple(sorted(chosen)))
            return
        if size * self._largest < rest.bit_count():
            return
        bit = next(bit for bit in self._rarest_first if bit & rest)
        for bit_set in self._holders[bit]:
            self._steps_left -= 1
            if self._steps_left < 0:
                return
            if size == 1 and rest & ~bit_set:
                continue
            self._extend(rest & ~bit_set, size - 1, (*chosen, bit_set), found)


def _greedy_family(rest: int, by_marks: Mapping[int, Sequence[Scored]]) -> tuple[int, ...]:
    """Take the bit set that adds most, again and again; of equals, the one with the best cause."""
    chosen: list[int] = []
    # What a bit set adds only shrinks as others are taken, so only the head needs counting anew.
    heap = [
        (-(bit_set & rest).bit_count(), alike[0][0], bit_set)
        for bit_set, alike in by_marks.items()
        if bit_set & rest
    ]
    heapq.heapify(heap)
    while rest:
        negated, units, bit_set = heap[0]
        added = (bit_set & rest).bit_count()
        if added < -negated:
            heapq.heapreplace(heap, (-added, units, bit_set))
            continue
        heapq.heappop(heap)
        chosen.append(bit_set)
        rest &= ~bit_set
    return tuple(chosen)


def _best_products(choices: Sequence[Sequence[Scored]], count: int) -> list[Scored]:
    """Pick one cause from each list: the picks with the largest sums of scores, best first."""
    best = [*choices[0][:count]]
    for choice in choices[1:]:
        first, favourite = choice[0]
        picks = [(summed + first, members + favourite) for summed, members in best]
        worst = picks[-1][0] if len(picks) == count else None
        for place in range(1, len(choice)):
            negated, cause = choice[place]
            if worst is not None and best[0][0] + negated > worst:
                break
            # Best first in both lists: i * j picks are as good as the i-th and the j-th, or better.
            for summed, members in best[: count // (place + 1)]:
                picks.append((summed + negated, members + cause))
        picks.sort()
        best = picks[:count]
    return best


def _shared_bits(family: Sequence[int]) -> int:
    once = shared = 0
    for bit_set in family:
        shared |= once & bit_set
        once |= bit_set
    return shared


def _counted_too_often(
    overlap: int, causes: Sequence[int], gain_of: Callable[[int, int], int]
) -> int:
    surplus = 0
    while overlap:
        bit = overlap & -overlap
        counted = [gain_of(cause, bit) for cause in causes]
        surplus += sum(counted) - max(counted)
        overlap ^= bit
    return surplus
