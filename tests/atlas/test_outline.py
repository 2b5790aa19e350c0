from __future__ import annotations

import numpy as np
import pytest

from atlas.outline import find_outlines
from atlas.raster import rasterise


def square(left: float, top: float, right: float, bottom: float, depth: float) -> tuple:
    """A square in pixels, facing the viewer (counter-clockwise seen with y up)."""
    points = np.array([[left, top], [left, bottom], [right, bottom], [right, top]])
    return points, np.full(4, depth), np.array([[0, 1, 2], [0, 2, 3]])


def scene(*squares: tuple) -> tuple:
    points = np.concatenate([s[0] for s in squares])
    depth = np.concatenate([s[1] for s in squares])
    triangles = np.concatenate([s[2] + 4 * k for k, s in enumerate(squares)])
    raster = rasterise(points, depth, triangles, (12, 16))
    return find_outlines(points, depth, triangles, raster), raster


def test_an_outline_lies_at_the_edge_of_the_mesh_between_pixels() -> None:
    outlines, _ = scene(square(2.8, 3.1, 9.7, 8.4, 5.0))
    row = 5
    # The left edge at 2.8 lies between the centres 2.5 and 3.5; the right one, 9.7, between
    # 9.5 and 10.5.
    assert outlines.is_hard_right[row].nonzero()[0].tolist() == [2, 9]
    assert outlines.share_right[row, 2] == pytest.approx(0.3, abs=1e-5)
    assert outlines.share_right[row, 9] == pytest.approx(0.2, abs=1e-5)
    column = 6
    assert outlines.is_hard_down[:, column].nonzero()[0].tolist() == [2, 7]
    assert outlines.share_down[2, column] == pytest.approx(0.6, abs=1e-5)
    assert outlines.share_down[7, column] == pytest.approx(0.9, abs=1e-5)


def test_the_nearer_of_two_surfaces_sets_the_edge() -> None:
    near, far = square(6.3, 2.0, 10.0, 9.0, 0.0), square(1.0, 1.0, 15.0, 11.0, 50.0)
    outlines, _ = scene(near, far)
    assert outlines.is_hard_right[5, 5]
    assert outlines.share_right[5, 5] == pytest.approx(0.8, abs=1e-5)


def test_one_slanting_surface_has_no_edge_inside() -> None:
    points, _, triangles = square(2.0, 2.0, 12.0, 10.0, 0.0)
    depth = points[:, 0] * 1.0
    raster = rasterise(points, depth, triangles, (12, 16))
    outlines = find_outlines(points, depth, triangles, raster)
    assert not outlines.is_hard_right[4:8, 3:11].any()
    assert not outlines.is_hard_down[4:8, 4:11].any()
