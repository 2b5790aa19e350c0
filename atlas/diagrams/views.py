"""The constructed views of bones, by id, and what in them may hide a muscle."""

from __future__ import annotations

from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

from atlas.diagrams import jaw, pelvic_floor
from atlas.diagrams.diagram import Diagram, Ligament
from atlas.diagrams.forms import Bone, closed_curve

DIAGRAMS: dict[str, Diagram] = {one.view_id: one for one in (jaw.DIAGRAM, pelvic_floor.DIAGRAM)}

# The teeth of a view go by one name.
TEETH = "teeth"


def covers(view_id: str) -> frozenset[str]:
    """Return the ids of what a muscle of a view may lie behind: bones and ligaments."""
    return frozenset((*(one.id for one in _hard_parts(view_id)), TEETH))


def _hard_parts(view_id: str) -> tuple[Bone | Ligament, ...]:
    diagram = DIAGRAMS[view_id]
    return (*diagram.bones, *diagram.ligaments)


@cache
def covered_area(view_id: str, ids: tuple[str, ...]) -> BaseGeometry:
    """Return what some bones and ligaments of a view cover, on the left and the right."""
    areas = [one.area() for one in _hard_parts(view_id) if one.id in ids]
    if TEETH in ids:
        areas += [shapely.Polygon(closed_curve(tooth)) for tooth in DIAGRAMS[view_id].teeth]
    left = shapely.union_all(areas)
    right = shapely.transform(left, lambda points: points * [-1.0, 1.0])
    return left.union(right)
