"""Give every pixel of a view its zone, and find where between pixels each border lies.

Takes a scene and zones, gives a label picture with sub-pixel borders ready for `tracing`. Symmetric
and paired views are computed for the patient's left half only. Must not know SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import VIEW_BY_ID
from atlas.labelling import label_points
from atlas.mesh import GROUP_CAP
from atlas.outline import find_outlines
from atlas.pixelsides import OUTSIDE
from atlas.regions import Chooser, tidy
from atlas.scene import Frame, Scene
from atlas.zones import ZoneSeeds, crossing_shares

FloatArray = NDArray[np.float64]
LabelArray = NDArray[np.int32]

# Patches of a zone smaller than this on the picture go to their neighbours, in mm2, and so do parts
# thinner than this, in mm: nothing a finger can tap, and dirt to the eye. Along an outline, where a
# zone of the other side just comes round the edge, they would be everywhere.
BODY_CRUMB_MM2, BODY_THIN_MM = 25.0, 4.0
INSET_CRUMB_MM2, INSET_THIN_MM = 10.0, 2.4
# An inset's raster is finer than this.
INSET_BELOW_MM_PER_PX = 0.4
# Labels are computed this far beyond the picture's edges.
MARGIN_MM = 4.0


@dataclass(frozen=True)
class ViewLabels:
    """The zones of a view, or of the half of it that shows the patient's left.

    Attributes
    ----------
    frame : the raster behind it; `frame.camera.box_mm` is that of the half
    labels : (h, w) int, positions in the zone list; `OUTSIDE` off the body; one more than the last
        zone where the body is cut (a cap), which belongs to no zone
    share_right, share_down, is_hard_right, is_hard_down : as `tracing.trace` takes them
    mirror_column : 0 or w where that side is the mirror line, None in a side or paired view
    is_half : whether the other half is the mirror image of this one
    """

    frame: Frame
    labels: LabelArray
    share_right: NDArray[np.float32]
    share_down: NDArray[np.float32]
    is_hard_right: NDArray[np.bool_]
    is_hard_down: NDArray[np.bool_]
    mirror_column: int | None
    is_half: bool


def left_box(scene: Scene, view_id: str) -> tuple[tuple[float, float, float, float], int | None]:
    """Return the part of a view to compute, and where its mirror line lies: 0 left, 1 right.

    It is a little larger than the picture, so that a figure which the picture cuts off has no
    outline along the cut.
    """
    view = VIEW_BY_ID[view_id]
    camera = scene.camera(view_id)
    x, y, width, height = camera.box_mm
    margin = MARGIN_MM
    whole = (x - margin, y - margin, width + 2.0 * margin, height + 2.0 * margin)
    if not view.is_symmetric:
        return whole, None
    # The other half of a symmetric or paired view is the mirror image of this one.
    shows_left_at_right = camera.left_half > 0 if view.is_paired else camera.right[0] > 0.0
    reach = x + width + margin if shows_left_at_right else margin - x
    box = (0.0 if shows_left_at_right else -reach, whole[1], reach, whole[3])
    if view.is_paired:
        return box, None
    return box, 0 if shows_left_at_right else 1


@dataclass(frozen=True)
class PixelZones:
    """Zones of the pixels of a raster before any tidying.

    Attributes
    ----------
    labels : (h, w) int, as in `ViewLabels`
    place : (h, w) int, the row of `points_mm` and `part_weights` for each pixel; -1 without a zone
    points_mm : (n, 3) points of the neutral body mirrored to the left half: there zones are decided
    part_weights : (n, p)
    """

    labels: LabelArray
    place: NDArray[np.int64]
    points_mm: FloatArray
    part_weights: NDArray[np.float32]


def label_pixels(frame: Frame, zones: Sequence[ZoneSeeds]) -> PixelZones:
    """Give every pixel of a raster the zone its point belongs to."""
    hit = frame.is_hit & (frame.groups != GROUP_CAP)
    labels = np.full(hit.shape, OUTSIDE, dtype=np.int32)
    labels[frame.is_hit] = len(zones)
    place = np.full(hit.shape, -1, dtype=np.int64)
    place[hit] = np.arange(int(hit.sum()))
    points = frame.home_mm[hit].astype(np.float64)
    points[:, 0] = np.abs(points[:, 0])
    weights = _part_weights(frame, hit)
    labels[hit] = label_points(zones, points, weights)
    return PixelZones(labels, place, points, weights)


def label_view(
    scene: Scene, view_id: str, zones: Sequence[ZoneSeeds], *, mm_per_px: float | None = None
) -> ViewLabels:
    """Label a view, or the half of it that shows the patient's left.

    Parameters
    ----------
    zones : the competitors, see `zones.label_points`
    mm_per_px : the view's own scale when omitted
    """
    box, mirror_side = left_box(scene, view_id)
    frame = scene.render(view_id, box_mm=box, mm_per_px=mm_per_px)
    pixels = label_pixels(frame, zones)
    straight = replace(frame.camera, left_half=0)
    outlines = find_outlines(
        straight.to_px(straight.project(frame.surface.points_mm)),
        straight.depth_mm(frame.surface.points_mm),
        frame.surface.triangles,
        frame.raster,
    )
    scale = frame.camera.mm_per_px
    is_inset = scene.camera(view_id).mm_per_px < INSET_BELOW_MM_PER_PX
    crumb, thin = (INSET_CRUMB_MM2, INSET_THIN_MM) if is_inset else (BODY_CRUMB_MM2, BODY_THIN_MM)
    labels = tidy(
        pixels.labels,
        len(zones),
        smallest_px=round(crumb / scale**2),
        thin_px=round(thin / scale),
        is_cut=(outlines.is_hard_right, outlines.is_hard_down),
        choose=_nearest_of(zones, pixels),
    )
    share_right = _shares(zones, pixels, labels, outlines.is_hard_right, outlines.share_right, 1)
    share_down = _shares(zones, pixels, labels, outlines.is_hard_down, outlines.share_down, 0)
    return ViewLabels(
        frame,
        labels,
        share_right,
        share_down,
        outlines.is_hard_right,
        outlines.is_hard_down,
        None if mirror_side is None else mirror_side * labels.shape[1],
        VIEW_BY_ID[view_id].is_symmetric,
    )


def _nearest_of(zones: Sequence[ZoneSeeds], pixels: PixelZones) -> Chooser:
    """Return a chooser that lets the seeds decide among candidates, so that borders just go on."""

    def choose(
        rows: NDArray[np.int64], columns: NDArray[np.int64], candidates: list[int]
    ) -> LabelArray:
        place = pixels.place[rows, columns]
        points, weights = pixels.points_mm[place], pixels.part_weights[place]
        scores = np.stack([zones[c].scores(points, weights) for c in candidates], axis=1)
        chosen: LabelArray = np.array(candidates, dtype=np.int32)[np.argmin(scores, axis=1)]
        return chosen

    return choose


def _shares(
    zones: Sequence[ZoneSeeds],
    pixels: PixelZones,
    labels: LabelArray,
    is_hard: NDArray[np.bool_],
    known: NDArray[np.float32],
    axis: int,
) -> NDArray[np.float32]:
    """Find where borders lie between neighbours along an axis; outlines are known already."""
    first_px = (slice(None), slice(None, -1)) if axis == 1 else (slice(None, -1), slice(None))
    second_px = (slice(None), slice(1, None)) if axis == 1 else (slice(1, None), slice(None))
    a, b = labels[first_px], labels[second_px]
    soft = (a != b) & ~is_hard & (pixels.place[first_px] >= 0) & (pixels.place[second_px] >= 0)
    first, second = pixels.place[first_px][soft], pixels.place[second_px][soft]
    found = known.copy()
    found[soft] = crossing_shares(
        zones,
        (pixels.points_mm[first], pixels.part_weights[first], a[soft]),
        (pixels.points_mm[second], pixels.part_weights[second], b[soft]),
    )
    return found


def _part_weights(frame: Frame, hit: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the part weights of the pixels that are hit, (n, p)."""
    corners = frame.surface.triangles[frame.raster.triangle[hit]]
    shares = frame.raster.barycentric[hit]
    table = frame.surface.part_weights.astype(np.float32)
    found = np.zeros((len(corners), table.shape[1]), dtype=np.float32)
    for corner in range(3):
        found += shares[:, corner, None] * table[corners[:, corner]]
    return found
