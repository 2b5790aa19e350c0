"""Tell the skin one can touch from the surfaces inside: mouth, nostrils, eye sockets.

Looks at the head from all around; what is seen from nowhere is inside. Takes a surface, gives a
mark per triangle. Must not know zones.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import PARTS
from atlas.mesh import Surface
from atlas.raster import rasterise
from atlas.regions import joined

BoolArray = NDArray[np.bool_]

# Fine enough for the fold behind an ear; a vertex counts as seen within this depth of what its
# pixel sees, which is more than a pixel's slant and less than a lip's thickness.
MM_PER_PX = 1.5
# Head and neck are looked at down to where they have this weight: below the end of the throat.
HEAD_SHARE = 0.3
# Triangles of the smallest patch that counts: an eyeball shows some hundred.
SMALLEST_PATCH = 60
SEEN_MM = 2.0


def directions() -> list[NDArray[np.float64]]:
    """Return viewing directions all around: the faces and corners of a cube."""
    faces = [sign * axis for axis in np.eye(3) for sign in (1.0, -1.0)]
    return faces + [np.array(axes) / 3.0**0.5 for axes in product((-1.0, 1.0), repeat=3)]


def exposed_triangles(surface: Surface) -> BoolArray:
    """Tell which triangles are skin one can touch, (m,) bool.

    Only head and neck have insides; everything else is exposed. A few inner vertices are seen
    through cracks of a pixel's width: what is seen but hangs together with nothing large stays
    inside.
    """
    seen = _seen_vertices(surface)
    found = np.asarray(seen[surface.triangles].sum(axis=1) >= 2)
    corners = surface.triangles[found]
    root = joined(len(seen), np.concatenate([corners[:, :2], corners[:, 1:]]))
    size = np.bincount(root[corners[:, 0]], minlength=len(seen))
    found[found] = size[root[corners[:, 0]]] >= SMALLEST_PATCH
    return found


def _seen_vertices(surface: Surface) -> BoolArray:
    """Tell which vertices are seen from some direction, (n,); all of them below the neck."""
    upper = surface.part_weights[:, [PARTS.index("head"), PARTS.index("neck")]].sum(axis=1)
    is_head = upper > HEAD_SHARE
    triangles = surface.triangles[is_head[surface.triangles].all(axis=1)]
    exposed = np.ones(len(surface.points_mm), dtype=bool)
    if not len(triangles):
        return exposed
    used, compact = np.unique(triangles, return_inverse=True)
    triangles = compact.reshape(-1, 3).astype(np.int64)
    points, normals = surface.points_mm[used], surface.normals[used]
    seen = np.zeros(len(used), dtype=bool)
    for forward in directions():
        helper = np.array([0.0, 0.0, 1.0]) if abs(forward[1]) > 0.9 else np.array([0.0, 1.0, 0.0])
        right = np.cross(forward, helper)
        right /= np.linalg.norm(right)
        flat = np.stack([points @ right, -(points @ np.cross(right, forward))], axis=1)
        flat = (flat - flat.min(axis=0)) / MM_PER_PX + 2.0
        depth = points @ forward
        width, height = (np.ceil(flat.max(axis=0)).astype(np.int64) + 2).tolist()
        # Back faces count too: through the open neck nothing of the inside may be seen.
        raster = rasterise(flat, depth, triangles, (height, width), cull_back=False)
        column, row = np.floor(flat).astype(np.int64).T
        seen |= (normals @ forward < 0.0) & (depth <= raster.depth_mm[row, column] + SEEN_MM)
    exposed[used] = seen
    return exposed
