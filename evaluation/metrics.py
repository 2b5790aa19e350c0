"""What is measured on one case, from an ordered list of what a matcher found.

Pure functions on lists of marks of relevance. Knows nothing of zones, scores or files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.catalogue.models import Level
from evaluation.cases import GuideArea


class Found(NamedTuple):
    """A trigger point that a matcher listed.

    Attributes
    ----------
    level : Level or None
        The strongest level at which a mark lies in its pattern; None when none does.
    """

    muscle: str
    point: str
    level: Level | None


class Unit(NamedTuple):
    """A place in the collapsed list: an entry of the guide, or a muscle that it does not list.

    Attributes
    ----------
    entry : int or None
        Index of the guide's entry; None for a muscle beyond the guide.
    muscle : str
        The muscle of the best candidate of the unit.
    level : Level or None
        The strongest level among the unit's candidates.
    """

    entry: int | None
    muscle: str
    level: Level | None


def collapse(found: Iterable[Found], area: GuideArea) -> list[Unit]:
    """Collapse candidates to units of the guide: each counts once, at its best place.

    Points of a listed muscle that the guide does not mean are neither entries nor beyond it.
    """
    units: dict[int | str, Unit] = {}
    for candidate in found:
        entry = _entry_of(candidate, area)
        if entry is None and any(candidate.muscle in e.muscles for e in area.entries):
            continue
        key = candidate.muscle if entry is None else entry
        known = units.get(key)
        if known is None:
            units[key] = Unit(entry, candidate.muscle, candidate.level)
        elif known.level is not Level.ESSENTIAL and candidate.level is not None:
            units[key] = known._replace(level=candidate.level)
    return list(units.values())


def _entry_of(candidate: Found, area: GuideArea) -> int | None:
    for number, entry in enumerate(area.entries):
        if candidate.muscle in entry.muscles and (
            not entry.points or candidate.point in entry.points
        ):
            return number
    return None


def recall(wanted: Iterable[int], units: Sequence[Unit]) -> float | None:
    """Give the share of the wanted entries that are among the units; None when none is wanted."""
    numbers = set(wanted)
    if not numbers:
        return None
    return len(numbers & {unit.entry for unit in units}) / len(numbers)


def precision_at(length: int, units: Sequence[Unit]) -> float:
    """Give the share of the first places that hold an entry; a place left empty holds none."""
    return sum(unit.entry is not None for unit in units[:length]) / length


def ndcg(area: GuideArea, units: Sequence[Unit]) -> float:
    """Give the discounted gain of the whole order, over that of the guide's own order.

    The first of n entries gains n, the last 1, a muscle beyond the guide 0; the discount is the
    logarithm of the place plus one (Järvelin and Kekäläinen 2002).
    """
    count = len(area.entries)
    gains = [0 if unit.entry is None else count - unit.entry for unit in units]
    return _discounted(gains) / _discounted(range(count, 0, -1))


def _discounted(gains: Iterable[int]) -> float:
    return math.fsum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))


def mean(values: Iterable[float | None]) -> float | None:
    """Average the numbers; None when there is none."""
    numbers = [value for value in values if value is not None]
    return math.fsum(numbers) / len(numbers) if numbers else None
