"""Pose the base mesh: a bone skeleton, linear blend skinning, and the anatomical position.

Takes base-mesh points and the rig, gives posed points and posed joints in millimetres (x toward the
patient's left, y up, z forward). Must not know views or zones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.basemesh import Bone

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

FLIP_X = np.diag([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Joints:
    """Where each bone starts and ends, rest or posed: bone name -> (3,) mm."""

    heads_mm: Mapping[str, FloatArray]
    tails_mm: Mapping[str, FloatArray]


def rest_joints(bones: Sequence[Bone], points_mm: FloatArray) -> Joints:
    """Read the joints off a shaped mesh, so that they follow the body's proportions."""
    return Joints(
        {bone.name: points_mm[list(bone.head_vertices)].mean(axis=0) for bone in bones},
        {bone.name: points_mm[list(bone.tail_vertices)].mean(axis=0) for bone in bones},
    )


def unit(vector: FloatArray) -> FloatArray:
    """Scale a vector to length one."""
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float64)


def rotation_about(axis: FloatArray, angle_deg: float) -> FloatArray:
    """Return the (3, 3) right-handed rotation about an axis (Rodrigues' formula)."""
    x, y, z = unit(axis)
    angle = np.radians(angle_deg)
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * skew + (1.0 - np.cos(angle)) * (skew @ skew))


def rotation_between(start: FloatArray, end: FloatArray) -> FloatArray:
    """Return the smallest rotation that turns one direction into another, (3, 3).

    Raises
    ------
    ValueError
        When the directions are opposite, where the smallest rotation is not defined.
    """
    start, end = unit(start), unit(end)
    cosine = float(start @ end)
    if cosine < -0.999999:
        raise ValueError("opposite directions have no smallest rotation between them")
    axis = np.cross(start, end)
    skew = np.array([[0.0, -axis[2], axis[1]], [axis[2], 0.0, -axis[0]], [-axis[1], axis[0], 0.0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / (1.0 + cosine))


class Skeleton:
    """A rig being posed: rotations are set bone by bone, from the trunk outward."""

    def __init__(self, bones: Sequence[Bone], rest: Joints) -> None:
        self._bones = {bone.name: bone for bone in bones}
        self._rest = rest
        self._local: dict[str, FloatArray] = {}

    def transform(self, name: str) -> tuple[FloatArray, FloatArray]:
        """Return the (3, 3) rotation and (3,) shift that carry a bone's rest points to the pose."""
        if not name:
            return np.eye(3), np.zeros(3)
        rotation, shift = self.transform(self._bones[name].parent)
        local = self._local.get(name)
        if local is not None:
            head = self._rest.heads_mm[name]
            shift = rotation @ (head - local @ head) + shift
            rotation = rotation @ local
        return rotation, shift

    def posed(self, name: str, rest_point_mm: FloatArray) -> FloatArray:
        """Carry a rest point rigidly with a bone."""
        rotation, shift = self.transform(name)
        return np.asarray(rotation @ rest_point_mm + shift)

    def rotate(self, name: str, world_rotation: FloatArray) -> None:
        """Turn a bone about its head by a rotation given in world axes, on top of its pose."""
        parent, _ = self.transform(self._bones[name].parent)
        current = self._local.get(name, np.eye(3))
        self._local[name] = parent.T @ world_rotation @ parent @ current

    def orient(self, name: str, world_rotation: FloatArray) -> None:
        """Set the whole rotation of a bone from its rest orientation, in world axes."""
        parent, _ = self.transform(self._bones[name].parent)
        self._local[name] = parent.T @ world_rotation

    def aim(self, name: str, direction: FloatArray, last: str = "") -> None:
        """Turn a bone so that the line from its head to the tail of `last` takes a direction."""
        end = self._rest.tails_mm[last or name]
        current = self.posed(last or name, end) - self.posed(name, self._rest.heads_mm[name])
        self.rotate(name, rotation_between(current, direction))

    def mirror_left_to_right(self) -> None:
        """Give every right bone the mirror image of the left bone's rotation."""
        for name in [name for name in self._local if name.endswith(".L")]:
            self._local[name[:-2] + ".R"] = FLIP_X @ self._local[name] @ FLIP_X

    def joints(self) -> Joints:
        """Return the posed joints."""
        return Joints(
            {name: self.posed(name, point) for name, point in self._rest.heads_mm.items()},
            {name: self.posed(name, point) for name, point in self._rest.tails_mm.items()},
        )

    def skin(
        self, points_mm: FloatArray, weights: Mapping[str, tuple[IntArray, FloatArray]]
    ) -> FloatArray:
        """Move points by linear blend skinning; points without weights stay where they are.

        Raises
        ------
        ValueError
            When the weights of a weighted point do not sum to one.
        """
        total = np.zeros(len(points_mm))
        moved = np.zeros_like(points_mm)
        for name, (indices, shares) in weights.items():
            rotation, shift = self.transform(name)
            moved[indices] += shares[:, None] * (points_mm[indices] @ rotation.T + shift)
            total[indices] += shares
        weighted = total > 0.0
        if np.abs(total[weighted] - 1.0).max(initial=0.0) > 1e-6:
            raise ValueError("skin weights of some vertex do not sum to one")
        moved[~weighted] = points_mm[~weighted]
        return moved


# Anatomical position, left side. Angles were chosen on renders: arms clear of the trunk so that the
# flank shows, palms forward, feet slightly apart and nearly straight.
UPPER_ARM_ABDUCTION_DEG = 22.0
# The carrying angle: the extended, supinated forearm leaves the arm's line laterally.
CARRYING_ANGLE_DEG = 4.0
ELBOW_FLEXION_DEG = 6.0
# The forearm twist is spread over three bones, as the radius crosses the ulna along its length.
SUPINATION_SHARES = (("lowerarm01.L", 0.30), ("lowerarm02.L", 0.40), ("wrist.L", 0.30))
# Per finger: spread in the plane of the palm (toward the thumb positive), flexion of each phalanx.
FINGER_SPREAD_DEG = {2: 9.0, 3: 1.0, 4: -7.0, 5: -16.0}
FINGER_FLEXION_DEG = (3.0, 6.0, 8.0)
# The thumb's metacarpal and phalanges: radial abduction and palmar angle from the hand's axis.
THUMB_SPREAD_DEG = (44.0, 36.0, 30.0)
THUMB_PALMAR_DEG = (20.0, 16.0, 14.0)
KNEE_X_MM = 112.0
ANKLE_X_MM = 118.0
FOOT_OUTWARD_DEG = 6.0
# Closes the gap the base mesh leaves between the lips.
JAW_CLOSING_DEG = 1.2


def _degrees(spread_deg: float, palmar_deg: float, frame: FloatArray) -> FloatArray:
    """Return a direction from the hand's axis, turned radially and toward the palm."""
    axis, radial, palmar = frame
    spread, bend = np.radians(spread_deg), np.radians(palmar_deg)
    flat = np.cos(spread) * axis + np.sin(spread) * radial
    return np.asarray(np.cos(bend) * flat + np.sin(bend) * palmar)


def hand_frame(joints: Joints, side: str = "L") -> FloatArray:
    """Return the hand's axes from its joints: rows distal, radial, palmar; (3, 3)."""
    wrist = joints.heads_mm[f"wrist.{side}"]
    axis = unit(joints.heads_mm[f"finger3-1.{side}"] - wrist)
    across = joints.heads_mm[f"finger2-1.{side}"] - joints.heads_mm[f"finger5-1.{side}"]
    radial = unit(across - (across @ axis) * axis)
    palmar = np.cross(axis, radial) if side == "L" else np.cross(radial, axis)
    return np.stack([axis, radial, palmar])


def pose_arm(skeleton: Skeleton) -> None:
    """Bring the left arm and hand to anatomical position."""
    out = np.radians(UPPER_ARM_ABDUCTION_DEG)
    skeleton.aim("upperarm01.L", np.array([np.sin(out), -np.cos(out), 0.0]), last="upperarm02.L")
    out = np.radians(UPPER_ARM_ABDUCTION_DEG + CARRYING_ANGLE_DEG)
    bend = np.radians(ELBOW_FLEXION_DEG)
    forearm = np.array([np.sin(out), -np.cos(out), 0.0]) * np.cos(bend)
    forearm[2] = np.sin(bend)
    skeleton.aim("lowerarm01.L", forearm, last="lowerarm02.L")
    joints = skeleton.joints()
    skeleton.rotate("wrist.L", rotation_between(hand_frame(joints)[0], forearm))
    palmar = hand_frame(skeleton.joints())[2]
    forward = np.array([0.0, 0.0, 1.0])
    flat = unit(forward - (forward @ forearm) * forearm)
    palmar = unit(palmar - (palmar @ forearm) * forearm)
    twist_deg = np.degrees(np.arctan2(np.cross(palmar, flat) @ forearm, palmar @ flat))
    for name, share in SUPINATION_SHARES:
        skeleton.rotate(name, rotation_about(forearm, share * float(twist_deg)))
    frame = hand_frame(skeleton.joints())
    for finger, spread in FINGER_SPREAD_DEG.items():
        for phalanx, flexion in enumerate(FINGER_FLEXION_DEG, start=1):
            skeleton.aim(f"finger{finger}-{phalanx}.L", _degrees(spread, flexion, frame))
    for phalanx, (spread, bend_deg) in enumerate(
        zip(THUMB_SPREAD_DEG, THUMB_PALMAR_DEG, strict=True), start=1
    ):
        skeleton.aim(f"finger1-{phalanx}.L", _degrees(spread, bend_deg, frame))


def pose_leg(skeleton: Skeleton) -> None:
    """Bring the left leg to anatomical position, the foot level and nearly straight."""
    for name, last, x_mm in (
        ("upperleg01.L", "upperleg02.L", KNEE_X_MM),
        ("lowerleg01.L", "lowerleg02.L", ANKLE_X_MM),
    ):
        joints = skeleton.joints()
        line = joints.tails_mm[last] - joints.heads_mm[name]
        length = float(np.linalg.norm(line))
        sideways = x_mm - joints.heads_mm[name][0]
        shrink = np.sqrt((length**2 - sideways**2) / (length**2 - line[0] ** 2))
        skeleton.aim(name, np.array([sideways, line[1] * shrink, line[2] * shrink]), last=last)
    joints = skeleton.joints()
    level = np.eye(3)
    skeleton.orient("foot.L", level)
    joints = skeleton.joints()
    toe = joints.heads_mm["toe2-1.L"] - joints.heads_mm["foot.L"]
    now_deg = np.degrees(np.arctan2(toe[0], toe[2]))
    turn = rotation_about(np.array([0.0, 1.0, 0.0]), FOOT_OUTWARD_DEG - float(now_deg))
    skeleton.orient("foot.L", turn)


def pose_anatomically(bones: Sequence[Bone], rest: Joints) -> Skeleton:
    """Return the skeleton in anatomical position, left and right mirror images."""
    skeleton = Skeleton(bones, rest)
    pose_arm(skeleton)
    pose_leg(skeleton)
    skeleton.mirror_left_to_right()
    skeleton.rotate("jaw", rotation_about(np.array([-1.0, 0.0, 0.0]), JAW_CLOSING_DEG))
    return skeleton
