"""Ask a surface questions: where does a ray hit it, which of its points is nearest.

Knows triangles in mm, any frame. Must not know anatomy or files.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.mesh import Surface, unit_rows

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Rays that graze an edge or a vertex must not slip between two triangles: shares this far below
# zero still count as inside.
EDGE_TOLERANCE = 1e-9
# How much farther than the nearest corner a triangle's corners may be for its inside to be nearest:
# longer than any edge of the body mesh.
NEAREST_MARGIN_MM = 30.0


@dataclass(frozen=True)
class Hits:
    """Where a ray meets a surface, nearest first.

    Attributes
    ----------
    distance_mm : (k,) float, along the ray
    triangle : (k,) int
    points_mm : (k, 3) float
    is_exit : (k,) bool, the ray leaves the solid there
    """

    distance_mm: FloatArray
    triangle: IntArray
    points_mm: FloatArray
    is_exit: NDArray[np.bool_]


class SurfaceQuery:
    """A surface prepared for ray and nearest-point questions."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self.corners_mm = surface.points_mm[surface.triangles]
        self._edges = (
            self.corners_mm[:, 1] - self.corners_mm[:, 0],
            self.corners_mm[:, 2] - self.corners_mm[:, 0],
        )
        self.face_normals = unit_rows(np.cross(*self._edges))
        self.triangle_parts = surface.part_weights[surface.triangles].mean(axis=1)

    def cast(self, start_mm: FloatArray, direction: FloatArray) -> Hits:
        """Find all hits of a ray in front of its start (Moeller and Trumbore's test).

        Returns
        -------
        Hits, empty when the ray misses; `distance_mm` is in mm when the direction has length one.
        """
        first, second = self._edges
        across = np.cross(direction, second)
        volume = (first * across).sum(axis=1)
        usable = np.abs(volume) > 1e-12
        inverse = 1.0 / np.where(usable, volume, 1.0)
        offset = start_mm - self.corners_mm[:, 0]
        u = (offset * across).sum(axis=1) * inverse
        near = np.flatnonzero(usable & (u >= -EDGE_TOLERANCE) & (u <= 1.0 + EDGE_TOLERANCE))
        turned = np.cross(offset[near], first[near])
        v = turned @ direction * inverse[near]
        distance = (turned * second[near]).sum(axis=1) * inverse[near]
        inside = (v >= -EDGE_TOLERANCE) & (u[near] + v <= 1.0 + EDGE_TOLERANCE) & (distance > 0.0)
        found, distance = near[inside], distance[inside]
        order = np.argsort(distance, kind="stable")
        found, distance = found[order], distance[order]
        return Hits(
            distance,
            found,
            start_mm + distance[:, None] * direction,
            self.face_normals[found] @ direction > 0.0,
        )

    def nearest(
        self, point_mm: FloatArray, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[FloatArray, int]:
        """Return the nearest surface point, (3,) mm, and its triangle.

        Parameters
        ----------
        allowed : (m,) bool, triangles to consider; all when omitted

        Raises
        ------
        ValueError
            When no triangle is allowed.
        """
        considered = (
            np.flatnonzero(allowed) if allowed is not None else np.arange(len(self.corners_mm))
        )
        if len(considered) == 0:
            raise ValueError("no triangle is allowed")
        corner_distance = np.linalg.norm(self.corners_mm[considered, 0] - point_mm, axis=1)
        close = considered[corner_distance <= corner_distance.min() + NEAREST_MARGIN_MM]
        points = nearest_on_triangles(point_mm, self.corners_mm[close])
        distance = np.linalg.norm(points - point_mm, axis=1)
        best = int(np.argmin(distance))
        return points[best], int(close[best])

    def nearest_at_midline(
        self, point_mm: FloatArray, allowed: NDArray[np.bool_] | None = None
    ) -> FloatArray:
        """Return the nearest point of the mesh edges that lie on the plane x = 0, (3,) mm.

        Raises
        ------
        ValueError
            When no allowed edge lies on the midline.
        """
        considered = (
            np.flatnonzero(allowed) if allowed is not None else np.arange(len(self.corners_mm))
        )
        corners = self.corners_mm[considered]
        starts = corners.reshape(-1, 3)
        ends = np.roll(corners, -1, axis=1).reshape(-1, 3)
        on_plane = (starts[:, 0] == 0.0) & (ends[:, 0] == 0.0)
        if not on_plane.any():
            raise ValueError("no allowed edge lies on the midline")
        starts, ends = starts[on_plane], ends[on_plane]
        along = ends - starts
        share = ((point_mm - starts) * along).sum(axis=1) / (along**2).sum(axis=1)
        points = starts + np.clip(share, 0.0, 1.0)[:, None] * along
        return np.asarray(points[np.argmin(np.linalg.norm(points - point_mm, axis=1))])


def nearest_on_triangles(point_mm: FloatArray, corners_mm: FloatArray) -> FloatArray:
    """Return the point of each triangle nearest to a point, (m, 3, 3) to (m, 3).

    The nearest point is the foot of the perpendicular where that lies inside, else on an edge.
    """
    a, b, c = corners_mm[:, 0], corners_mm[:, 1], corners_mm[:, 2]
    best = np.full(len(corners_mm), np.inf)
    found = np.zeros_like(a)
    for start, end in ((a, b), (b, c), (c, a)):
        along = end - start
        length = np.maximum((along**2).sum(axis=1), 1e-18)
        share = np.clip(((point_mm - start) * along).sum(axis=1) / length, 0.0, 1.0)
        candidate = start + share[:, None] * along
        distance = ((candidate - point_mm) ** 2).sum(axis=1)
        nearer = distance < best
        best[nearer], found[nearer] = distance[nearer], candidate[nearer]
    normal = np.cross(b - a, c - a)
    area = np.maximum((normal**2).sum(axis=1), 1e-18)
    foot = point_mm - (((point_mm - a) * normal).sum(axis=1) / area)[:, None] * normal
    inside = np.ones(len(corners_mm), dtype=bool)
    for start, end in ((a, b), (b, c), (c, a)):
        inside &= (np.cross(end - start, foot - start) * normal).sum(axis=1) >= 0.0
    found[inside] = foot[inside]
    return found
