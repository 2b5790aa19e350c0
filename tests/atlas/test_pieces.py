from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from atlas.mesh import GROUP_CAP, GROUP_SKIN, Surface
from atlas.pieces import cap, clip, connected, cut_off, left_leg, without_arms
from atlas.pose import Joints
from atlas.surface import SurfaceQuery
from tests.atlas.toys import boxes_surface, toy_body


@pytest.fixture
def cube() -> Surface:
    return boxes_surface([((0.0, 0.0, 0.0), (10.0, 10.0, 10.0), "trunk")])


def enclosed_mm3(surface: Surface) -> float:
    """Return the volume inside a closed surface by the divergence theorem."""
    a, b, c = (surface.points_mm[surface.triangles[:, k]] for k in range(3))
    return float((a * np.cross(b, c)).sum() / 6.0)


def is_closed_but_for_doubled_rims(surface: Surface) -> bool:
    """Tell whether every edge, by position, is met once in each direction."""
    places, number = np.unique(surface.points_mm.round(6), axis=0, return_inverse=True)
    faces = number.ravel()[surface.triangles]
    sides = np.concatenate([faces[:, [k, (k + 1) % 3]] for k in range(3)]).tolist()
    return len(places) > 3 and sorted(map(tuple, sides)) == sorted((b, a) for a, b in sides)


def test_clipping_keeps_the_positive_side_with_one_rim_at_the_cut(cube: Surface) -> None:
    kept, rims = clip(cube, cube.points_mm[:, 1] - 3.0)
    assert kept.points_mm[:, 1].min() == pytest.approx(3.0)
    assert len(rims) == 1
    assert np.allclose(kept.points_mm[rims[0], 1], 3.0)
    assert np.allclose(np.abs(kept.points_mm[rims[0]][:, [0, 2]]).max(axis=1), 10.0)
    assert np.allclose(kept.part_weights.sum(axis=1), 1.0)


def test_a_flat_cap_closes_the_solid(cube: Surface) -> None:
    whole = cut_off(cube, cube.points_mm[:, 1] - 3.0, bulge=0.0)
    assert is_closed_but_for_doubled_rims(whole)
    assert enclosed_mm3(whole) == pytest.approx(20.0 * 20.0 * 7.0)
    caps = whole.triangles[whole.groups == GROUP_CAP]
    assert np.allclose(whole.points_mm[caps][..., 1], 3.0)
    assert (whole.groups == GROUP_SKIN).sum() > 0


def test_a_rounded_cap_bulges_away_from_what_is_kept(cube: Surface) -> None:
    kept, rims = clip(cube, cube.points_mm[:, 1] - 3.0)
    rounded = cap(kept, rims[0], bulge=0.3)
    assert rounded.points_mm[:, 1].min() < 1.0
    assert (rounded.normals[len(kept.points_mm) :, 1] < 0.0).all()
    assert is_closed_but_for_doubled_rims(rounded)


def test_a_cut_beside_the_solid_changes_nothing(cube: Surface) -> None:
    whole = cut_off(cube, cube.points_mm[:, 1] + 50.0, bulge=0.1)
    assert len(whole.triangles) == len(cube.triangles)
    assert enclosed_mm3(whole) == pytest.approx(8000.0)


def test_connected_selections_do_not_jump_gaps() -> None:
    surface = toy_body().surface
    seed = surface.points_mm[:, 0] > 215.0
    found = connected(surface.triangles, seed, np.ones(len(seed), dtype=bool))
    assert np.array_equal(found, surface.points_mm[:, 0] > 150.0)


def test_a_body_without_arms_keeps_its_trunk() -> None:
    toy = toy_body()
    # A shoulder joint as on a real body: nearer to the trunk than the arm's inner side.
    joints = Joints({"upperarm01.L": np.array([185.0, 1300.0, 0.0])}, {})
    bare = without_arms(replace(toy, joints=joints))
    # What is left of the arms is the part above the leaning plane through the shoulder.
    stump = bare.points_mm[np.abs(bare.points_mm[:, 0]) > 150.0]
    assert stump[:, 1].min() > 1200.0
    assert is_closed_but_for_doubled_rims(bare)
    hits = SurfaceQuery(bare).cast(np.array([0.0, 1100.0, 0.0]), np.array([1.0, 0.0, 0.0]))
    assert hits.distance_mm[0] == pytest.approx(100.0)


def test_a_leg_is_cut_off_along_the_groin_without_the_other() -> None:
    surface = boxes_surface(
        [
            ((0.0, 1100.0, 0.0), (100.0, 200.0, 50.0), "trunk"),
            ((60.0, 460.0, 0.0), (40.0, 460.0, 50.0), "thigh"),
            ((-60.0, 460.0, 0.0), (40.0, 460.0, 50.0), "thigh"),
        ]
    )
    leg = left_leg(replace(toy_body(), surface=surface))
    skin = np.unique(leg.triangles[leg.groups == GROUP_SKIN])
    assert leg.points_mm[skin, 0].min() == pytest.approx(20.0)
    assert leg.points_mm[skin, 1].min() == pytest.approx(0.0)
    # The cut rises to the side from just below the crotch, at 900.
    rim = leg.points_mm[skin, 1].max(initial=0.0, where=leg.points_mm[skin, 0] < 21.0)
    assert 900.0 < rim < 920.0
    assert leg.points_mm[skin, 1].max() == pytest.approx(920.0)
    assert (leg.groups == GROUP_CAP).any()


def test_a_cut_keeps_the_place_on_the_neutral_body(cube: Surface) -> None:
    home = 2.0 * cube.points_mm
    kept = cut_off(replace(cube, home_mm=home), cube.points_mm[:, 1] - 3.0, 0.1)
    assert kept.home_mm is not None
    skin = np.unique(kept.triangles[kept.groups == GROUP_SKIN])
    assert np.allclose(kept.home_mm[skin], 2.0 * kept.points_mm[skin])
    assert len(kept.home_mm) == len(kept.points_mm)
