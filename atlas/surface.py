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
# Balls around triangles are tested with squares of large numbers: room for their rounding.
BALL_MARGIN_MM = 0.1
# Nearest-point questions look into boxes of this size first: a few hundred triangles of the body.
CELL_MM = 24.0


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
        self._centres = self.corners_mm.mean(axis=1)
        spread = np.linalg.norm(self.corners_mm - self._centres[:, None], axis=2)
        self._radius = spread.max(axis=1)
        self._centre_squared = (self._centres**2).sum(axis=1)
        self._in_cell = _sorted_into_cells(self.corners_mm)

    def cast(self, start_mm: FloatArray, direction: FloatArray) -> Hits:
        """Find all hits of a ray in front of its start (Moeller and Trumbore's test).

        Returns
        -------
        Hits, empty when the ray misses; `distance_mm` is in mm when the direction has length one.
        """
        close = self._beside_ray(start_mm, direction)
        first, second = self._edges[0][close], self._edges[1][close]
        across = np.cross(direction, second)
        volume = (first * across).sum(axis=1)
        usable = np.abs(volume) > 1e-12
        inverse = 1.0 / np.where(usable, volume, 1.0)
        offset = start_mm - self.corners_mm[close, 0]
        u = (offset * across).sum(axis=1) * inverse
        turned = np.cross(offset, first)
        v = turned @ direction * inverse
        distance = (turned * second).sum(axis=1) * inverse
        inside = usable & (u >= -EDGE_TOLERANCE) & (v >= -EDGE_TOLERANCE)
        inside &= (u + v <= 1.0 + EDGE_TOLERANCE) & (distance > 0.0)
        found, distance = close[inside], distance[inside]
        order = np.argsort(distance, kind="stable")
        found, distance = found[order], distance[order]
        return Hits(
            distance,
            found,
            start_mm + distance[:, None] * direction,
            self.face_normals[found] @ direction > 0.0,
        )

    def _beside_ray(self, start_mm: FloatArray, direction: FloatArray) -> IntArray:
        """Return the triangles whose surrounding ball the ray's line meets."""
        ahead = direction / max(float(np.linalg.norm(direction)), 1e-12)
        toward = self._centres @ np.stack([start_mm, ahead], axis=1)
        along = toward[:, 1] - start_mm @ ahead
        squared = self._centre_squared - 2.0 * toward[:, 0] + start_mm @ start_mm - along**2
        return np.flatnonzero(squared <= (self._radius + BALL_MARGIN_MM) ** 2)

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
        close = self._around(point_mm)
        if allowed is not None:
            close = close[allowed[close]]
        point, triangle, distance = self._nearest_of(point_mm, close)
        # Whatever lies outside the boxes looked into is at least a box away.
        if distance > CELL_MM:
            rest = np.arange(len(self._centres)) if allowed is None else np.flatnonzero(allowed)
            if len(rest) == 0:
                raise ValueError("no triangle is allowed")
            point, triangle, _ = self._nearest_of(point_mm, rest)
        return point, triangle

    def _around(self, point_mm: FloatArray) -> IntArray:
        """Return the triangles in the point's box and the 26 boxes around it."""
        x, y, z = np.floor(point_mm / CELL_MM).astype(np.int64).tolist()
        near = (-1, 0, 1)
        found = [
            self._in_cell[x + i, y + j, z + k]
            for i in near
            for j in near
            for k in near
            if (x + i, y + j, z + k) in self._in_cell
        ]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

    def _nearest_of(
        self, point_mm: FloatArray, considered: IntArray
    ) -> tuple[FloatArray, int, float]:
        if len(considered) == 0:
            return point_mm, -1, float("inf")
        centre = np.linalg.norm(self._centres[considered] - point_mm, axis=1)
        # A triangle cannot be nearest when even its nearest possible point is beyond some centre.
        close = considered[centre - self._radius[considered] <= centre.min()]
        points = nearest_on_triangles(point_mm, self.corners_mm[close])
        distance = np.linalg.norm(points - point_mm, axis=1)
        best = int(np.argmin(distance))
        return points[best], int(close[best]), float(distance[best])

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


def _sorted_into_cells(corners_mm: FloatArray) -> dict[tuple[int, ...], IntArray]:
    """List, for each box of space, the triangles whose bounding box meets it."""
    low = np.floor(corners_mm.min(axis=1) / CELL_MM).astype(np.int64)
    high = np.floor(corners_mm.max(axis=1) / CELL_MM).astype(np.int64)
    cells: list[IntArray] = []
    members: list[IntArray] = []
    reach = (high - low).max(axis=0) + 1
    for step in np.ndindex(*reach.tolist()):
        cell = low + np.array(step)
        meets = np.flatnonzero((cell <= high).all(axis=1))
        cells.append(cell[meets])
        members.append(meets)
    all_cells, all_members = np.concatenate(cells), np.concatenate(members)
    order = np.lexsort(all_cells.T)
    changes = np.flatnonzero((np.diff(all_cells[order], axis=0) != 0).any(axis=1)) + 1
    return {
        tuple(all_cells[group[0]].tolist()): all_members[group]
        for group in np.split(order, changes)
    }


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
