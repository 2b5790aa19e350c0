"""What a constructed view is made of: bones, ligaments, lines and places, on the patient's left.

Authored in picture mm, x to the right, y down; the picture is its own mirror image about x = 0, so
only the left half is written down, and bones of the middle whole. Must not know SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.diagrams.forms import Bone, closed_curve
from atlas.pictures import Box, ZoneShape

Point = tuple[float, float]
Points = tuple[Point, ...]


@dataclass(frozen=True)
class Ligament:
    """A band of parallel strands from one line to another.

    Attributes
    ----------
    id : its name among the view's bones
    rows : two or more lines of two points each, in the same direction
    strands_count : how many strands are drawn between its edges
    """

    id: str
    rows: tuple[tuple[Point, Point], ...]
    strands_count: int = 7

    def strands(self) -> tuple[Points, ...]:
        """Return its strands, edges first and last."""
        shares = [k / (self.strands_count - 1) for k in range(self.strands_count)]
        return tuple(tuple(_between(*row, share) for row in self.rows) for share in shares)

    def outline(self) -> Points:
        """Return the points of its outline."""
        return (*(row[0] for row in self.rows), *(row[1] for row in reversed(self.rows)))

    def area(self) -> BaseGeometry:
        """Return what it covers."""
        return shapely.make_valid(shapely.Polygon(closed_curve(self.outline())))


@dataclass(frozen=True)
class Diagram:
    """A constructed view.

    Attributes
    ----------
    bones : as they lie over each other by their heights
    softs : outlines of soft parts behind the bones with their tones, whole, each on the one before
    softs_left : the same on the left, of a picture that shows two sides apart
    membranes : outlines of thin sheets behind the bones
    ligaments : before the bones
    teeth : outlines, before the bones
    marks : open lines on the bones: sutures, ridges, openings
    ghosts : open lines where something has been taken away
    zones : the places one can tap, right twins after their left
    """

    view_id: str
    box_mm: Box
    bones: tuple[Bone, ...]
    zones: tuple[ZoneShape, ...]
    softs: tuple[tuple[str, Points], ...] = ()
    softs_left: tuple[tuple[str, Points], ...] = ()
    membranes: tuple[Points, ...] = ()
    ligaments: tuple[Ligament, ...] = ()
    teeth: tuple[Points, ...] = ()
    marks: tuple[Points, ...] = ()
    ghosts: tuple[Points, ...] = ()


def _between(start: Point, end: Point, share: float) -> Point:
    return (
        start[0] + share * (end[0] - start[0]),
        start[1] + share * (end[1] - start[1]),
    )


def across(points: Sequence[Point]) -> Points:
    """Close a left half that begins and ends on the mirror line with its mirror image."""
    return (*points, *((-x, y) for x, y in reversed(points) if x > 0.0))
