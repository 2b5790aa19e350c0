"""Surface meshes: subdivision, normals, smoothing, mirror pairs.

Knows meshes as arrays in millimetres, any frame. Must not know poses, views, files or anatomy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

GROUP_SKIN = 0
GROUP_EYE = 1
GROUP_CAP = 2


@dataclass(frozen=True)
class Surface:
    """A triangle mesh with what is known at its vertices.

    Attributes
    ----------
    points_mm : (n, 3) float
    normals : (n, 3) float, unit length, outward
    triangles : (m, 3) int, counter-clockwise seen from outside
    groups : (m,) uint8, `GROUP_SKIN`, `GROUP_EYE` or `GROUP_CAP` (a cut closed by a smooth cap)
    part_weights : (n, p) float, rows sum to one; columns in the order of `descriptors.PARTS`
    home_mm : (n, 3) float, where each vertex is on the neutral body, on which everything is
        authored; None when this is the neutral body
    """

    points_mm: FloatArray
    normals: FloatArray
    triangles: IntArray
    groups: NDArray[np.uint8]
    part_weights: FloatArray
    home_mm: FloatArray | None = None


def quad_edges(quads: IntArray) -> tuple[IntArray, IntArray]:
    """List the undirected edges of a quad mesh.

    Returns
    -------
    edges : (e, 2) int, smaller index first, sorted
    edge_of_side : (m, 4) int, the edge between corner k and k+1 of each quad
    """
    sides = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    edges, inverse = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True)
    return edges.astype(np.int64), inverse.reshape(-1, 4).astype(np.int64)


@dataclass(frozen=True)
class Subdivision:
    """One Catmull-Clark step over a closed quad mesh, ready to apply to any vertex values.

    New vertices come in the order: old vertices, edge points, face points.
    """

    quads: IntArray
    edges: IntArray
    edge_of_side: IntArray
    vertex_count: int

    @classmethod
    def of(cls, quads: IntArray, vertex_count: int) -> Subdivision:
        """Prepare the step.

        Raises
        ------
        ValueError
            When the mesh is not closed, or a vertex belongs to no quad.
        """
        edges, edge_of_side = quad_edges(quads)
        if (np.bincount(edge_of_side.ravel(), minlength=len(edges)) != 2).any():
            raise ValueError("the mesh is not closed: some edge has not exactly two faces")
        if (np.bincount(quads.ravel(), minlength=vertex_count) == 0).any():
            raise ValueError("some vertex belongs to no face")
        return cls(quads, edges, edge_of_side, vertex_count)

    def smooth(self, values: FloatArray) -> FloatArray:
        """Apply the Catmull-Clark rules: (n, k) values to (n + e + m, k) values."""
        faces = values[self.quads].mean(axis=1)
        face_sum = np.zeros((len(self.edges), values.shape[1]))
        np.add.at(face_sum, self.edge_of_side.ravel(), np.repeat(faces, 4, axis=0))
        ends = values[self.edges].sum(axis=1)
        edge_points = (ends + face_sum) / 4.0
        valence = np.bincount(self.quads.ravel(), minlength=self.vertex_count)[:, None]
        face_mean = np.zeros_like(values)
        np.add.at(face_mean, self.quads.ravel(), np.repeat(faces, 4, axis=0))
        edge_mean = np.zeros_like(values)
        middles = ends / 2.0
        np.add.at(edge_mean, self.edges[:, 0], middles)
        np.add.at(edge_mean, self.edges[:, 1], middles)
        old = (face_mean / valence + 2.0 * edge_mean / valence + (valence - 3) * values) / valence
        return np.concatenate([old, edge_points, faces])

    def linear(self, values: FloatArray) -> FloatArray:
        """Interpolate values linearly at the new vertices (for weights)."""
        edge_values = values[self.edges].mean(axis=1)
        return np.concatenate([values, edge_values, values[self.quads].mean(axis=1)])

    def child_quads(self) -> IntArray:
        """Return the (4 m, 4) quads after the step: corner, edge point, face point, edge point."""
        edge_base = self.vertex_count
        face_points = edge_base + len(self.edges) + np.arange(len(self.quads))
        children = [
            np.stack(
                [
                    self.quads[:, corner],
                    edge_base + self.edge_of_side[:, corner],
                    face_points,
                    edge_base + self.edge_of_side[:, corner - 1],
                ],
                axis=1,
            )
            for corner in range(4)
        ]
        return np.stack(children, axis=1).reshape(-1, 4)

    def child_mirror(self, mirror: IntArray) -> IntArray:
        """Carry a mirror pairing of the old vertices over to the new ones.

        Raises
        ------
        ValueError
            When the faces are not mirror images of each other.
        """
        edge_at = {tuple(edge): index for index, edge in enumerate(self.edges.tolist())}
        face_at = {tuple(sorted(quad)): index for index, quad in enumerate(self.quads.tolist())}
        try:
            edges = [edge_at[tuple(sorted(e))] for e in mirror[self.edges].tolist()]
            faces = [face_at[tuple(sorted(q))] for q in mirror[self.quads].tolist()]
        except KeyError as error:
            raise ValueError(f"the mirror image of a face is missing: {error}") from error
        base = self.vertex_count
        return np.concatenate(
            [mirror, base + np.array(edges), base + len(self.edges) + np.array(faces)]
        ).astype(np.int64)


def triangulate(child_quads: IntArray) -> IntArray:
    """Split quads along the diagonal from corner 0 to corner 2.

    After a subdivision that diagonal runs from an old vertex to a face point, so mirrored quads
    are split along mirrored diagonals.
    """
    return np.stack([child_quads[:, [0, 1, 2]], child_quads[:, [0, 2, 3]]], axis=1).reshape(-1, 3)


def unit_rows(vectors: FloatArray) -> FloatArray:
    """Scale each row to length one; rows of zeros stay zero."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12))


def vertex_normals(points_mm: FloatArray, triangles: IntArray) -> FloatArray:
    """Return unit normals, the mean of face normals weighted by corner angle; (n, 3)."""
    corners = points_mm[triangles]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    face /= np.maximum(np.linalg.norm(face, axis=1, keepdims=True), 1e-12)
    normals = np.zeros_like(points_mm)
    for corner in range(3):
        first = corners[:, (corner + 1) % 3] - corners[:, corner]
        second = corners[:, (corner + 2) % 3] - corners[:, corner]
        cosine = (first * second).sum(axis=1) / np.maximum(
            np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1), 1e-12
        )
        angle = np.arccos(np.clip(cosine, -1.0, 1.0))
        np.add.at(normals, triangles[:, corner], face * angle[:, None])
    return unit_rows(normals)


def smooth_spot(
    points_mm: FloatArray, normals: FloatArray, centre_mm: FloatArray, radius_mm: float
) -> FloatArray:
    """Replace a spot of a surface by the cubic that continues the ring around it.

    Heights over the spot's mean plane are fitted by a cubic in the two plane coordinates, on the
    ring between one and two radii; inside, heights fade from the surface's own to the fitted ones.

    Parameters
    ----------
    points_mm : (n, 3) float; points far from the centre are returned unchanged
    normals : (n, 3) float, unit; points facing away from the spot's mean normal are left alone

    Raises
    ------
    ValueError
        When the ring has too few points for a cubic.
    """
    offset = points_mm - centre_mm
    distance = np.linalg.norm(offset, axis=1)
    near = distance < 2.0 * radius_mm
    normal = normals[near].sum(axis=0)
    normal /= np.linalg.norm(normal)
    near &= normals @ normal > 0.0
    first = np.cross(normal, np.eye(3)[np.argmin(np.abs(normal))])
    first /= np.linalg.norm(first)
    u, v = offset @ first / radius_mm, offset @ np.cross(normal, first) / radius_mm
    powers = [(i, j) for i in range(4) for j in range(4 - i)]
    terms = np.stack([u**i * v**j for i, j in powers], axis=1)
    ring = near & (distance > radius_mm)
    # A few more points than unknowns, or the cubic would run through noise.
    if ring.sum() < len(powers) + 4:
        raise ValueError(f"only {ring.sum()} points around the spot at {centre_mm.round(1)}")
    height = offset @ normal
    fitted, *_ = np.linalg.lstsq(terms[ring], height[ring], rcond=None)
    # Full effect up to half the radius, none beyond it and a quarter, smoothly between.
    ramp = np.clip((1.25 * radius_mm - distance) / (0.75 * radius_mm), 0.0, 1.0)
    share = np.where(near, ramp * ramp * (3.0 - 2.0 * ramp), 0.0)
    return np.asarray(points_mm + (share * (terms @ fitted - height))[:, None] * normal)
