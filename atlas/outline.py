"""Find exactly where outlines lie between pixel centres: the ends of the mesh's own scan lines.

Takes projected triangles and a raster of them. Gives, for neighbouring pixels of which one sees a
nearer surface than the other, how far along the way between their centres the nearer one ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.raster import Raster

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Two neighbouring pixels farther apart than this see different surfaces: steeper than 80 degrees at
# half a millimetre per pixel.
JUMP_MM = 3.0
# A triangle's end is the nearer surface's when it is this much in front of what lies behind.
CLEARANCE_MM = 0.5


@dataclass(frozen=True)
class Outlines:
    """Outline positions between neighbouring pixels.

    Attributes
    ----------
    is_hard_right, is_hard_down : (h, w-1) and (h-1, w) bool, the two pixels see different surfaces
    share_right, share_down : same shapes, float32 in 0..1, where the nearer surface ends on the way
        from the left (upper) centre to the right (lower) one; 0.5 where nothing is known
    """

    is_hard_right: NDArray[np.bool_]
    is_hard_down: NDArray[np.bool_]
    share_right: NDArray[np.float32]
    share_down: NDArray[np.float32]


def find_outlines(
    points_px: FloatArray, depth_mm: FloatArray, triangles: IntArray, raster: Raster
) -> Outlines:
    """Find the outlines of a raster from the triangles it was made of.

    Parameters
    ----------
    points_px, depth_mm, triangles : as given to `raster.rasterise`
    raster : its result
    """
    hard_right, share_right = _along_rows(points_px, depth_mm, triangles, raster.depth_mm)
    swapped = points_px[:, ::-1]
    # Swapping x and y turns triangles over; their corners are reversed to face the viewer again.
    hard_down, share_down = _along_rows(swapped, depth_mm, triangles[:, ::-1], raster.depth_mm.T)
    return Outlines(hard_right, hard_down.T, share_right, share_down.T)


def _along_rows(
    points_px: FloatArray,
    depth_mm: FloatArray,
    triangles: IntArray,
    seen_mm: NDArray[np.float32],
) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    height, width = seen_mm.shape
    before, after = seen_mm[:, :-1], seen_mm[:, 1:]
    with np.errstate(invalid="ignore"):
        step = np.where(np.isinf(before) & np.isinf(after), 0.0, after - before)
    is_hard = np.abs(step) > JUMP_MM
    row, left_x, left_z, right_x, right_z = _spans(points_px, depth_mm, triangles, height)
    share = np.full((height, width - 1), np.nan, dtype=np.float32)
    # The nearer surface is on the left: its last span ends between the two centres.
    column = np.floor(right_x - 0.5).astype(np.int64)
    inside = (column >= 0) & (column < width - 1)
    r, c, x, z = row[inside], column[inside], right_x[inside], right_z[inside]
    counts = is_hard[r, c] & (step[r, c] > 0.0) & (z < seen_mm[r, c + 1] - CLEARANCE_MM)
    furthest = np.full((height, width - 1), -np.inf)
    np.maximum.at(furthest, (r[counts], c[counts]), x[counts] - (c[counts] + 0.5))
    share = np.where(np.isfinite(furthest), furthest, share)
    # ... or on the right: its first span starts between them.
    column = np.ceil(left_x - 0.5).astype(np.int64) - 1
    inside = (column >= 0) & (column < width - 1)
    r, c, x, z = row[inside], column[inside], left_x[inside], left_z[inside]
    counts = is_hard[r, c] & (step[r, c] < 0.0) & (z < seen_mm[r, c] - CLEARANCE_MM)
    nearest = np.full((height, width - 1), np.inf)
    np.minimum.at(nearest, (r[counts], c[counts]), x[counts] - (c[counts] + 0.5))
    share = np.where(np.isfinite(nearest), nearest, share)
    share = np.where(np.isnan(share), 0.5, np.clip(share, 0.0, 1.0))
    return is_hard, share.astype(np.float32)


def _spans(
    points_px: FloatArray, depth_mm: FloatArray, triangles: IntArray, height: int
) -> tuple[IntArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Cut each front triangle by the row centres it covers: row, and x and depth of both ends."""
    corner, depth = points_px[triangles], depth_mm[triangles]
    first, second = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]
    # With y down, a triangle that faces the viewer has a negative doubled area.
    faces = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0] < -1e-9
    corner, depth = corner[faces], depth[faces]
    low = np.clip(np.ceil(corner[..., 1].min(axis=1) - 0.5).astype(np.int64), 0, height)
    high = np.clip(np.floor(corner[..., 1].max(axis=1) - 0.5).astype(np.int64), -1, height - 1)
    count = np.maximum(high - low + 1, 0)
    which = np.repeat(np.arange(len(corner)), count)
    row = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + low[which]
    y = row + 0.5
    left_x, right_x = np.full(len(which), np.inf), np.full(len(which), -np.inf)
    left_z, right_z = np.zeros(len(which)), np.zeros(len(which))
    for k in range(3):
        a, b = corner[which, k], corner[which, (k + 1) % 3]
        za, zb = depth[which, k], depth[which, (k + 1) % 3]
        rise = b[:, 1] - a[:, 1]
        crosses = (np.minimum(a[:, 1], b[:, 1]) <= y) & (y <= np.maximum(a[:, 1], b[:, 1]))
        crosses &= rise != 0.0
        t = (y - a[:, 1]) / np.where(rise == 0.0, 1.0, rise)
        x, z = a[:, 0] + t * (b[:, 0] - a[:, 0]), za + t * (zb - za)
        lefter, righter = crosses & (x < left_x), crosses & (x > right_x)
        left_x[lefter], left_z[lefter] = x[lefter], z[lefter]
        right_x[righter], right_z[righter] = x[righter], z[righter]
    met = np.isfinite(left_x)
    return row[met], left_x[met], left_z[met], right_x[met], right_z[met]
