from __future__ import annotations

import numpy as np
import pytest

from atlas.raster import TRIANGLE_BITS, rasterise

# A tetrahedron over a square picture of 20 pixels: its apex looks at the viewer (smaller depth).
POINTS_PX = np.array([[2.0, 18.0], [18.0, 18.0], [10.0, 2.0], [10.0, 12.0]])
DEPTH = np.array([10.0, 10.0, 10.0, 0.0])
# Counter-clockwise seen from outside, in a picture whose y points down.
FACES = np.array([[0, 1, 3], [1, 2, 3], [2, 0, 3], [0, 2, 1]])


def test_the_nearest_faces_win_and_cover_the_outline() -> None:
    seen = rasterise(POINTS_PX, DEPTH, FACES, (20, 20))
    assert set(np.unique(seen.triangle)) == {-1, 0, 1, 2}
    # The outline's area is 16 * 16 / 2 = 128 square pixels.
    assert seen.is_hit.sum() == pytest.approx(128, abs=10)
    assert not seen.is_hit[:2].any()


def test_facing_away_shows_only_the_base() -> None:
    away = rasterise(POINTS_PX, -DEPTH, FACES[:, ::-1], (20, 20))
    assert set(np.unique(away.triangle)) == {-1, 3}


def test_barycentrics_reproduce_the_pixel_centre() -> None:
    seen = rasterise(POINTS_PX, DEPTH, FACES, (20, 20))
    found = seen.interpolate(FACES, POINTS_PX)
    rows, columns = np.nonzero(seen.is_hit)
    assert np.allclose(found[rows, columns], np.stack([columns + 0.5, rows + 0.5], 1), atol=1e-4)
    assert np.allclose(seen.barycentric[rows, columns].sum(axis=1), 1.0, atol=1e-5)
    assert (seen.barycentric[rows, columns] >= -1e-6).all()


def test_depth_is_interpolated_and_infinite_off_the_mesh() -> None:
    seen = rasterise(POINTS_PX, DEPTH, FACES, (20, 20))
    # One pixel from the apex, on a face that falls 10 over at least 6 pixels.
    assert seen.depth_mm[11, 9] == pytest.approx(1.0, abs=1.0)
    assert np.isinf(seen.depth_mm[0, 0])


def test_a_triangle_beyond_the_picture_is_cut_off() -> None:
    wide = np.array([[-1000.0, -1000.0], [1000.0, -1000.0], [0.0, 2000.0]])
    seen = rasterise(wide, np.zeros(3), np.array([[0, 2, 1]]), (8, 6))
    assert seen.is_hit.all()


def test_small_and_large_triangles_compete_by_depth() -> None:
    points = np.array([[0.0, 0.0], [16.0, 0.0], [0.0, 16.0], [3.2, 3.2], [4.8, 3.2], [3.2, 4.8]])
    depth = np.array([5.0, 5.0, 5.0, 1.0, 1.0, 1.0])
    faces = np.array([[0, 2, 1], [3, 5, 4]])
    near = rasterise(points, depth, faces, (16, 16))
    assert near.triangle[3, 3] == 1
    assert near.triangle[8, 2] == 0
    far = rasterise(points, -depth, faces, (16, 16))
    assert far.triangle[3, 3] == 0


def test_flipping_mirrors_the_columns_and_splicing_joins_halves() -> None:
    seen = rasterise(POINTS_PX + np.array([3.0, 0.0]), DEPTH, FACES, (20, 26))
    mirrored = seen.flipped()
    assert np.array_equal(mirrored.triangle, seen.triangle[:, ::-1])
    joined = seen.spliced(mirrored, np.arange(26) < 13)
    assert np.array_equal(joined.is_hit, joined.is_hit[:, ::-1])


def test_too_many_triangles_are_refused() -> None:
    faces = np.zeros((1 << TRIANGLE_BITS, 3), dtype=np.int64)
    with pytest.raises(ValueError, match="do not fit"):
        rasterise(np.zeros((1, 2)), np.zeros(1), faces, (2, 2))
