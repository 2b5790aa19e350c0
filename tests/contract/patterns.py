"""How a trigger point's pattern lies on the figure: its zones on one side, and their islands."""

from __future__ import annotations

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Side, TriggerPoint
from app.figures import Figures
from app.web.muscle_pages import drawn_side, pattern_of

Place = tuple[str, str]


def islands_of(point: TriggerPoint, catalogue: Catalogue, figures: Figures) -> int:
    """Count the separate places in which a pattern lies, beside one another counting as one.

    A pattern on both sides is looked at on the side of its point: its mirror image is no jump.
    """
    side = drawn_side(point)
    other = Side.RIGHT if side is Side.LEFT else Side.LEFT
    pattern = set(pattern_of(catalogue, point, side))
    mirrored = {(zone, on) for zone, on in pattern if on == other and (zone, side.value) in pattern}
    left = pattern - mirrored
    count = 0
    while left:
        count += 1
        reached = [left.pop()]
        while reached:
            zone, on = reached.pop()
            beside = {(n.zone, n.side) for n in figures.neighbours(zone, on)} & left
            left -= beside
            reached += beside
    return count
