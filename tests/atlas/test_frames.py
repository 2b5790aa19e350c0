from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from atlas.descriptors import FLOOR_Y_MM, VIEW_BY_ID, VIEWS
from atlas.frames import Camera, camera_for
from atlas.pose import Joints

# A hand that hangs straight down with its palm forward, and a foot that points forward.
HEADS = {
    "wrist.L": np.array([300.0, 800.0, 0.0]),
    "finger2-1.L": np.array([330.0, 720.0, 0.0]),
    "finger3-1.L": np.array([300.0, 710.0, 0.0]),
    "finger5-1.L": np.array([270.0, 720.0, 0.0]),
    "foot.L": np.array([100.0, 80.0, 0.0]),
    "toe2-1.L": np.array([100.0, 20.0, 130.0]),
}
JOINTS = Joints(HEADS, HEADS)
POINTS = np.random.default_rng(3).random((20, 3)) * [80.0, 100.0, 60.0] + [260.0, 700.0, -30.0]


def camera(view_id: str) -> Camera:
    return camera_for(VIEW_BY_ID[view_id], JOINTS)


@pytest.mark.parametrize("view_id", [view.id for view in VIEWS])
def test_every_camera_is_right_handed_and_orthonormal(view_id: str) -> None:
    seen = camera(view_id)
    axes = np.stack([seen.right, seen.up, -seen.forward])
    assert np.allclose(axes @ axes.T, np.eye(3))
    assert np.linalg.det(axes) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("view_id", "expected"),
    [("front", [50.0, 680.0]), ("back", [-50.0, 680.0]), ("left", [-30.0, 680.0]),
     ("right", [30.0, 680.0]), ("head-left", [-30.0, 680.0])],
)  # fmt: skip
def test_upright_views_share_one_frame_with_y_down(view_id: str, expected: list[float]) -> None:
    point = np.array([[50.0, FLOOR_Y_MM - 680.0, 30.0]])
    assert np.allclose(camera(view_id).project(point)[0], expected)


def test_what_faces_the_viewer_is_nearer() -> None:
    front, behind = np.array([[0.0, 1000.0, 100.0]]), np.array([[0.0, 1000.0, -100.0]])
    assert camera("front").depth_mm(front) < camera("front").depth_mm(behind)
    assert camera("back").depth_mm(front) > camera("back").depth_mm(behind)


@pytest.mark.parametrize("view_id", [view.id for view in VIEWS])
@pytest.mark.parametrize("side", [1.0, -1.0])
def test_the_ray_of_a_projected_point_passes_through_it(view_id: str, side: float) -> None:
    seen = camera(view_id)
    if seen.left_half:
        # Far enough from the mirror line that every point is drawn on its own half.
        seen = replace(seen, origin_mm=seen.origin_mm - seen.left_half * 1000.0 * seen.right)
    for point in POINTS * [side, 1.0, 1.0]:
        start, direction = seen.ray(seen.project(point[None])[0])
        assert np.allclose(np.cross(point - start, direction), 0.0, atol=1e-6)


def test_a_paired_view_shows_the_right_as_the_mirror_image() -> None:
    for view_id in (
        "hands-palm",
        "hands-back",
        "feet-top",
        "feet-sole",
        "feet-inner",
        "feet-outer",
    ):
        seen = camera(view_id)
        left, right = seen.project(POINTS), seen.project(POINTS * [-1.0, 1.0, 1.0])
        assert np.allclose(left * [-1.0, 1.0], right)
        assert np.allclose(seen.depth_mm(POINTS), seen.depth_mm(POINTS * [-1.0, 1.0, 1.0]))


def test_hands_point_up_with_the_thumbs_in_the_middle() -> None:
    wrist, index, little = (HEADS[name][None] for name in ("wrist.L", "finger2-1.L", "finger5-1.L"))
    for view_id, half in (("hands-palm", 1.0), ("hands-back", -1.0)):
        seen = camera(view_id)
        at_wrist, at_index, at_little = (seen.project(p)[0] for p in (wrist, index, little))
        assert at_index[1] < at_wrist[1]
        assert at_wrist[0] * half > 0.0
        assert abs(at_index[0]) < abs(at_little[0])


def test_paired_normals_are_mirrored_with_their_side() -> None:
    seen = camera("hands-palm")
    normals = np.array([[0.6, 0.0, 0.8], [-0.6, 0.0, 0.8]])
    turned = seen.facing(normals, np.array([False, True]))
    assert np.allclose(turned[0] * [-1.0, 1.0, 1.0], turned[1])
    assert turned[0, 2] > 0.0


def test_pixels_start_at_the_box_corner() -> None:
    seen = replace(camera("front"), box_mm=(-10.0, 5.0, 20.0, 30.0), mm_per_px=0.5)
    assert seen.size_px == (60, 40)
    assert np.allclose(seen.to_px(np.array([[-10.0, 5.0], [10.0, 35.0]])), [[0, 0], [40, 60]])
