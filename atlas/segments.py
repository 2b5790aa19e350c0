"""Body segments as axes with angles around them, as anatomists describe a place on a limb.

Takes posed joints and the surface, gives where the ray that leaves a segment's axis at a share of
its length and an angle meets the skin. All for the left side. Must not know files.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import ARM_PARTS, FOOT_PARTS, PARTS
from atlas.pose import Joints, hand_frame, rotation_about, unit
from atlas.surface import SurfaceQuery

FloatArray = NDArray[np.float64]

FORWARD = np.array([0.0, 0.0, 1.0])
UP = np.array([0.0, 1.0, 0.0])
LEFT = np.array([1.0, 0.0, 0.0])

FINGERS = ("index", "middle", "ring", "little")
# The thumb's pad faces the index finger rather than the viewer: its phalanges are rolled about
# their own axis against the palm, by this much on renders of the posed hand.
THUMB_ROLL_DEG = 80.0
# The cranium, for the head's axis, starts this far above the head's joint: above jaw and face.
CRANIUM_ABOVE_MM = 60.0
# Parts that may stand in for the neck and head, whose borders with the trunk are soft.
TRUNK_PARTS = ("head", "neck", "trunk", "shoulder")
# A triangle belongs to a part when the part holds at least this share of its weights.
PART_SHARE = 0.5


@dataclass(frozen=True)
class SegmentSpec:
    """A limb segment.

    Attributes
    ----------
    start, end : (bone, "head" or "tail"), the joints at along 0 and 1
    part : the body part whose surface counts
    limb : parts that may stand in where the segment's own surface is open, as at a joint or a web
    zero : what lies at 0 degrees: "forward" (anterior), "palmar", "thumb-pad" or "up" (dorsal)
    is_free : the segment ends in a tip, which is then at along 1 in place of the rig's joint
    """

    start: tuple[str, str]
    end: tuple[str, str]
    part: str
    limb: tuple[str, ...]
    zero: str
    is_free: bool = False


def _segment_specs() -> dict[str, SegmentSpec]:
    arm: tuple[str, ...] = ("shoulder", *ARM_PARTS)
    leg: tuple[str, ...] = ("pelvis", "thigh", "leg", *FOOT_PARTS)

    def joint(bone: str, end: str = "head") -> tuple[str, str]:
        return f"{bone}.L", end

    found: dict[str, SegmentSpec] = {}
    for name, first, last, limb in (
        ("upper-arm", "upperarm01", "lowerarm01", arm),
        ("forearm", "lowerarm01", "wrist", arm),
        ("thigh", "upperleg01", "lowerleg01", leg),
        ("leg", "lowerleg01", "foot", leg),
    ):
        found[name] = SegmentSpec(joint(first), joint(last), name, limb, "forward")
    found["palm-1"] = SegmentSpec(joint("finger1-1"), joint("finger1-2"), "hand", arm, "palmar")
    for phalanx, name in ((2, "thumb-proximal"), (3, "thumb-distal")):
        start, end = joint(f"finger1-{phalanx}"), joint(f"finger1-{phalanx}", "tail")
        found[name] = SegmentSpec(start, end, "thumb", arm, "thumb-pad", is_free=phalanx == 3)
    for digit, finger in enumerate(FINGERS, start=2):
        knuckle = joint(f"finger{digit}-1")
        found[f"palm-{digit}"] = SegmentSpec(joint("wrist"), knuckle, "hand", arm, "palmar")
        for phalanx, name in enumerate(("proximal", "middle", "distal"), start=1):
            start, end = (joint(f"finger{digit}-{phalanx}", which) for which in ("head", "tail"))
            found[f"{finger}-{name}"] = SegmentSpec(
                start, end, finger, arm, "palmar", is_free=phalanx == 3
            )
    for digit in range(1, 6):
        knuckle = joint(f"toe{digit}-1")
        tip = joint(f"toe{digit}-{2 if digit == 1 else 3}", "tail")
        found[f"foot-{digit}"] = SegmentSpec(joint("foot"), knuckle, "foot", leg, "up")
        found[f"toe-{digit}"] = SegmentSpec(knuckle, tip, f"toe-{digit}", leg, "up", is_free=True)
    return found


LIMB_SEGMENTS: dict[str, SegmentSpec] = _segment_specs()
UPRIGHT_SEGMENTS = ("neck", "head")
SEGMENTS: tuple[str, ...] = (*LIMB_SEGMENTS, *UPRIGHT_SEGMENTS, "trunk")


class SegmentRays:
    """Places on segments of one posed body."""

    def __init__(self, joints: Joints, query: SurfaceQuery) -> None:
        self._joints = joints
        self._query = query

    def place(self, segment: str, along: float, around_deg: float) -> FloatArray | None:
        """Return the surface point of a limb, neck or head segment, (3,) mm; None when missed.

        Parameters
        ----------
        along : 0 at the proximal joint (the lower end of neck and head), 1 at the distal one; may
            go slightly beyond
        around_deg : 0 anterior (palmar, thumb pad; dorsal on foot and toes), 90 lateral (radial),
            180 posterior (dorsal; plantar), 270 medial (ulnar)

        Raises
        ------
        KeyError
            When there is no such segment.
        """
        if segment in UPRIGHT_SEGMENTS:
            first, last = self._upright(segment)
            axes = FORWARD, LEFT
            part, is_free = segment, segment == "head"
            stand_in: tuple[str, ...] = TRUNK_PARTS
        else:
            spec = LIMB_SEGMENTS[segment]
            first, last = self._joint(spec.start), self._joint(spec.end)
            if spec.is_free:
                last = self._tip(first, last)
            axis = unit(last - first)
            zero = self._zero(spec.zero, axis)
            axes = zero, np.cross(zero, axis)
            part, stand_in, is_free = spec.part, spec.limb, spec.is_free
        if is_free and along >= 1.0:
            return last
        start = first + along * (last - first)
        return self._outermost(start, axes, around_deg, (part,), stand_in)

    def place_on_trunk(self, y_mm: float, around_deg: float) -> FloatArray | None:
        """Return the surface point of the trunk at a height, arms ignored; None when missed."""
        centre = self._trunk_centre(y_mm)
        if centre is None:
            return None
        parts = tuple(part for part in PARTS if part not in ARM_PARTS)
        return self._outermost(centre, (FORWARD, LEFT), around_deg, parts, ())

    def _joint(self, end: tuple[str, str]) -> FloatArray:
        points = self._joints.heads_mm if end[1] == "head" else self._joints.tails_mm
        return points[end[0]]

    def _zero(self, name: str, axis: FloatArray) -> FloatArray:
        if name == "forward":
            reference = FORWARD
        elif name == "up":
            reference = UP
        else:
            reference = hand_frame(self._joints)[2]
        reference = unit(reference - (reference @ axis) * axis)
        if name == "thumb-pad":
            # The left thumb's pad turns from palmar toward ulnar.
            return rotation_about(axis, THUMB_ROLL_DEG) @ reference
        return reference

    def _tip(self, first: FloatArray, last: FloatArray) -> FloatArray:
        """Return where a line from inside a digit through its last joint leaves the body."""
        hits = self._query.cast(first, unit(last - first))
        leaving = np.flatnonzero(hits.is_exit)
        return np.asarray(hits.points_mm[leaving[0]]) if len(leaving) else last

    def _upright(self, segment: str) -> tuple[FloatArray, FloatArray]:
        """Return the lower and the upper end of the neck's or head's axis."""
        midline = np.array([0.0, 1.0, 1.0])
        head = self._joints.heads_mm["head"]
        if segment == "neck":
            return self._joints.heads_mm["neck01"] * midline, head * midline
        surface = self._query.surface
        is_head = surface.part_weights[:, PARTS.index("head")] > PART_SHARE
        is_high = surface.points_mm[:, 1] > head[1] + CRANIUM_ABOVE_MM
        depths = surface.points_mm[is_head & is_high, 2]
        bottom = np.array([0.0, head[1], float(depths.min() + depths.max()) / 2.0])
        return bottom, self._tip(bottom, bottom + UP)

    def _trunk_centre(self, y_mm: float) -> FloatArray | None:
        """Return the point midway between front and back of the trunk on the midline."""
        inside = np.array([0.0, y_mm, float(self._joints.heads_mm["spine02"][2])])
        front, back = (self._query.cast(inside, sign * FORWARD) for sign in (1.0, -1.0))
        if len(front.points_mm) == 0 or len(back.points_mm) == 0:
            return None
        middle = (front.points_mm[-1, 2] + back.points_mm[-1, 2]) / 2.0
        return np.array([0.0, y_mm, float(middle)])

    def _outermost(
        self,
        start: FloatArray,
        axes: tuple[FloatArray, FloatArray],
        around_deg: float,
        parts: tuple[str, ...],
        stand_in: tuple[str, ...],
    ) -> FloatArray | None:
        angle = np.radians(around_deg)
        direction = np.cos(angle) * axes[0] + np.sin(angle) * axes[1]
        hits = self._query.cast(start, direction)
        shares = self._query.triangle_parts[hits.triangle]
        own = shares[:, [PARTS.index(part) for part in parts]].sum(axis=1)
        # A ray from a limb must not find the other limb behind the first.
        outward = hits.is_exit & ((hits.points_mm[:, 0] >= 0.0) | (start[0] == 0.0))
        mine = np.flatnonzero(outward & (own >= PART_SHARE))
        if len(mine):
            return np.asarray(hits.points_mm[mine[-1]])
        open_share = shares[:, [PARTS.index(part) for part in stand_in]].sum(axis=1)
        shared = np.flatnonzero(outward & (open_share >= PART_SHARE))
        return np.asarray(hits.points_mm[shared[0]]) if len(shared) else None
