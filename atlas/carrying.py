"""Carry points from the neutral body to another of the same mesh.

On the skin: same triangle, same place in it. Within: moved as the skin around. Takes and gives mm
in the body frame. Must not know what the points are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from atlas.frames import FLIP
from atlas.mesh import Surface
from atlas.surface import SurfaceQuery

FloatArray = NDArray[np.float64]

# Within, skin counts by the fourth power of its nearness, but none nearer than this counts more: a
# muscle under a fold must not follow the fold.
NEAREST_MM = 12.0
# From within, a fifth of the vertices tells as much as all.
THINNED = 5


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
        place, triangle = self._neutral.nearest(point_mm)
        corners = self._other.triangles[triangle]
        shares = barycentric(place, self._neutral.surface.points_mm[corners])
        normal = shares @ self._other.normals[corners]
        return (
            np.asarray(shares @ self._other.points_mm[corners]),
            np.asarray(normal / np.linalg.norm(normal)),
        )

    def carry_within(self, points_mm: FloatArray) -> FloatArray:
        """Return the places of points within the body, (..., 3) mm."""
        return carry_within(points_mm, self._neutral.surface, self._other)


def carry_within(points_mm: FloatArray, neutral: Surface, other: Surface) -> FloatArray:
    """Return where points within the neutral body, or anywhere near its skin, are in another.

    Parameters
    ----------
    points_mm : (..., 3) float; what lies on the midline stays on it
    """
    skin, there = neutral.points_mm[::THINNED], other.points_mm[::THINNED]
    points = points_mm.reshape(-1, 3)
    moved, weights = np.zeros_like(points), np.zeros((len(points), 1))
    # Thinning takes other vertices from either side: each side is asked as the other, too.
    for flip in (np.ones(3), FLIP):
        near = _nearness(points * flip, skin)
        moved += near @ ((there - skin) * flip)
        weights += near.sum(axis=1, keepdims=True)
    return np.asarray((points + moved / weights).reshape(points_mm.shape))


def _nearness(points: FloatArray, skin: FloatArray) -> FloatArray:
    """Say how much each vertex counts for each point, (p, n)."""
    middle = points.mean(axis=0)
    near, skin = points - middle, skin - middle
    squared = (near**2).sum(axis=1)[:, None] + (skin**2).sum(axis=1) - 2.0 * (near @ skin.T)
    squared = np.maximum(squared, NEAREST_MM**2)
    return np.asarray(1.0 / (squared * squared))
