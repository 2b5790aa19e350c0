from __future__ import annotations

import numpy as np
import pytest

from atlas.basemesh import Bone
from atlas.pose import Skeleton, rest_joints, rotation_about, rotation_between

# A two-bone arm along x on the left, its twin on the right, one vertex per joint.
POINTS = np.array([[1.0, 0, 0], [2.0, 0, 0], [3.0, 0, 0], [-1.0, 0, 0], [-2.0, 0, 0], [-3.0, 0, 0]])
BONES = (
    Bone("upper.L", "", (0,), (1,)),
    Bone("lower.L", "upper.L", (1,), (2,)),
    Bone("upper.R", "", (3,), (4,)),
    Bone("lower.R", "upper.R", (4,), (5,)),
)
DOWN = np.array([0.0, -1.0, 0.0])


@pytest.fixture
def skeleton() -> Skeleton:
    return Skeleton(BONES, rest_joints(BONES, POINTS))


def test_rotation_between_turns_one_direction_into_the_other() -> None:
    start, end = np.array([1.0, 2.0, 3.0]), np.array([-2.0, 0.5, 1.0])
    turned = rotation_between(start, end) @ start
    assert np.allclose(turned / np.linalg.norm(turned), end / np.linalg.norm(end))


def test_opposite_directions_are_refused() -> None:
    with pytest.raises(ValueError, match="opposite"):
        rotation_between(DOWN, -DOWN)


def test_a_quarter_turn_about_z_takes_x_to_y() -> None:
    assert np.allclose(rotation_about(np.array([0, 0, 2.0]), 90.0) @ [1.0, 0, 0], [0, 1.0, 0])


def test_aiming_a_bone_carries_its_child(skeleton: Skeleton) -> None:
    skeleton.aim("upper.L", DOWN)
    joints = skeleton.joints()
    assert np.allclose(joints.tails_mm["upper.L"], [1.0, -1.0, 0.0])
    assert np.allclose(joints.tails_mm["lower.L"], [1.0, -2.0, 0.0])
    assert np.allclose(joints.tails_mm["lower.R"], [-3.0, 0.0, 0.0])


def test_aiming_through_a_second_bone_lines_up_both_ends(skeleton: Skeleton) -> None:
    skeleton.rotate("lower.L", rotation_about(np.array([0, 0, 1.0]), 30.0))
    skeleton.aim("upper.L", DOWN, last="lower.L")
    joints = skeleton.joints()
    line = joints.tails_mm["lower.L"] - joints.heads_mm["upper.L"]
    assert np.allclose(line / np.linalg.norm(line), DOWN)


def test_mirrored_bones_are_mirror_images(skeleton: Skeleton) -> None:
    skeleton.aim("upper.L", np.array([0.3, -1.0, 0.2]))
    skeleton.aim("lower.L", np.array([0.0, -1.0, 0.5]))
    skeleton.mirror_left_to_right()
    joints = skeleton.joints()
    for bone in ("upper", "lower"):
        left, right = joints.tails_mm[f"{bone}.L"], joints.tails_mm[f"{bone}.R"]
        assert np.allclose(left * [-1.0, 1.0, 1.0], right)


def test_skinning_blends_bones_and_leaves_unweighted_points(skeleton: Skeleton) -> None:
    skeleton.aim("upper.L", DOWN)
    weights = {
        "upper.L": (np.array([1, 2]), np.array([1.0, 0.5])),
        "upper.R": (np.array([2]), np.array([0.5])),
    }
    moved = skeleton.skin(POINTS, weights)
    assert np.allclose(moved[1], [1.0, -1.0, 0.0])
    # Half follows the turned bone to (1, -2, 0), half stays at (3, 0, 0).
    assert np.allclose(moved[2], [2.0, -1.0, 0.0])
    assert np.array_equal(moved[0], POINTS[0])


def test_weights_that_do_not_sum_to_one_are_refused(skeleton: Skeleton) -> None:
    with pytest.raises(ValueError, match="sum to one"):
        skeleton.skin(POINTS, {"upper.L": (np.array([0]), np.array([0.7]))})
