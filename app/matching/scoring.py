"""The numeric core: what a mark adds to a cause, and the sums over marks.

Plain numbers and tuples only; knows nothing of the catalogue, of wording or of the web.

A cause's score is the logarithm of how much likelier the marks are with it than without it, plus
the logarithm of its prior odds. Scores are whole millionths (`UNIT`), so that sums do not depend on
the order of marks and mirrored bodies give exactly equal scores.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

UNIT = 1_000_000


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


def bit_set(members: Iterable[int]) -> int:
    """Write a set of small numbers as the bits of one: sets are then compared in one step."""
    bits = 0
    for member in members:
        bits |= 1 << member
    return bits


def members_of(bits: int) -> list[int]:
    """List the members of a bit set, ascending."""
    members = []
    while bits:
        member = bits.bit_length() - 1
        members.append(member)
        bits ^= 1 << member
    members.reverse()
    return members


def find_shared(groups: Iterable[int]) -> int:
    """Find what more than one of the groups holds; all are bit sets."""
    seen = shared = 0
    for group in groups:
        shared |= seen & group
        seen |= group
    return shared
