"""Names, units, parts and views of the atlas: data only.

The body frame is in millimetres: x toward the patient's left, y up from the floor, z forward. A
view's picture is in millimetres too: x to the right, y down, as in SVG. Must not compute anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right"]

# Parts of the body, in the column order of every part-weight array.
PARTS: tuple[str, ...] = (
    "head",
    "neck",
    "trunk",
    "shoulder",
    "upper-arm",
    "forearm",
    "hand",
    "thumb",
    "index",
    "middle",
    "ring",
    "little",
    "pelvis",
    "thigh",
    "leg",
    "foot",
    "toe-1",
    "toe-2",
    "toe-3",
    "toe-4",
    "toe-5",
)

# Bone-name prefixes of each part; the longest matching prefix wins, and what matches nothing is
# head (the rig's many face bones).
BONE_PREFIXES: dict[str, str] = {
    "root": "pelvis",
    "pelvis": "pelvis",
    "spine05": "pelvis",
    "spine": "trunk",
    "breast": "trunk",
    "neck": "neck",
    "clavicle": "shoulder",
    "shoulder": "shoulder",
    "upperarm": "upper-arm",
    "lowerarm": "forearm",
    "wrist": "hand",
    "metacarpal": "hand",
    "finger1": "thumb",
    "finger2": "index",
    "finger3": "middle",
    "finger4": "ring",
    "finger5": "little",
    "upperleg": "thigh",
    "lowerleg": "leg",
    "foot": "foot",
    "toe1": "toe-1",
    "toe2": "toe-2",
    "toe3": "toe-3",
    "toe4": "toe-4",
    "toe5": "toe-5",
}

ARM_PARTS = ("upper-arm", "forearm", "hand", "thumb", "index", "middle", "ring", "little")
HAND_PARTS = ("hand", "thumb", "index", "middle", "ring", "little")
FOOT_PARTS = ("foot", "toe-1", "toe-2", "toe-3", "toe-4", "toe-5")
LEG_PARTS = ("thigh", "leg", *FOOT_PARTS)

# What is rasterised in a view: the whole body or a piece cut from it (see `pieces`).
PieceName = Literal["body", "body-without-arms", "head", "left-hand", "left-leg", "left-foot"]

# The bodies that are drawn, with their share of the female shape. Everything is authored and
# measured on the first.
BODIES: dict[str, float] = {"neutral": 0.5, "female": 1.0, "male": 0.0}
NEUTRAL = "neutral"

# Which axes a camera is built on: the body's, or those of the left hand or foot.
FrameName = Literal["body", "hand", "foot"]


@dataclass(frozen=True)
class ViewSpec:
    """One picture of the body.

    Attributes
    ----------
    id : the view's name in files, URLs and on the page
    piece : what is rasterised
    frame : whose axes `right` and `up` refer to. Body: x, y, z. Hand: x distal, y radial, z palmar.
        Foot: x medial to lateral, y up, z along the second toe
    right, up : the picture's axes in that frame
    anchor : joint (bone head) that lands on `anchor_at_mm`, or "" for the body frame's origin
    anchor_at_mm : picture position of the anchor, x right, y down
    box_mm : x, y, width, height of the picture
    mm_per_px : default scale of a raster of this view
    is_paired : the left piece is drawn, and its mirror image beside it for the right side
    is_symmetric : the picture is its own mirror image (x to -x)
    """

    id: str
    piece: PieceName
    frame: FrameName
    right: tuple[float, float, float]
    up: tuple[float, float, float]
    anchor: str
    anchor_at_mm: tuple[float, float]
    box_mm: tuple[float, float, float, float]
    mm_per_px: float
    is_paired: bool = False
    is_symmetric: bool = False


# The floor is at this picture height in all whole-body and head views, a little more than the
# body's own height, so that their y coordinates agree and stay positive.
FLOOR_Y_MM = 1680.0
_ORIGIN = (0.0, FLOOR_Y_MM)
_FULL = (-500.0, 0.0, 1000.0, 1690.0)
_PROFILE_LEFT = (-240.0, 0.0, 400.0, 1690.0)
_PROFILE_RIGHT = (-160.0, 0.0, 400.0, 1690.0)

# Whole-body rasters: fine enough that a finger is 30 pixels wide. Insets show twice the detail.
BODY_MM_PER_PX = 0.5
INSET_MM_PER_PX = 0.25

_X, _Y, _Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
_NEG_X, _NEG_Z = (-1.0, 0.0, 0.0), (0.0, 0.0, -1.0)
_NEG_Y = (0.0, -1.0, 0.0)
# Up in a picture seen from 60 degrees above the front, so that the back of the foot lies open.
_FROM_ABOVE = (0.0, 0.5, -(0.75**0.5))


def _whole(
    view_id: str,
    right: tuple[float, float, float],
    box_mm: tuple[float, float, float, float],
    piece: PieceName = "body",
    mm_per_px: float = BODY_MM_PER_PX,
) -> ViewSpec:
    """Describe a view of the upright body; all such views share one frame."""
    symmetric = right in (_X, _NEG_X)
    return ViewSpec(
        view_id, piece, "body", right, _Y, "", _ORIGIN, box_mm, mm_per_px, is_symmetric=symmetric
    )


def _pair(
    view_id: str,
    frame: FrameName,
    axes: tuple[tuple[float, float, float], tuple[float, float, float]],
    anchor_at_mm: tuple[float, float],
    size_mm: tuple[float, float],
) -> ViewSpec:
    """Describe an inset that shows left and right side by side, mirrored about x = 0."""
    piece: PieceName = "left-hand" if frame == "hand" else "left-foot"
    anchor = "wrist.L" if frame == "hand" else "foot.L"
    box = (-size_mm[0] / 2.0, 0.0, *size_mm)
    return ViewSpec(
        view_id,
        piece,
        frame,
        *axes,
        anchor,
        anchor_at_mm,
        box,
        INSET_MM_PER_PX,
        is_paired=True,
        is_symmetric=True,
    )


# Wide enough for the words of the pins beside the head.
_HEAD_FRONT = (-150.0, 0.0, 300.0, 300.0)
_HEAD_BACK = (-125.0, 0.0, 250.0, 300.0)
_HEAD_LEFT = (-210.0, 0.0, 340.0, 300.0)
_HEAD_RIGHT = (-130.0, 0.0, 340.0, 300.0)

VIEWS: tuple[ViewSpec, ...] = (
    _whole("front", _X, _FULL),
    _whole("back", _NEG_X, _FULL),
    _whole("left", _NEG_Z, _PROFILE_LEFT),
    _whole("right", _Z, _PROFILE_RIGHT),
    _whole("left-flank", _NEG_Z, _PROFILE_LEFT, "body-without-arms"),
    _whole("right-flank", _Z, _PROFILE_RIGHT, "body-without-arms"),
    _whole("head-front", _X, _HEAD_FRONT, mm_per_px=INSET_MM_PER_PX),
    _whole("head-back", _NEG_X, _HEAD_BACK, mm_per_px=INSET_MM_PER_PX),
    _whole("head-left", _NEG_Z, _HEAD_LEFT, mm_per_px=INSET_MM_PER_PX),
    _whole("head-right", _Z, _HEAD_RIGHT, mm_per_px=INSET_MM_PER_PX),
    # From above, the nose at the bottom: the front view tilted toward the viewer.
    ViewSpec(
        "head-top", "head", "body", _X, _NEG_Z, "", (0.0, 100.0),
        (-110.0, 0.0, 220.0, 260.0), INSET_MM_PER_PX, is_symmetric=True,
    ),
    # Fingers up, as on a hand chart; the thumbs meet in the middle in both.
    _pair("hands-palm", "hand", (_NEG_Y, _X), (86.0, 195.0), (330.0, 240.0)),
    _pair("hands-back", "hand", (_Y, _X), (-86.0, 195.0), (330.0, 240.0)),
    # Each leg from its inner side, the other leg removed; heights are those of the whole body.
    ViewSpec(
        "leg-inner", "left-leg", "body", _Z, _Y, "", (125.0, FLOOR_Y_MM),
        (-350.0, 720.0, 700.0, 970.0), BODY_MM_PER_PX, is_paired=True, is_symmetric=True,
    ),
    # Like the front view seen steeply from above: toes down, the patient's left on the right.
    _pair("feet-top", "foot", (_X, _FROM_ABOVE), (75.0, 88.0), (300.0, 280.0)),
    # Soles of a person lying on the back, toes up.
    _pair("feet-sole", "foot", (_X, _Z), (75.0, 190.0), (300.0, 280.0)),
    _pair("feet-inner", "foot", (_Z, _Y), (75.0, 90.0), (560.0, 180.0)),
    _pair("feet-outer", "foot", (_NEG_Z, _Y), (210.0, 90.0), (560.0, 180.0)),
)  # fmt: skip

VIEW_BY_ID: dict[str, ViewSpec] = {view.id: view for view in VIEWS}
