"""Draw the zones of a view as shapes: every surface zone it shows, its outline, its inner edges.

Takes a scene and zones, gives shapes in picture mm. Must not know SVG or files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.coverage import Loop, Shapes, fit_shapes
from atlas.curves import Curve, Finish, Line, fit_lines
from atlas.labels import INSET_BELOW_MM_PER_PX, ViewLabels, label_view
from atlas.scene import Frame, Scene
from atlas.tracing import trace, trace_marked
from atlas.vocabulary import ZoneName
from atlas.zones import ZoneSeeds

FloatArray = NDArray[np.float64]
Box = tuple[float, float, float, float]

# Borders are calm: they are no sharper than the anatomy they stand for. Outlines are true to the
# mesh but for its facets. Insets are seen at twice the size.
BODY_BORDER, BODY_OUTLINE = Finish(3.0, 0.5), Finish(1.0, 0.3)
INSET_BORDER, INSET_OUTLINE = Finish(0.9, 0.15), Finish(0.8, 0.12)
# An inner edge (an arm before the trunk) is a step of at least this depth and this long.
EDGE_STEP_MM = 5.0
EDGE_LENGTH_MM = 8.0
# ... and what lies behind it faces the viewer at least this much (cosine).
BEHIND_FACING = 0.3

MIRRORED_SIDE = {"left": "right", "right": "left", "midline": "midline"}


@dataclass(frozen=True)
class ZoneShape:
    """One zone on one side, as seen in a view.

    Attributes
    ----------
    is_twin : it is the mirror image about x = 0 of the shape before it in the picture
    """

    zone: str
    side: str
    loops: tuple[Loop, ...]
    is_twin: bool = False

    def mirrored(self) -> ZoneShape:
        """Mirror the shape left to right; sides change."""
        loops = tuple(loop.mirrored() for loop in self.loops)
        return ZoneShape(self.zone, MIRRORED_SIDE[self.side], loops, self.is_twin)


@dataclass(frozen=True)
class Picture:
    """The zones of a view.

    Attributes
    ----------
    box_mm : x, y, width, height
    shapes : in the order of the zones; a right twin follows its left
    outline : loops around the whole figure, by the even-odd rule
    edges : open lines where a nearer part ends before a farther one
    """

    view_id: str
    box_mm: Box
    shapes: tuple[ZoneShape, ...]
    outline: tuple[Loop, ...]
    edges: tuple[Curve, ...]

    def mirrored(self, view_id: str) -> Picture:
        """Return the same picture from the other side of the body."""
        x, y, width, height = self.box_mm
        return Picture(
            view_id,
            (-x - width, y, width, height),
            tuple(shape.mirrored() for shape in self.shapes),
            tuple(loop.mirrored() for loop in self.outline),
            tuple(curve.mirrored() for curve in self.edges),
        )


def draw_picture(
    scene: Scene,
    view_id: str,
    zones: Sequence[ZoneSeeds],
    names: Mapping[str, ZoneName],
    *,
    mm_per_px: float | None = None,
) -> tuple[Picture, Frame]:
    """Draw the zones of a view.

    Parameters
    ----------
    zones : the competitors for the surface
    names : the vocabulary by id
    mm_per_px : raster step; the view's own when omitted

    Returns
    -------
    picture : the shapes
    frame : the raster behind them, of the patient's left half in a symmetric view
    """
    seen = label_view(scene, view_id, zones, mm_per_px=mm_per_px)
    camera = seen.frame.camera
    is_inset = scene.camera(view_id).mm_per_px < INSET_BELOW_MM_PER_PX
    border, outline = (INSET_BORDER, INSET_OUTLINE) if is_inset else (BODY_BORDER, BODY_OUTLINE)
    shapes = fit_shapes(
        trace(
            seen.labels,
            share_right=seen.share_right,
            share_down=seen.share_down,
            is_hard_right=seen.is_hard_right,
            is_hard_down=seen.is_hard_down,
            mirror_column=seen.mirror_column,
        ),
        origin_mm=camera.box_mm[:2],
        mm_per_px=camera.mm_per_px,
        border=border,
        outline=outline,
    )
    edges = _edges(seen, outline)
    around = shapes.outline
    if seen.is_half:
        edges += [curve.mirrored() for curve in edges]
        if seen.mirror_column is None:
            around = (*around, *(loop.mirrored() for loop in around))
    picture = Picture(
        view_id,
        scene.camera(view_id).box_mm,
        tuple(_zone_shapes(shapes, zones, names, is_half=seen.is_half)),
        around,
        tuple(edges),
    )
    return picture, seen.frame


def _zone_shapes(
    shapes: Shapes,
    zones: Sequence[ZoneSeeds],
    names: Mapping[str, ZoneName],
    *,
    is_half: bool,
) -> list[ZoneShape]:
    found: list[ZoneShape] = []
    for index, zone in enumerate(zones):
        loops = shapes.loops.get(index)
        if not loops:
            continue
        if names[zone.zone].is_midline:
            chosen = shapes.joined[index] if is_half else loops
            found.append(ZoneShape(zone.zone, "midline", chosen))
            continue
        left = ZoneShape(zone.zone, "left", loops)
        found.append(left)
        if is_half:
            right = left.mirrored()
            found.append(ZoneShape(right.zone, right.side, right.loops, is_twin=True))
    return found


def _edges(seen: ViewLabels, finish: Finish) -> list[Curve]:
    """Find where a nearer part ends before a farther one, as open curves."""
    camera = seen.frame.camera
    lines = trace_marked(
        _is_step(seen.frame, axis=1),
        _is_step(seen.frame, axis=0),
        seen.share_right,
        seen.share_down,
    )
    origin = np.array(camera.box_mm[:2])
    chosen: list[Line] = []
    for line in lines:
        points = line * camera.mm_per_px + origin
        length = float(np.hypot(*np.diff(points, axis=0).T).sum()) if len(points) > 1 else 0.0
        if length >= EDGE_LENGTH_MM:
            # Each line gets junctions of its own: edges need not pass smoothly into others.
            start = 2 * len(chosen)
            chosen.append(Line(points, start, start + 1, finish))
    return fit_lines(chosen, step_mm=camera.mm_per_px)


def _is_step(frame: Frame, axis: int) -> NDArray[np.bool_]:
    """Tell between which neighbours along an axis a nearer surface hides a farther one.

    A surface that slants away steeply has steps too; what a nearer one hides faces the viewer.
    """
    depth, facing = frame.raster.depth_mm, frame.normals_view[..., 2]
    one = (slice(None), slice(None, -1)) if axis == 1 else (slice(None, -1), slice(None))
    two = (slice(None), slice(1, None)) if axis == 1 else (slice(1, None), slice(None))
    with np.errstate(invalid="ignore"):
        step = depth[two] - depth[one]
    behind = np.where(step > 0.0, facing[two], facing[one])
    return np.asarray(np.isfinite(step) & (np.abs(step) > EDGE_STEP_MM) & (behind > BEHIND_FACING))
