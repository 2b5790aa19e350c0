"""Toy bodies in the atlas's frame (mm, x to the left): a cube, a trunk with two straight arms."""

from __future__ import annotations

import numpy as np

from atlas.body import Body
from atlas.descriptors import PARTS
from atlas.mesh import FloatArray, IntArray, Subdivision, Surface, triangulate, vertex_normals
from atlas.pose import Joints

CUBE_POINTS = np.array([[x, y, z] for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])
# Counter-clockwise seen from outside.
CUBE_QUADS = np.array(
    [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
)
# The partner of each corner on the other side of x = 0.
CUBE_MIRROR = np.array([4, 5, 6, 7, 0, 1, 2, 3])


def box(centre: tuple[float, float, float], half: tuple[float, float, float]) -> FloatArray:
    """Return the eight corners of a box, to go with `CUBE_QUADS`."""
    return CUBE_POINTS * np.array(half) + np.array(centre)


def fine_box(
    centre: tuple[float, float, float], half: tuple[float, float, float]
) -> tuple[FloatArray, IntArray]:
    """Return a box's points and triangles, each face split in eight, its shape unchanged."""
    step = Subdivision.of(CUBE_QUADS, 8)
    return step.linear(box(centre, half)), triangulate(step.child_quads())


def boxes_surface(
    boxes: list[tuple[tuple[float, float, float], tuple[float, float, float], str]],
) -> Surface:
    """Return one surface of several boxes: centre, half size and body part of each."""
    points, triangles, parts = [], [], []
    for centre, half, part in boxes:
        box_points, box_triangles = fine_box(centre, half)
        triangles.append(box_triangles + sum(len(p) for p in points))
        points.append(box_points)
        weights = np.zeros((len(box_points), len(PARTS)))
        weights[:, PARTS.index(part)] = 1.0
        parts.append(weights)
    all_points, all_triangles = np.concatenate(points), np.concatenate(triangles)
    return Surface(
        all_points,
        vertex_normals(all_points, all_triangles),
        all_triangles,
        np.zeros(len(all_triangles), dtype=np.uint8),
        np.concatenate(parts),
    )


def toy_body() -> Body:
    """Return a trunk 200 wide, 600 high, 100 deep and on each side an arm 40 thick, 300 long.

    The trunk spans x -100..100, y 800..1400, z -50..50; the left arm x 180..220, y 1000..1300,
    z -20..20, with its joints on its axis at both ends.
    """
    surface = boxes_surface(
        [
            ((0.0, 1100.0, 0.0), (100.0, 300.0, 50.0), "trunk"),
            ((200.0, 1150.0, 0.0), (20.0, 150.0, 20.0), "upper-arm"),
            ((-200.0, 1150.0, 0.0), (20.0, 150.0, 20.0), "upper-arm"),
        ]
    )
    heads = {
        "spine02": np.array([0.0, 1100.0, -10.0]),
        "upperarm01.L": np.array([200.0, 1300.0, 0.0]),
        "lowerarm01.L": np.array([200.0, 1000.0, 0.0]),
    }
    return Body(surface, Joints(heads, heads), np.arange(len(surface.points_mm)))
