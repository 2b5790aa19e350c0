"""The numeric core: what a mark adds to a cause, and the sums over marks.

Plain numbers and tuples only; knows nothing of the catalogue, of wording or of the web.

A cause's score is the logarithm of how much likelier the marks are with it than without it, plus
the logarithm of its prior odds. Scores are whole millionths (`UNIT`), so that sums do not depend on
the order of marks and mirrored bodies give exactly equal scores.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

UNIT = 1_000_000

ReasonT = TypeVar("ReasonT")


def to_units(log_odds: float) -> int:
    """Round log-odds to whole millionths."""
    return round(log_odds * UNIT)


def leak_of(relative_area: float, leak: float, growth: float, bounds: tuple[float, float]) -> float:
    """Give the probability that a zone is marked without the cause.

    Parameters
    ----------
    relative_area : float
        The zone's area over the median area.
    leak : float
        The probability for a zone of median area.
    growth : float
        Power of the area by which it grows.
    bounds : (float, float)
        Smallest and largest factor on `leak`.
    """
    low, high = bounds
    return leak * min(max(math.pow(relative_area, growth), low), high)


def mark_log_odds(link: float, leak: float) -> float:
    """Give what a marked zone adds to a cause that links to it: noisy-or against the leak alone.

    With the cause the zone stays unmarked only when the cause and the leak both miss it, so the
    log-odds are log((1 - (1 - link)(1 - leak)) / leak).
    """
    return math.log((1 - (1 - link) * (1 - leak)) / leak)


def drawn_link(link: float, around: Iterable[tuple[float, float]], blur: float) -> float:
    """Give the link of a cause to a mark, when people draw inexactly.

    A mark means its own zone but for the probability `blur`; then it means one of the neighbours,
    in proportion to their share of its border: the pattern's links, blurred by one zone.

    Parameters
    ----------
    link : float
        Link of the cause to the zone itself; 0 outside its pattern.
    around : iterable of (float, float)
        Border share and link of each neighbour in the pattern; shares sum to at most 1.
    """
    # Sorted, so that a mirrored body sums in the same order.
    from_around = math.fsum(sorted(share * near for share, near in around))
    return (1 - blur) * link + blur * from_around


def missing_log_odds(
    widths: Sequence[float], links: Sequence[float], missing_share: float
) -> tuple[float, ...]:
    """Give what each zone of a pattern counts against the cause while it is unmarked.

    Averaged over the pattern by width, so that a pattern is one finding however finely it is cut
    into zones; the sum never falls below `missing_share * log(1 - strongest link)`.

    Returns
    -------
    tuple of float
        One number per zone of the pattern, none positive.
    """
    whole = math.fsum(widths)
    return tuple(
        missing_share * math.log(1 - link) * width / whole
        for width, link in zip(widths, links, strict=True)
    )


class Contribution(NamedTuple, Generic[ReasonT]):
    """What a mark in one place adds to one cause, and why.

    Attributes
    ----------
    units : int
        Millionths of log-odds. For a zone of the pattern, what it no longer counts against the
        cause while marked is included.
    """

    cause: int
    units: int
    reason: ReasonT


class Tally(Generic[ReasonT]):
    """A cause's running sum over the marks.

    Attributes
    ----------
    units : int
        The score so far.
    rank : int
        Number of the pass in which the cause was first met.
    inside : int
        Bit set of the marks inside the pattern.
    reasons : list
        What speaks for it, in the order met.
    """

    __slots__ = ("inside", "rank", "reasons", "units")

    def __init__(self, units: int, rank: int) -> None:
        self.units = units
        self.rank = rank
        self.inside = 0
        self.reasons: list[ReasonT] = []


Tallies = dict[int, Tally[ReasonT]]


def add_inside(
    tallies: Tallies[ReasonT],
    base: Sequence[int],
    contributions: Iterable[tuple[int, int, ReasonT]],
    rank: int,
    bit: int,
) -> None:
    """Add a mark to the causes whose pattern holds it.

    Parameters
    ----------
    base : sequence of int
        Per cause its prior and its whole pattern missing, in units.
    bit : int
        The mark's bit in `Tally.inside`.
    """
    for cause, units, reason in contributions:
        tally = tallies.get(cause)
        if tally is None:
            tally = tallies[cause] = Tally(base[cause], rank)
        tally.units += units
        tally.inside |= bit
        tally.reasons.append(reason)


def add_beside(
    tallies: Tallies[ReasonT],
    base: Sequence[int],
    contributions: Iterable[tuple[int, int, ReasonT]],
    rank: int,
) -> None:
    """Add a mark to the causes whose pattern it lies beside."""
    for cause, units, reason in contributions:
        tally = tallies.get(cause)
        if tally is None:
            tally = tallies[cause] = Tally(base[cause], rank)
        tally.units += units
        tally.reasons.append(reason)


def order_causes(
    tallies: Mapping[int, Tally[ReasonT]],
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Order causes by score, best first, ties by index.

    Returns
    -------
    inside, beside : list of (int, int)
        The score in units, negated, and the cause: first the causes with a mark inside their
        pattern, then those without.
    """
    inside: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []
    for cause, tally in tallies.items():
        (inside if tally.inside else beside).append((-tally.units, cause))
    inside.sort()
    beside.sort()
    return inside, beside


def count_within(order: Sequence[tuple[int, int]], band: int) -> int:
    """Count the causes at the head whose score lies less than `band` below the best."""
    return bisect_left(order, (order[0][0] + band, -1)) if order else 0
