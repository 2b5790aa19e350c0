from __future__ import annotations

import numpy as np
import pytest

from atlas.basemesh import symmetrise
from atlas.mesh import Subdivision, quad_edges, smooth_spot, triangulate, vertex_normals
from tests.atlas.toys import CUBE_MIRROR, CUBE_POINTS, CUBE_QUADS


def test_a_cube_has_twelve_edges_with_two_faces_each() -> None:
    edges, edge_of_side = quad_edges(CUBE_QUADS)
    assert len(edges) == 12
    assert (np.bincount(edge_of_side.ravel()) == 2).all()


def test_subdividing_a_cube_follows_the_catmull_clark_rules() -> None:
    """Corner: (Q + 2R) / 3 with Q the mean face point 1/3, R the mean edge middle 2/3: 5/9."""
    smooth = Subdivision.of(CUBE_QUADS, 8).smooth(CUBE_POINTS)
    assert smooth.shape == (8 + 12 + 6, 3)
    assert np.allclose(smooth[:8], CUBE_POINTS * 5.0 / 9.0)
    # Edge point: mean of both ends and both face points, e.g. (0, 1, 1) becomes (0, 3/4, 3/4).
    assert np.allclose(np.sort(np.abs(smooth[8:20]), axis=1), [0.0, 0.75, 0.75])
    assert np.allclose(np.abs(smooth[20:]).sum(axis=1), 1.0)


def test_linear_subdivision_keeps_weights_summing_to_one() -> None:
    weights = np.random.default_rng(1).random((8, 3))
    weights /= weights.sum(axis=1, keepdims=True)
    assert np.allclose(Subdivision.of(CUBE_QUADS, 8).linear(weights).sum(axis=1), 1.0)


def test_an_open_mesh_is_refused() -> None:
    with pytest.raises(ValueError, match="not closed"):
        Subdivision.of(CUBE_QUADS[:5], 8)


def test_a_mirrored_mesh_stays_exactly_symmetric_through_subdivision() -> None:
    lopsided = CUBE_POINTS * [1.0, 0.7, 1.3] + np.random.default_rng(2).random((8, 3)) * 0.1
    points = symmetrise(lopsided, CUBE_MIRROR)
    step = Subdivision.of(CUBE_QUADS, 8)
    mirror = step.child_mirror(CUBE_MIRROR)
    smooth = symmetrise(step.smooth(points), mirror)
    flip = np.array([-1.0, 1.0, 1.0])
    assert np.array_equal(smooth[mirror] * flip, smooth)
    faces = {frozenset(t) for t in triangulate(step.child_quads()).tolist()}
    assert {frozenset(mirror[list(face)].tolist()) for face in faces} == faces


def test_mirroring_names_a_missing_face() -> None:
    step = Subdivision.of(CUBE_QUADS, 8)
    with pytest.raises(ValueError, match="mirror image of a face is missing"):
        step.child_mirror(np.array([7, 1, 2, 3, 4, 5, 6, 0]))


def test_normals_of_a_cube_point_outward_along_its_diagonals() -> None:
    step = Subdivision.of(CUBE_QUADS, 8)
    points = step.linear(CUBE_POINTS)
    normals = vertex_normals(points, triangulate(step.child_quads()))
    assert np.allclose(np.linalg.norm(normals, axis=1), 1.0)
    assert ((normals * points).sum(axis=1) > 0.9).all()


def test_a_spike_is_replaced_by_the_surface_around_it() -> None:
    x, y = (
        grid.ravel() for grid in np.meshgrid(np.linspace(-40, 40, 41), np.linspace(-40, 40, 41))
    )
    bowl = 0.01 * (x**2 + y**2)
    spiked = bowl + 5.0 * np.exp(-(x**2 + y**2) / 20.0)
    normals = np.tile([0.0, 0.0, 1.0], (len(x), 1))
    points = np.stack([x, y, spiked], axis=1)
    centre = points[np.argmax(spiked - bowl)]
    smoothed = smooth_spot(points, normals, centre, 16.0)
    assert np.abs(smoothed[:, 2] - bowl).max() < 0.2
    far = np.hypot(x, y) > 32.0
    assert np.array_equal(smoothed[far], points[far])
