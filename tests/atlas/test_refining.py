from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from atlas.mesh import GROUP_CAP, Surface, unit_rows
from atlas.refining import refined
from tests.atlas.toys import boxes_surface


@pytest.fixture
def ball() -> Surface:
    """A rough ball of radius 10 with the normals of a smooth one."""
    cube = boxes_surface([((0.0, 0.0, 0.0), (10.0, 10.0, 10.0), "trunk")])
    directions = unit_rows(cube.points_mm)
    return replace(cube, points_mm=10.0 * directions, normals=directions)


def farthest_from_round(surface: Surface) -> float:
    return float(np.abs(np.linalg.norm(surface.points_mm, axis=1) - 10.0).max())


def test_every_triangle_becomes_four_and_the_mesh_stays_closed(ball: Surface) -> None:
    found = refined(ball, np.ones(len(ball.triangles), dtype=bool))
    assert len(found.triangles) == 4 * len(ball.triangles)
    sides = np.concatenate([found.triangles[:, [k, (k + 1) % 3]] for k in range(3)]).tolist()
    assert sorted(map(tuple, sides)) == sorted((b, a) for a, b in sides)
    assert np.allclose(found.part_weights.sum(axis=1), 1.0)


def test_new_corners_are_bowed_toward_the_round_form(ball: Surface) -> None:
    found = refined(ball, np.ones(len(ball.triangles), dtype=bool))
    flat = Surface(
        np.concatenate(
            [ball.points_mm, ball.points_mm[ball.triangles[:, [0, 1]]].mean(axis=1)]
        ),
        found.normals, found.triangles, found.groups, found.part_weights,
    )  # fmt: skip
    assert farthest_from_round(found) < 0.2 * farthest_from_round(flat)


def test_only_what_is_chosen_is_split(ball: Surface) -> None:
    chosen = np.zeros(len(ball.triangles), dtype=bool)
    chosen[:3] = True
    groups = ball.groups.copy()
    groups[1] = GROUP_CAP
    found = refined(replace(ball, groups=groups), chosen)
    assert len(found.triangles) == len(ball.triangles) - 3 + 12
    assert int((found.groups == GROUP_CAP).sum()) == 4


def test_open_edges_stay_straight(ball: Surface) -> None:
    one = replace(ball, triangles=ball.triangles[:1], groups=ball.groups[:1])
    found = refined(one, np.ones(1, dtype=bool))
    middles = found.points_mm[len(ball.points_mm) :]
    corners = ball.points_mm[ball.triangles[0]]
    expected = (corners + np.roll(corners, -1, axis=0)) / 2.0
    gaps = np.linalg.norm(middles[:, None] - expected, axis=2)
    assert gaps.min(axis=1) == pytest.approx(0.0)


def test_the_place_on_the_neutral_body_is_halved_too(ball: Surface) -> None:
    home = 3.0 * ball.points_mm
    found = refined(replace(ball, home_mm=home), np.ones(len(ball.triangles), dtype=bool))
    assert found.home_mm is not None
    assert np.allclose(found.home_mm[: len(home)], home)
    assert np.linalg.norm(found.home_mm[len(home) :], axis=1).max() < 30.0
