"""A fine triangulation of the left half of the skin, on which zones are measured.

Takes a surface in mm. Must not know zones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.mesh import GROUP_CAP, GROUP_EYE, Surface

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Edges are halved until none is longer: finer than the smallest zone's width by far.
LONGEST_EDGE_MM = 4.0


@dataclass(frozen=True)
class FineMesh:
    """A fine triangulation of the left half of a surface.

    Attributes
    ----------
    points_mm : (n, 3); part_weights : (n, p) float32; triangles : (m, 3)
    is_eye : (n,) bool, vertices of the eyeball, which hangs together with nothing
    """

    points_mm: FloatArray
    part_weights: NDArray[np.float32]
    triangles: IntArray
    is_eye: NDArray[np.bool_]


def fine_left_half(
    surface: Surface, is_exposed: NDArray[np.bool_], longest_mm: float = LONGEST_EDGE_MM
) -> FineMesh:
    """Split the touchable triangles of the left half until no edge is longer than a length."""
    on_left = surface.points_mm[surface.triangles][..., 0].max(axis=1) > 0.0
    triangles = surface.triangles[on_left & is_exposed & (surface.groups != GROUP_CAP)]
    used, compact = np.unique(triangles, return_inverse=True)
    is_eye = np.zeros(len(surface.points_mm))
    is_eye[surface.triangles[surface.groups == GROUP_EYE]] = 1.0
    points = surface.points_mm[used]
    # The eye rides along as one more weight while edges are halved.
    weights = np.column_stack([surface.part_weights[used], is_eye[used]])
    triangles = compact.reshape(-1, 3).astype(np.int64)
    while True:
        points, weights, finer = _halved(points, weights, triangles, longest_mm)
        if len(finer) == len(triangles):
            parts = weights[:, :-1].astype(np.float32)
            return FineMesh(points, parts, finer, weights[:, -1] > 0.5)
        triangles = finer


def _halved(
    points: FloatArray, weights: FloatArray, triangles: IntArray, longest_mm: float
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Cut every triangle with an edge that is too long across the middle of its longest edge.

    An edge is cut for both triangles beside it, so no gaps open: a triangle whose longest edge is
    fine but that has a cut edge is cut there too.
    """
    sides = np.sort(np.stack([triangles, np.roll(triangles, -1, axis=1)], axis=-1), axis=2)
    keys = sides[..., 0] * len(points) + sides[..., 1]
    lengths = np.linalg.norm(points[sides[..., 0]] - points[sides[..., 1]], axis=2)
    longest = np.argmax(lengths, axis=1)
    rows = np.arange(len(triangles))
    wanted = np.unique(keys[rows, longest][lengths[rows, longest] > longest_mm])
    if not len(wanted):
        return points, weights, triangles
    is_cut = np.isin(keys, wanted)
    # Each triangle is cut once a round, at the longest of its cut edges.
    side = np.argmax(np.where(is_cut, lengths, -1.0), axis=1)
    cut = np.asarray(is_cut.any(axis=1))
    # An edge must be cut in both its triangles or in none.
    chosen = keys[rows, side]
    agreed = _agreed(keys, chosen, cut)
    cut &= np.isin(chosen, agreed)
    number = np.searchsorted(agreed, chosen)
    ends = np.stack([agreed // len(points), agreed % len(points)], axis=1)
    middle = len(points) + number[cut]
    a, b, c = (
        np.take_along_axis(triangles[cut], ((side[cut] + k) % 3)[:, None], 1)[:, 0]
        for k in range(3)
    )
    found = np.concatenate(
        [triangles[~cut], np.stack([a, middle, c], axis=1), np.stack([middle, b, c], axis=1)]
    )
    return (
        np.concatenate([points, points[ends].mean(axis=1)]),
        np.concatenate([weights, weights[ends].mean(axis=1)]),
        found,
    )


def _agreed(keys: IntArray, chosen: IntArray, cut: NDArray[np.bool_]) -> IntArray:
    """Return the edges that all triangles beside them have chosen to cut, sorted."""
    picked, votes = np.unique(chosen[cut], return_counts=True)
    edges, beside = np.unique(keys, return_counts=True)
    return np.asarray(picked[votes == beside[np.searchsorted(edges, picked)]])


def triangle_areas(corners: FloatArray) -> FloatArray:
    """Return the areas of triangles, (m, 3, 3) to (m,)."""
    one, two = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    # Written out: `np.cross` costs more than the product for the few triangles it is asked for.
    x = one[:, 1] * two[:, 2] - one[:, 2] * two[:, 1]
    y = one[:, 2] * two[:, 0] - one[:, 0] * two[:, 2]
    z = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
    return np.asarray(np.sqrt(x * x + y * y + z * z) / 2.0)
