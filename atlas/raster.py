"""Rasterise a triangle mesh: which triangle each pixel sees, and where on it.

Takes points already projected to a picture (see `frames`). Gives, per pixel, triangle and
barycentric coordinates, from which anything known at vertices is interpolated. Must not know
anatomy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Depth is compared in steps of this size; far below what a picture shows, far above float noise.
DEPTH_STEP_MM = 1e-4
# Room for the triangle number in the packed depth key: one million triangles.
TRIANGLE_BITS = 20
# Pixels handled at once: keeps temporary arrays to some tens of megabytes.
CHUNK_PIXELS = 2_000_000


@dataclass(frozen=True)
class Raster:
    """What each pixel sees.

    Attributes
    ----------
    triangle : (h, w) int32, index of the nearest triangle, -1 where there is none
    barycentric : (h, w, 3) float32, shares of the triangle's corners, zero where there is none
    depth_mm : (h, w) float32, distance along the view axis, infinite where there is none
    """

    triangle: NDArray[np.int32]
    barycentric: NDArray[np.float32]
    depth_mm: NDArray[np.float32]

    @property
    def is_hit(self) -> NDArray[np.bool_]:
        """Tell where the mesh is seen, (h, w)."""
        return np.asarray(self.triangle >= 0)

    def interpolate(self, triangles: IntArray, values: FloatArray) -> NDArray[np.float32]:
        """Interpolate values known at vertices, (n, k), to pixels, (h, w, k); zero off the mesh."""
        found = np.zeros((*self.triangle.shape, values.shape[1]), dtype=np.float32)
        hit = self.is_hit
        corners = triangles[self.triangle[hit]]
        shares = self.barycentric[hit]
        total = np.zeros((len(corners), values.shape[1]), dtype=np.float32)
        for corner in range(3):
            total += shares[:, corner, None] * values[corners[:, corner]].astype(np.float32)
        found[hit] = total
        return found

    def flipped(self) -> Raster:
        """Mirror the picture left to right; triangle numbers stay those of the unmirrored mesh."""
        return Raster(self.triangle[:, ::-1], self.barycentric[:, ::-1], self.depth_mm[:, ::-1])

    def spliced(self, other: Raster, columns: NDArray[np.bool_]) -> Raster:
        """Take some columns, (w,) bool, from another raster of the same size."""
        wide = columns[None, :]
        return Raster(
            np.where(wide, other.triangle, self.triangle),
            np.where(wide[..., None], other.barycentric, self.barycentric),
            np.where(wide, other.depth_mm, self.depth_mm),
        )


def _edge(a: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return coefficients of the edge function through a and b: value = p*x + q*y + r."""
    p = a[:, 1] - b[:, 1]
    q = b[:, 0] - a[:, 0]
    r = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return p, q, r


def rasterise(
    points_px: FloatArray,
    depth_mm: FloatArray,
    triangles: IntArray,
    size_px: tuple[int, int],
    *,
    cull_back: bool = True,
) -> Raster:
    """Find the nearest triangle at each pixel centre.

    Parameters
    ----------
    points_px : (n, 2) float, x right, y down; pixel (row i, column j) is centred at (j+.5, i+.5)
    depth_mm : (n,) float, smaller is nearer
    triangles : (m, 3) int, counter-clockwise seen from outside
    size_px : height, width
    cull_back : leave out triangles that face away; right for closed meshes

    Raises
    ------
    ValueError
        When the mesh has more triangles than the depth key can number.
    """
    height, width = size_px
    if len(triangles) >= 1 << TRIANGLE_BITS:
        raise ValueError(f"{len(triangles)} triangles do not fit the depth key")
    corner = points_px[triangles]
    depth = depth_mm[triangles]
    p, q, r = (np.empty((3, len(triangles))) for _ in range(3))
    for k in range(3):
        p[k], q[k], r[k] = _edge(corner[:, (k + 1) % 3], corner[:, (k + 2) % 3])
    doubled_area = r.sum(axis=0)
    # With y down, a counter-clockwise triangle seen from outside has a negative doubled area.
    usable = doubled_area < -1e-9 if cull_back else np.abs(doubled_area) > 1e-9
    low = np.floor(corner.min(axis=1) - 0.5).astype(np.int64)
    high = np.ceil(corner.max(axis=1) - 0.5).astype(np.int64)
    low = np.maximum(low, 0)
    high = np.minimum(high, np.array([width, height]) - 1)
    span = high - low + 1
    usable &= (span > 0).all(axis=1)
    near = float(depth[usable].min(initial=0.0))
    empty = np.iinfo(np.int64).max
    keys = np.full(height * width, empty, dtype=np.int64)
    safe_area = np.where(doubled_area == 0.0, 1.0, doubled_area)
    # Depth is linear over the picture, so it has edge-function coefficients of its own.
    z_coefficients = [(coefficient.T * depth).sum(axis=1) / safe_area for coefficient in (p, q, r)]
    class_of = np.ceil(np.log2(np.maximum(span, 1))).astype(np.int64)
    for box_class in sorted({tuple(c) for c in class_of[usable].tolist()}):
        box_width, box_height = 1 << box_class[0], 1 << box_class[1]
        members = np.flatnonzero(usable & (class_of == np.array(box_class)).all(axis=1))
        per_chunk = max(1, CHUNK_PIXELS // (box_width * box_height))
        for start in range(0, len(members), per_chunk):
            chosen = members[start : start + per_chunk]
            column = low[chosen, 0, None] + np.arange(box_width)
            row = low[chosen, 1, None] + np.arange(box_height)
            x = column[:, None, :] + 0.5
            y = row[:, :, None] + 0.5
            inside = (column[:, None, :] < width) & (row[:, :, None] < height)
            sign = np.sign(doubled_area[chosen])[:, None, None]
            for k in range(3):
                value = (
                    p[k, chosen, None, None] * x
                    + q[k, chosen, None, None] * y
                    + r[k, chosen, None, None]
                )
                inside &= value * sign >= 0.0
            which, dy, dx = np.nonzero(inside)
            triangle = chosen[which]
            px, py = column[which, dx], row[which, dy]
            z = (
                z_coefficients[0][triangle] * (px + 0.5)
                + z_coefficients[1][triangle] * (py + 0.5)
                + z_coefficients[2][triangle]
            )
            key = np.round((z - near) / DEPTH_STEP_MM).astype(np.int64) << TRIANGLE_BITS
            np.minimum.at(keys, py * width + px, key | triangle)
    hit = np.flatnonzero(keys != empty)
    winner = keys[hit] & ((1 << TRIANGLE_BITS) - 1)
    x, y = hit % width + 0.5, hit // width + 0.5
    shares = np.stack(
        [(p[k, winner] * x + q[k, winner] * y + r[k, winner]) for k in range(3)], axis=1
    )
    shares /= doubled_area[winner, None]
    triangle_out = np.full(height * width, -1, dtype=np.int32)
    triangle_out[hit] = winner
    barycentric = np.zeros((height * width, 3), dtype=np.float32)
    barycentric[hit] = shares
    depth_out = np.full(height * width, np.inf, dtype=np.float32)
    depth_out[hit] = (shares * depth[winner]).sum(axis=1)
    return Raster(
        triangle_out.reshape(height, width),
        barycentric.reshape(height, width, 3),
        depth_out.reshape(height, width),
    )
