"""Carry laid muscles and landmarks from the neutral body to another of the same mesh.

What lies on the skin keeps its place on it; what lies inside moves with the skin around it. Takes
sheets and points in mm and gives them anew. Must not know pictures or files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from atlas.carrying import carry_within
from atlas.mesh import Surface, unit_rows
from atlas.muscles.laying import LaidPart
from atlas.muscles.places import PlacedPoint
from atlas.muscles.skinpatch import SkinPaths

FloatArray = NDArray[np.float64]

# What is blended from vertices is a little off the other body's curve; no more than one step.
ROUNDS = 1


class MuscleCarrier:
    """Carries muscles and landmarks to one body.

    Parameters
    ----------
    neutral, skin : the neutral body's surface, and its skin
    other : the body's surface, of the same mesh
    """

    def __init__(self, neutral: Surface, skin: SkinPaths, other: Surface) -> None:
        self._neutral, self._body = neutral, other
        self._skin = skin
        self._other = skin.of(other)
        moved = self._other.points_mm - skin.points_mm
        self._moved_and_normals = np.concatenate([moved, self._other.normals], axis=1)

    def parts(
        self, laid: Sequence[LaidPart], facing: Mapping[str, FloatArray]
    ) -> tuple[LaidPart, ...]:
        """Carry the parts of a muscle.

        Parameters
        ----------
        facing : by view, the direction toward its viewer; for what lies inside
        """
        found: list[LaidPart] = []
        for each in laid:
            if each.part.lie == "inside":
                points = self.inside(each.points_mm)
                normals = np.broadcast_to(facing[each.part.views[0]], points.shape).copy()
            else:
                points, normals = self.on_skin(each.points_mm, each.normals)
            found.append(LaidPart(each.part, points, normals))
        return tuple(found)

    def point(self, point: PlacedPoint) -> PlacedPoint:
        """Carry a trigger point."""
        if point.is_inside:
            return replace(point, point_mm=self.inside(point.point_mm[None])[0])
        places, normals = self.on_skin(point.point_mm[None], point.normal[None])
        return replace(point, point_mm=places[0], normal=normals[0])

    def on_skin(self, points_mm: FloatArray, normals: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Carry points on the skin, (..., 3) each, and give the skin's normals there."""
        found = self._skin.blend(points_mm, normals, self._moved_and_normals)
        turned = unit_rows(found[..., 3:].reshape(-1, 3)).reshape(normals.shape)
        return self._other.project(points_mm + found[..., :3], turned, ROUNDS)

    def inside(self, points_mm: FloatArray) -> FloatArray:
        """Carry points within the body, (..., 3); what lies on the midline stays on it."""
        return carry_within(points_mm, self._neutral, self._body)

    def landmarks(self, left_mm: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
        """Carry named points, which lie on the skin or beneath it."""
        moved = self.inside(np.array(list(left_mm.values())).reshape(-1, 3))
        return dict(zip(left_mm, moved, strict=True))
