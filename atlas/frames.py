"""The only place where three dimensions become two.

Builds an orthographic camera for each view. Body points are in mm (x toward the patient's left,
y up, z forward); picture points are in mm (x right, y down, as in SVG). Must not know meshes
or zones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import FLOOR_Y_MM, ViewSpec
from atlas.pose import Joints, hand_frame, unit

FloatArray = NDArray[np.float64]

FLIP = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Camera:
    """An orthographic camera.

    Attributes
    ----------
    origin_mm : (3,) body point that lands on the picture's (0, 0)
    right, up : (3,) unit vectors, the picture's axes in the body frame
    box_mm : x, y, width, height of the picture
    mm_per_px : scale of rasters
    left_half : 0 for a plain view. In a paired view, the sign of picture x where the patient's left
        is shown; body points of the right (x < 0) appear as the mirror image on the other half
    """

    origin_mm: FloatArray
    right: FloatArray
    up: FloatArray
    box_mm: tuple[float, float, float, float]
    mm_per_px: float
    left_half: int = 0

    @property
    def forward(self) -> FloatArray:
        """Return the viewing direction, away from the viewer."""
        return np.cross(self.up, self.right)

    @property
    def size_px(self) -> tuple[int, int]:
        """Return height and width of a raster of the whole box."""
        width, height = self.box_mm[2], self.box_mm[3]
        return round(height / self.mm_per_px), round(width / self.mm_per_px)

    def project(self, points_body_mm: FloatArray) -> FloatArray:
        """Project body points to the picture, (n, 3) to (n, 2) mm; x right, y down."""
        points, is_right = self._left(points_body_mm)
        relative = points - self.origin_mm
        view = np.stack([relative @ self.right, -(relative @ self.up)], axis=-1)
        view[is_right, 0] *= -1.0
        return view

    def depth_mm(self, points_body_mm: FloatArray) -> FloatArray:
        """Return the distance along the viewing direction, (n,) mm; smaller is nearer."""
        points, _ = self._left(points_body_mm)
        return np.asarray((points - self.origin_mm) @ self.forward)

    def facing(self, normals: FloatArray, is_right: NDArray[np.bool_] | None = None) -> FloatArray:
        """Turn body normals into picture normals, (n, 3): x right, y up, z toward the viewer.

        Parameters
        ----------
        is_right : in a paired view, which normals belong to the patient's right; default none
        """
        turned = normals.copy()
        if is_right is not None:
            turned[is_right] *= FLIP
        view = np.stack([turned @ self.right, turned @ self.up, -(turned @ self.forward)], axis=-1)
        if is_right is not None:
            view[is_right, 0] *= -1.0
        return view

    def ray(self, point_view_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return a body point and the body direction of what lies behind a picture point.

        In a paired view, the half that shows the patient's right gives a ray on the right.
        """
        x, y = float(point_view_mm[0]), float(point_view_mm[1])
        is_right = x * self.left_half < 0.0
        start = self.origin_mm + (-x if is_right else x) * self.right - y * self.up
        direction = self.forward
        return (start * FLIP, direction * FLIP) if is_right else (start, direction)

    def _left(self, points: FloatArray) -> tuple[FloatArray, NDArray[np.bool_]]:
        is_right = (points[..., 0] < 0.0) & (self.left_half != 0)
        return np.where(is_right[..., None], points * FLIP, points), is_right

    def to_px(
        self, points_view_mm: FloatArray, box_mm: tuple[float, float, float, float] | None = None
    ) -> FloatArray:
        """Scale picture mm to raster pixels, (n, 2)."""
        box = box_mm or self.box_mm
        return np.asarray((points_view_mm - np.array(box[:2])) / self.mm_per_px)


def foot_frame(joints: Joints) -> FloatArray:
    """Return the left foot's axes: rows medial-to-lateral, up, along the second toe; (3, 3)."""
    along = joints.heads_mm["toe2-1.L"] - joints.heads_mm["foot.L"]
    along = unit(along * np.array([1.0, 0.0, 1.0]))
    up = np.array([0.0, 1.0, 0.0])
    return np.stack([np.cross(up, along), up, along])


def fitted(view: ViewSpec, stature: float, span: float) -> ViewSpec:
    """Return a view whose picture is larger or smaller as a body is than the neutral one.

    The floor stays at its height in pictures that share the whole body's frame.

    Parameters
    ----------
    stature, span : see `Body`
    """
    if stature == span == 1.0:
        return view
    x, y, width, height = view.box_mm
    ax, ay = view.anchor_at_mm
    is_upright = view.frame == "body" and view.up == (0.0, 1.0, 0.0)
    wide, high = (span, stature) if is_upright else (max(span, stature),) * 2
    # The picture's y that stays where it is.
    still = FLOOR_Y_MM if is_upright else 0.0
    top, bottom = (round(still + (edge - still) * high) for edge in (y, y + height))
    left, right = round(x * wide), round((x + width) * wide)
    box = (float(left), float(top), float(right - left), float(bottom - top))
    return replace(view, anchor_at_mm=(ax * wide, still + (ay - still) * high), box_mm=box)


def camera_for(view: ViewSpec, joints: Joints, stature: float = 1.0, span: float = 1.0) -> Camera:
    """Build the camera of a view on the posed joints of a body of some size."""
    view = fitted(view, stature, span)
    if view.frame == "hand":
        axes = hand_frame(joints)
    elif view.frame == "foot":
        axes = foot_frame(joints)
    else:
        axes = np.eye(3)
    right, up = np.array(view.right) @ axes, np.array(view.up) @ axes
    anchor = joints.heads_mm[view.anchor] if view.anchor else np.zeros(3)
    x, y = view.anchor_at_mm
    origin = anchor - x * right + y * up
    left_half = (1 if x > 0.0 else -1) if view.is_paired else 0
    return Camera(origin, right, up, view.box_mm, view.mm_per_px, left_half)
