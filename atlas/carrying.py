"""Carry points from the neutral body to another: same triangle, same place in it.

Takes points on the neutral skin and gives points on the other body's, mm in the body frame. Must
not know what the points are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from atlas.mesh import Surface
from atlas.surface import SurfaceQuery

FloatArray = NDArray[np.float64]


def barycentric(point: FloatArray, corners: FloatArray) -> FloatArray:
    """Return the weights of a triangle's corners, (3, 3), that give a point in its plane, (3,)."""
    first, second, off = corners[1] - corners[0], corners[2] - corners[0], point - corners[0]
    sides = np.stack([first, second], axis=1)
    shares, *_ = np.linalg.lstsq(sides, off, rcond=None)
    found = np.array([1.0 - shares.sum(), *shares])
    found = np.clip(found, 0.0, 1.0)
    return np.asarray(found / found.sum())


class Carrier:
    """Carries points of the neutral body to a body of the same mesh; itself is one."""

    def __init__(self, neutral: SurfaceQuery, other: Surface) -> None:
        self._other = other
        self._neutral = neutral

    def carry(self, point_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the place of a neutral skin point on the other body and the unit normal there."""
        _, there, normal = self._nearest(point_mm)
        return there, normal

    def carry_within(self, point_mm: FloatArray) -> FloatArray:
        """Return the place of a point within the body, moved as the skin nearest to it is."""
        here, there, _ = self._nearest(point_mm)
        return np.asarray(point_mm + there - here)

    def _nearest(self, point_mm: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the nearest skin point, where it is on the other body, and the normal there."""
        place, triangle = self._neutral.nearest(point_mm)
        corners = self._other.triangles[triangle]
        shares = barycentric(place, self._neutral.surface.points_mm[corners])
        normal = shares @ self._other.normals[corners]
        return (
            place,
            np.asarray(shares @ self._other.points_mm[corners]),
            np.asarray(normal / np.linalg.norm(normal)),
        )
