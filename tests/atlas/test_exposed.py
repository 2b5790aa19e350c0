from __future__ import annotations

import numpy as np

from atlas.descriptors import PARTS
from atlas.exposed import exposed_triangles
from atlas.mesh import Subdivision, Surface, triangulate, vertex_normals
from tests.atlas.toys import CUBE_QUADS, box


def hollow_head(part: str) -> Surface:
    """A box of 100 mm with a closed hollow of 40 mm inside, its faces turned inward."""
    step = Subdivision.of(CUBE_QUADS, 8)
    again = Subdivision.of(step.child_quads(), 26)
    shell = again.linear(step.linear(box((0.0, 0.0, 0.0), (50.0, 50.0, 50.0))))
    hollow = again.linear(step.linear(box((0.0, 0.0, 0.0), (20.0, 20.0, 20.0))))
    triangles = triangulate(again.child_quads())
    points = np.concatenate([shell, hollow])
    faces = np.concatenate([triangles, triangles[:, ::-1] + len(shell)])
    weights = np.zeros((len(points), len(PARTS)))
    weights[:, PARTS.index(part)] = 1.0
    normals = vertex_normals(points, faces)
    return Surface(points, normals, faces, np.zeros(len(faces), dtype=np.uint8), weights)


def test_what_is_inside_the_head_is_not_skin() -> None:
    surface = hollow_head("head")
    half = len(surface.triangles) // 2
    found = exposed_triangles(surface)
    assert found[:half].all()
    assert not found[half:].any()


def test_elsewhere_everything_counts_as_skin() -> None:
    assert exposed_triangles(hollow_head("thigh")).all()
