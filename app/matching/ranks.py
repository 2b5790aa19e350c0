"""Where a cause stands in the order, as one number: lists of such ranks sort in one step.

A rank holds, from the top: whether a mark lies inside the cause's pattern, the score, and the
cause. So causes without a mark inside their pattern stand after all others, the best score comes
first, and of equals the lower cause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

# More units than all marks together add or take away.
_BESIDE = 1 << 33


class Rank(float):
    """A rank, and what is written of a candidate that has it.

    Whole numbers below 2**53, so nothing is rounded: there may be half a million causes. The texts
    are kept on the rank itself, for it is at hand when they are needed; a table of all would be
    looked up far away in memory for every candidate.

    Attributes
    ----------
    wire, page : Any
        What notations have written; missing before.
    """

    __slots__ = ("page", "wire")

    page: Any
    wire: Any


class Ranks:
    """Packs and unpacks ranks.

    Parameters
    ----------
    causes : int
        How many causes there are.

    Attributes
    ----------
    first_beside : float
        Ranks below are of causes with a mark inside their pattern.
    """

    def __init__(self, causes: int) -> None:
        self._causes = causes
        self.first_beside = float((_BESIDE >> 1) * causes)

    def pack(self, units: int, cause: int, *, is_inside: bool) -> Rank:
        """Give the rank of a cause by its score in units."""
        return Rank((-units if is_inside else _BESIDE - units) * self._causes + cause)

    def worse_than(self, units: int) -> Rank:
        """Give the first rank whose score lies below a number of units, with a mark inside."""
        return self.pack(units - 1, 0, is_inside=True)

    def cause_of(self, rank: float) -> int:
        """Give the cause that has a rank."""
        return int(rank % self._causes)

    def units_of(self, rank: float) -> int:
        """Give the score of a rank, in units."""
        place = int(rank // self._causes)
        return -place if rank < self.first_beside else _BESIDE - place

    def count_within(self, order: Sequence[float], band: int) -> int:
        """Count the ranks at the head whose score lies less than `band` below the best.

        Where a mark lies inside a pattern, ranks of causes beside which marks lie do not count.

        Parameters
        ----------
        order : sequence of Rank
            Ascending.
        """
        if not order:
            return 0
        return bisect_left(order, (order[0] // self._causes + band) * self._causes)
