"""Where a cause stands in the order, as one whole number: lists of such ranks sort in one step.

A rank holds, from the top: whether a mark lies inside the cause's pattern, the score, the cause,
and a slot for what the score comes from. So causes without a mark inside their pattern stand after
all others, the best score comes first, and of equals the lower cause. Knows nothing of what the
slots mean.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

# More units than all marks together add or take away.
_BESIDE = 1 << 33


class Ranks:
    """Packs and unpacks ranks.

    Parameters
    ----------
    causes : int
        How many causes there are.
    slots : int
        How many slots there are.

    Attributes
    ----------
    first_beside : int
        Ranks below are of causes with a mark inside their pattern.
    """

    def __init__(self, causes: int, slots: int) -> None:
        self._causes = causes
        self._slots = slots
        self._step = causes * slots
        self.first_beside = (_BESIDE >> 1) * self._step

    def pack(self, units: int, cause: int, slot: int, *, is_inside: bool) -> int:
        """Give the rank of a cause by its score in units."""
        place = -units if is_inside else _BESIDE - units
        return place * self._step + cause * self._slots + slot

    def worse_than(self, units: int) -> int:
        """Give the first rank whose score lies below a number of units, with a mark inside."""
        return self.pack(units - 1, 0, 0, is_inside=True)

    def cause_of(self, rank: int) -> int:
        """Give the cause that has a rank."""
        return rank // self._slots % self._causes

    def slot_of(self, rank: int) -> int:
        """Give the slot of a rank."""
        return rank % self._slots

    def units_of(self, rank: int) -> int:
        """Give the score of a rank, in units."""
        place = rank // self._step
        return -place if rank < self.first_beside else _BESIDE - place

    def count_within(self, order: Sequence[int], band: int) -> int:
        """Count the ranks at the head whose score lies less than `band` below the best.

        Where a mark lies inside a pattern, ranks of causes beside which marks lie do not count.

        Parameters
        ----------
        order : sequence of int
            Ascending.
        """
        return bisect_left(order, (order[0] // self._step + band) * self._step) if order else 0
