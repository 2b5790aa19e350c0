from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from atlas.descriptors import FLOOR_Y_MM, PARTS
from atlas.mesh import GROUP_SKIN
from atlas.pose import Joints
from atlas.scene import Scene
from tests.atlas.toys import boxes_surface, toy_body

# A hand that hangs straight down with its palm forward, as joints.
HAND = {
    "wrist.L": np.array([300.0, 800.0, 0.0]),
    "finger2-1.L": np.array([330.0, 720.0, 0.0]),
    "finger3-1.L": np.array([300.0, 710.0, 0.0]),
    "finger5-1.L": np.array([270.0, 720.0, 0.0]),
}


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene(toy_body())


def test_a_frame_knows_position_normal_part_and_group_of_each_pixel(scene: Scene) -> None:
    frame = scene.render("front", mm_per_px=10.0)
    row, column = round((FLOOR_Y_MM - 1205.0) / 10.0), 50 + 3
    assert np.allclose(frame.points_body_mm[row, column], [35.0, 1200.0, 50.0], atol=5.1)
    assert frame.normals[row, column, 2] > 0.6
    assert frame.part_weights[row, column, PARTS.index("trunk")] == pytest.approx(1.0)
    assert frame.groups[row, column] == GROUP_SKIN
    assert frame.groups[0, 0] == -1
    assert not frame.is_mirrored.any()


def test_a_symmetric_body_makes_a_symmetric_picture(scene: Scene) -> None:
    frame = scene.render("front", mm_per_px=5.0)
    assert np.array_equal(frame.is_hit, frame.is_hit[:, ::-1])


def test_a_crop_shows_the_same_pixels_as_the_whole(scene: Scene) -> None:
    whole = scene.render("front", mm_per_px=5.0)
    part = scene.render("front", box_mm=(-100.0, 300.0, 200.0, 250.0), mm_per_px=5.0)
    assert np.allclose(part.points_body_mm, whole.points_body_mm[60:110, 80:120], atol=1e-3)
    x, y = part.pixel_centres_mm()
    assert (x[0], y[0]) == (-97.5, 302.5)


def test_pixels_project_onto_themselves(scene: Scene) -> None:
    frame = scene.render("left", mm_per_px=5.0)
    rows, columns = np.nonzero(frame.is_hit)
    points = frame.points_body_mm[rows, columns].astype(np.float64)
    x, y = frame.pixel_centres_mm()
    expected = np.stack([x[columns], y[rows]], axis=1)
    assert np.allclose(frame.camera.project(points), expected, atol=1e-2)
    depth = frame.raster.depth_mm[rows, columns]
    assert np.allclose(frame.camera.depth_mm(points), depth, atol=1e-2)


def test_a_paired_view_shows_each_side_in_its_own_coordinates() -> None:
    scene = Scene(replace(toy_body(), joints=Joints(HAND, HAND)))
    hand = boxes_surface([((310.0, 740.0, 0.0), (30.0, 60.0, 10.0), "hand")])
    scene._pieces["left-hand"] = hand
    frame = scene.render("hands-palm", mm_per_px=5.0)
    assert np.array_equal(frame.is_hit, frame.is_hit[:, ::-1])
    left_half = frame.is_hit & ~frame.is_mirrored
    right_half = frame.is_hit & frame.is_mirrored
    assert (frame.points_body_mm[left_half][:, 0] > 270.0).all()
    assert (frame.points_body_mm[right_half][:, 0] < -270.0).all()
    flip = np.array([-1.0, 1.0, 1.0], dtype=np.float32)
    for values in (frame.points_body_mm, frame.normals, frame.normals_view):
        assert np.allclose(values[:, ::-1][right_half] * flip, values[right_half], atol=1e-4)
    # The palm faces the viewer.
    assert frame.normals_view[frame.is_hit][:, 2].min() > 0.0


def test_an_unknown_view_is_named_with_those_there_are(scene: Scene) -> None:
    with pytest.raises(KeyError, match="no view 'top'; there are front, back"):
        scene.render("top")
