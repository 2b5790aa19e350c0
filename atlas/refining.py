"""Round a mesh off where it is seen large: every triangle in four, edges bowed by the normals.

After A. Vlachos and others, "Curved PN triangles" (2001): the middle of an edge is where a cubic
with the vertices' tangent planes at its ends passes. Takes and gives surfaces. Must not know views.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from atlas.mesh import Surface, unit_rows

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def refined(surface: Surface, chosen: NDArray[np.bool_]) -> Surface:
    """Split some triangles of a surface in four.

    Open edges stay straight, so that a cap keeps meeting the rim it closes. Where a split triangle
    borders on one that is not, a hairline may open: choose more than is looked at.

    Parameters
    ----------
    chosen : (m,) bool, the triangles to split
    """
    corners = surface.triangles[chosen]
    following = np.roll(corners, -1, axis=1)
    pairs = np.sort(np.stack([corners, following], axis=-1).reshape(-1, 2), axis=1)
    edges, middle, uses = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
    a, b = edges[:, 0], edges[:, 1]
    points, normals = surface.points_mm, surface.normals
    way = points[b] - points[a]
    bow = (way * normals[a]).sum(axis=1)[:, None] * normals[a]
    bow -= (way * normals[b]).sum(axis=1)[:, None] * normals[b]
    bow[uses < 2] = 0.0
    base = len(points)
    ab, bc, ca = (base + middle.reshape(-1, 3)).T
    one, two, three = corners.T
    quarters = np.stack(
        [
            np.stack([one, ab, ca], axis=1),
            np.stack([ab, two, bc], axis=1),
            np.stack([ca, bc, three], axis=1),
            np.stack([ab, bc, ca], axis=1),
        ],
        axis=1,
    ).reshape(-1, 3)

    def halfway(values: FloatArray) -> FloatArray:
        return np.concatenate([values, (values[a] + values[b]) / 2.0])

    home = surface.home_mm
    return Surface(
        np.concatenate([points, (points[a] + points[b]) / 2.0 - bow / 8.0]),
        unit_rows(halfway(normals)),
        np.concatenate([surface.triangles[~chosen], quarters]),
        np.concatenate([surface.groups[~chosen], np.repeat(surface.groups[chosen], 4)]),
        halfway(surface.part_weights),
        None if home is None else halfway(home),
    )
