"""The skin as fibres feel it: smooth, connected, with shortest ways over it.

Knows vertices, normals and edges in mm. A point is brought onto the skin by weighing the planes and
the places of the vertices around it (moving least squares), which is smoother than the triangles
are. Must not know muscles or views.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from atlas.mesh import GROUP_SKIN, Surface, unit_rows

FloatArray = NDArray[np.float64]
ShortArray = NDArray[np.float32]
IntArray = NDArray[np.int64]

# The right half is left out but for a strip, so that the midline has skin on both sides.
BEYOND_MIDLINE_MM = 30.0
# A vertex counts for its surroundings by a Gaussian of this share of its neighbours' distance ...
REACH_PER_EDGE = 0.7
# ... but no narrower than this: what the figure can show.
SMALLEST_REACH_MM = 1.6
# Rounds of projection; the planes change little after the second.
ROUNDS = 3
# Vertices are looked for in the box of space a point is in and the 26 around it; on the trunk,
# where the mesh is widest, these hold some forty.
CELL_MM = 24.0
# Of these, what is farther from the box than so many of its own reaches, and than a point may be
# off the skin, has no weight to speak of.
COUNTED_REACHES, COUNTED_MM = 5.0, 12.0
# Where those are empty, so many boxes farther.
FARTHEST_RING = 6
# Skin that faces away counts this little (a cosine), but never nothing.
LEAST_AGREEMENT = 0.02


class Patch(NamedTuple):
    """The vertices around a box of space, with what every projection needs of them.

    In single precision: over a box that is far below what the figure can show.

    Attributes
    ----------
    vertices : (n,) int
    middle_mm : (3,) float, of the box; places are told from it, so that squares are small
    places, normals : (n, 3) float
    squared : (n,) float, squared length of each place
    along_normals : (n,) float, each place along its own normal
    falloff : (n,) float, what a squared distance is multiplied by in the weight's exponent
    """

    vertices: IntArray
    middle_mm: FloatArray
    places: ShortArray
    normals: ShortArray
    squared: ShortArray
    along_normals: ShortArray
    falloff: ShortArray


class SkinPaths:
    """The left half of the skin as a graph, for shortest ways, and as patches.

    Attributes
    ----------
    points_mm, normals : (n, 3) float, of the skin's vertices
    """

    def __init__(self, surface: Surface, is_exposed: NDArray[np.bool_]) -> None:
        kept = is_exposed & (surface.groups == GROUP_SKIN)
        # Measured on the neutral body, so that every body keeps the same skin.
        home = surface.points_mm if surface.home_mm is None else surface.home_mm
        kept &= home[surface.triangles, 0].min(axis=1) > -BEYOND_MIDLINE_MM
        self._is_kept = kept
        triangles = surface.triangles[kept]
        used, flat = np.unique(triangles, return_inverse=True)
        triangles = flat.reshape(-1, 3)
        self.points_mm = surface.points_mm[used]
        self.normals = surface.normals[used]
        ends = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
        ends = np.concatenate([ends, _across_edges(triangles, len(used))])
        ends = np.concatenate([ends, ends[:, ::-1]])
        order = np.lexsort((ends[:, 1], ends[:, 0]))
        ends = ends[order]
        ends = ends[np.concatenate([[True], (np.diff(ends, axis=0) != 0).any(axis=1)])]
        lengths = np.linalg.norm(self.points_mm[ends[:, 0]] - self.points_mm[ends[:, 1]], axis=1)
        counts = np.bincount(ends[:, 0], minlength=len(used))
        mean = np.bincount(ends[:, 0], lengths, minlength=len(used)) / np.maximum(counts, 1)
        self.reach_mm = np.maximum(REACH_PER_EDGE * mean, SMALLEST_REACH_MM)
        self._in_cell = _by_cell(self.points_mm)
        self._known: dict[tuple[int, int, int], Patch] = {}
        starts = np.concatenate([[0], np.cumsum(counts)]).tolist()
        others, spans = ends[:, 1].tolist(), lengths.tolist()
        self._links = [
            list(zip(others[low:high], spans[low:high], strict=True))
            for low, high in pairwise(starts)
        ]

    def of(self, other: Surface) -> SkinPaths:
        """Return the same skin on another body of the same mesh."""
        return SkinPaths(other, self._is_kept)

    def project(
        self, points_mm: FloatArray, normals: FloatArray, rounds: int = ROUNDS
    ) -> tuple[FloatArray, FloatArray]:
        """Bring points onto the skin.

        Parameters
        ----------
        points_mm : (..., 3) float, near the skin
        normals : (..., 3) float, the way the skin is expected to face there; skin that faces away
            (the other side of a limb, the next limb) does not count
        rounds : one is enough for points that are about to be moved again

        Returns
        -------
        points, normals : (..., 3) float each
        """
        shape = points_mm.shape
        points = points_mm.reshape(-1, 3).astype(np.float64)
        facing = unit_rows(normals.reshape(-1, 3))
        for _ in range(rounds):
            moved, turned = points.copy(), facing.copy()
            for rows, patch in self._patches(points):
                moved[rows], turned[rows] = _project_once(points[rows], facing[rows], patch)
            points, facing = moved, turned
        return points.reshape(shape), facing.reshape(shape)

    def blend(self, points_mm: FloatArray, normals: FloatArray, values: FloatArray) -> FloatArray:
        """Return what is known at vertices for points on the skin, smoothly.

        Parameters
        ----------
        points_mm, normals : (..., 3) float, as for `project`
        values : (n, k) float, one row for each vertex of the skin

        Returns
        -------
        (..., k) float
        """
        points, facing = points_mm.reshape(-1, 3), unit_rows(normals.reshape(-1, 3))
        found = np.empty((len(points), values.shape[1]))
        for rows, patch in self._patches(points):
            near = (points[rows] - patch.middle_mm).astype(np.float32)
            weight = _weights(near, facing[rows].astype(np.float32), patch)
            found[rows] = weight @ values[patch.vertices]
        return found.reshape(*points_mm.shape[:-1], values.shape[1])

    def _patches(self, points: FloatArray) -> Iterator[tuple[IntArray, Patch]]:
        """Sort points by the box of space they are in: their rows, and the skin around it."""
        cells = np.floor(points / CELL_MM).astype(np.int64)
        distinct, which = np.unique(cells, axis=0, return_inverse=True)
        for number, (x, y, z) in enumerate(distinct.tolist()):
            yield np.flatnonzero(which.ravel() == number), self._around(x, y, z)

    def _around(self, x: int, y: int, z: int) -> Patch:
        """Return the vertices in and around a box of space."""
        if (x, y, z) not in self._known:
            for ring in range(1, FARTHEST_RING + 1):
                reach = range(-ring, ring + 1)
                listed = [
                    self._in_cell[x + i, y + j, z + k]
                    for i in reach
                    for j in reach
                    for k in reach
                    if (x + i, y + j, z + k) in self._in_cell
                ]
                if listed:
                    self._known[x, y, z] = self._patch(x, y, z, np.concatenate(listed))
                    break
            else:
                raise ValueError("a fibre leaves the body by far")
        return self._known[x, y, z]

    def _patch(self, x: int, y: int, z: int, near: IntArray) -> Patch:
        middle = (np.array([x, y, z]) + 0.5) * CELL_MM
        outside = np.maximum(np.abs(self.points_mm[near] - middle) - 0.5 * CELL_MM, 0.0)
        counts = np.linalg.norm(outside, axis=1) <= np.maximum(
            COUNTED_REACHES * self.reach_mm[near], COUNTED_MM
        )
        near = near[counts] if counts.any() else near
        places, normals = self.points_mm[near] - middle, self.normals[near]
        return Patch(
            near,
            middle,
            *(
                array.astype(np.float32)
                for array in (
                    places,
                    normals,
                    (places**2).sum(axis=1),
                    (places * normals).sum(axis=1),
                    -0.5 / self.reach_mm[near] ** 2,
                )
            ),
        )

    def normal_near(self, point_mm: FloatArray) -> FloatArray:
        """Return the normal of the vertex nearest to a point, (3,)."""
        return np.asarray(self.normals[self._nearest(point_mm)])

    def _nearest(self, point_mm: FloatArray) -> int:
        return int(np.argmin(((self.points_mm - point_mm) ** 2).sum(axis=1)))

    def path(self, start_mm: FloatArray, end_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return a short way over the skin along edges, points and normals, (n, 3) mm each.

        Both ends are the given points themselves, with their nearest vertices' normals.

        Raises
        ------
        ValueError
            When the skin does not connect the two.
        """
        first, last = self._nearest(start_mm), self._nearest(end_mm)
        ahead = np.linalg.norm(self.points_mm - self.points_mm[last], axis=1).tolist()
        best: dict[int, float] = {first: 0.0}
        before: dict[int, int] = {}
        waiting = [(ahead[first], first)]
        done: set[int] = set()
        while waiting:
            _, here = heapq.heappop(waiting)
            if here == last:
                break
            if here in done:
                continue
            done.add(here)
            gone = best[here]
            for there, span in self._links[here]:
                way = gone + span
                if way < best.get(there, np.inf):
                    best[there], before[there] = way, here
                    heapq.heappush(waiting, (way + ahead[there], there))
        else:
            raise ValueError("the skin does not connect the two ends")
        chain = [last]
        while chain[-1] != first:
            chain.append(before[chain[-1]])
        chain.reverse()
        points = np.concatenate([start_mm[None], self.points_mm[chain], end_mm[None]])
        return points, self.normals[[first, *chain, last]]


def _weights(points: ShortArray, facing: ShortArray, patch: Patch) -> ShortArray:
    """Weigh the vertices of a patch for points told from its middle, (p, n); rows sum to 1."""
    # The square of a difference, multiplied out: one product of matrices instead of a cube.
    weight = points @ patch.places.T
    weight *= -2.0
    weight += patch.squared
    weight += (points**2).sum(axis=1)[:, None]
    weight *= patch.falloff
    # Far from the skin every weight would vanish: only their ratios count.
    weight -= weight.max(axis=1, keepdims=True)
    np.exp(weight, out=weight)
    agreement = facing @ patch.normals.T
    np.maximum(agreement, LEAST_AGREEMENT, out=agreement)
    weight *= agreement
    weight *= agreement
    weight /= weight.sum(axis=1, keepdims=True)
    return weight


def _project_once(
    points_mm: FloatArray, facing: FloatArray, patch: Patch
) -> tuple[FloatArray, FloatArray]:
    """Bring points nearer to the skin of a patch; the points, and the skin's normals there."""
    points = (points_mm - patch.middle_mm).astype(np.float32)
    weight = _weights(points, facing.astype(np.float32), patch)
    mean = weight @ patch.normals
    normal = unit_rows(mean.astype(np.float64))
    # Tangent planes lie outside a bulge, the vertices' mean inside: the truth is between.
    to_planes = (points * mean).sum(axis=1) - weight @ patch.along_normals
    to_middle = ((points - weight @ patch.places) * normal).sum(axis=1)
    return points_mm - (0.5 * (to_planes + to_middle))[:, None] * normal, normal


def _across_edges(triangles: IntArray, vertex_count: int) -> IntArray:
    """Pair the vertices that face each other across an edge.

    A quad is cut along one of its diagonals only; ways along the other would seem long.
    """
    ends = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    facing = np.concatenate([triangles[:, 2], triangles[:, 0], triangles[:, 1]])
    keys = ends.min(axis=1) * vertex_count + ends.max(axis=1)
    order = np.argsort(keys, kind="stable")
    shared = np.flatnonzero(np.diff(keys[order]) == 0)
    return np.stack([facing[order[shared]], facing[order[shared + 1]]], axis=1)


def _by_cell(points_mm: FloatArray) -> dict[tuple[int, ...], IntArray]:
    """List the points in each box of space."""
    cells = np.floor(points_mm / CELL_MM).astype(np.int64)
    order = np.lexsort(cells.T)
    changes = np.flatnonzero((np.diff(cells[order], axis=0) != 0).any(axis=1)) + 1
    return {tuple(cells[group[0]].tolist()): group for group in np.split(order, changes)}
