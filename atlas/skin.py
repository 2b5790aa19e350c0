"""The touchable skin of the left half, prepared for questions about its nearest points.

Takes a surface in mm. Must not know seeds or zones.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import PARTS
from atlas.mesh import GROUP_CAP, Surface
from atlas.surface import nearest_on_triangles

FloatArray = NDArray[np.float64]

# Cells of the triangle index, and how many rings of them are searched before giving up.
CELL_MM = 12.0
SEARCH_RINGS = 6
# A part owns a triangle for laying seeds when its share there is at least this.
SNAP_SHARE = 0.15


class SkinIndex:
    """Finds the nearest points of the left half of a surface's touchable skin quickly."""

    def __init__(self, surface: Surface, is_exposed: NDArray[np.bool_]) -> None:
        corners = surface.points_mm[surface.triangles]
        kept = (corners[..., 0].max(axis=1) > 0.0) & (surface.groups != GROUP_CAP)
        kept &= is_exposed
        self.corners_mm = corners[kept]
        self.parts = surface.part_weights[surface.triangles[kept]].mean(axis=1)
        normals = surface.normals[surface.triangles[kept]].sum(axis=1)
        self.normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        self._cells = _cells_of(self.corners_mm)

    def nearest(
        self, points_mm: FloatArray, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[FloatArray, FloatArray]:
        """Return the nearest surface points of points and the normals there, (n, 3) each.

        Raises
        ------
        ValueError
            When no allowed triangle is within reach of some point.
        """
        found, normals = np.empty_like(points_mm), np.empty_like(points_mm)
        open_rows = np.arange(len(points_mm))
        for ring in (1, 2, SEARCH_RINGS):
            rows, triangles = self._pairs(points_mm, open_rows, ring, allowed)
            if len(rows):
                places = nearest_on_triangles(points_mm[rows], self.corners_mm[triangles])
                distances = np.linalg.norm(places - points_mm[rows], axis=1)
                order = np.lexsort((triangles, distances, rows))
                best = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
                # Cells beyond the searched rings are at least this far away.
                best = best[distances[best] <= ring * CELL_MM]
                found[rows[best]], normals[rows[best]] = places[best], self.normals[triangles[best]]
                open_rows = np.setdiff1d(open_rows, rows[best])
            if not len(open_rows):
                return found, normals
        raise ValueError(f"no allowed surface within {SEARCH_RINGS * CELL_MM:.0f} mm")

    def _pairs(
        self,
        points_mm: FloatArray,
        rows: NDArray[np.int64],
        ring: int,
        allowed: NDArray[np.bool_] | None,
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return pairs of a point and a triangle of the cells around it; points share cells."""
        cells = np.floor(points_mm[rows] / CELL_MM).astype(np.int64)
        distinct, which = np.unique(cells, axis=0, return_inverse=True)
        reach = range(-ring, ring + 1)
        pairs: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        for number, (x, y, z) in enumerate(distinct.tolist()):
            listed = [
                self._cells[x + i, y + j, z + k]
                for i in reach
                for j in reach
                for k in reach
                if (x + i, y + j, z + k) in self._cells
            ]
            if not listed:
                continue
            near = np.unique(np.concatenate(listed))
            if allowed is not None:
                near = near[allowed[near]]
            members = rows[which.ravel() == number]
            pairs.append((np.repeat(members, len(near)), np.tile(near, len(members))))
        if not pairs:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        return np.concatenate([a for a, _ in pairs]), np.concatenate([b for _, b in pairs])

    def allowed(self, parts: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which triangles some of the parts own, (m,) bool."""
        columns = [PARTS.index(part) for part in parts]
        return np.asarray(self.parts[:, columns].sum(axis=1) >= SNAP_SHARE)


def _cells_of(corners_mm: FloatArray) -> dict[tuple[int, int, int], NDArray[np.int64]]:
    """Sort triangles into the cells their boxes touch."""
    low = np.floor(corners_mm.min(axis=1) / CELL_MM).astype(np.int64)
    high = np.floor(corners_mm.max(axis=1) / CELL_MM).astype(np.int64)
    cells: dict[tuple[int, int, int], list[int]] = {}
    for triangle, (a, b) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        for x in range(a[0], b[0] + 1):
            for y in range(a[1], b[1] + 1):
                for z in range(a[2], b[2] + 1):
                    cells.setdefault((x, y, z), []).append(triangle)
    return {cell: np.array(members, dtype=np.int64) for cell, members in cells.items()}
