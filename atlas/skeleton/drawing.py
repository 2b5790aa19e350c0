"""Draw bones in a picture: outlines with what lies behind left out, an even fill, the names.

Takes bones and a camera, gives chains of cubics in picture mm. In a picture that is its own mirror
image the left half is drawn, and what reaches the middle is joined to its mirror image. Must not
know files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from atlas.curves import Finish
from atlas.descriptors import BODY_MM_PER_PX, VIEW_BY_ID, ViewSpec
from atlas.frames import Camera
from atlas.skeleton.bones import Bones
from atlas.skeleton.forms import Line, depth_of, running_out, silhouette
from atlas.skeleton.mirroring import FAR, fitted_lines, merged, off_midline, rings
from atlas.skeleton.records import Bone, Labelled
from atlas.skeleton.shown import FAMILY_OF, REGIONS_IN_PIECE

FloatArray = NDArray[np.float64]
Loops = tuple[FloatArray, ...]

# A line behind a nearer bone ends this far before it, as engravers leave it.
GAP_MM = 0.9
# Hollows between forms of one bone are filleted by this radius.
FILLET_MM = 3.0
# In pictures of the whole body the bones of hand and foot are lines only.
TOO_SMALL_TO_FILL = ("hand", "foot")
# What lies farther outside the picture than this is left out.
BEYOND_MM = 12.0
# Gaps in the fill narrower than twice this are closed: it is one even ground for the lines.
CLOSED_MM = 2.5
# Pieces of a line shorter than this are specks.
SHORTEST_MM = 3.5
# Lines are a little smoothed and fitted: insets, which show things larger, more closely. Fills have
# no edge of their own and need less.
WHOLE_FINISH = Finish(1.2, 0.6), Finish(2.0, 1.4)
INSET_FINISH = Finish(0.9, 0.15), Finish(0.9, 0.4)
# Fills of the whole body keep to a coarser grid, which is shorter to write.
FILL_GRID_MM = 0.5


@dataclass(frozen=True)
class Drawing:
    """A view's skeleton.

    Attributes
    ----------
    whole_fill, whole_lines : chains drawn once, (n, 4, 2) mm each
    sided_fill, sided_lines : chains of the left; a symmetric picture shows their mirror image too
    is_closed : which of whole_lines are loops
    labels : text and picture place
    """

    whole_fill: Loops
    sided_fill: Loops
    whole_lines: tuple[tuple[FloatArray, bool], ...]
    sided_lines: tuple[tuple[FloatArray, bool], ...]
    labels: tuple[tuple[str, float, float], ...]


def draw_view(
    bones: Bones, view_id: str, camera: Camera, piece_mm: FloatArray | None = None
) -> Drawing:
    """Draw a view's bones.

    Parameters
    ----------
    piece_mm : (n, 3) body points of what the view shows, when it is a limb cut off: bones end
        where it does
    """
    view = VIEW_BY_ID[view_id]
    half = _half(view, camera)
    shown = _shown(bones.bones, view, camera)
    x, y, width, height = camera.box_mm
    frame: BaseGeometry = box(x, y, x + width, y + height).buffer(BEYOND_MM)
    if piece_mm is not None:
        cut = shapely.MultiPoint(camera.project(piece_mm)).envelope
        frame = frame.intersection(cut)
    shapes, lines, hidden = _visible(shown, camera, frame, half)
    is_inset = view.mm_per_px < BODY_MM_PER_PX
    line_finish, fill_finish = INSET_FINISH if is_inset else WHOLE_FINISH
    filled = [
        shape for bone, shape in shapes.items() if is_inset or bone.region not in TOO_SMALL_TO_FILL
    ]
    fill = shapely.union_all(filled).buffer(CLOSED_MM).buffer(-CLOSED_MM)
    whole_fill, sided_fill = fitted_lines(rings(fill, half), half, fill_finish)
    whole, sided = fitted_lines(lines, half, line_finish)
    labels = _labels(bones.labels, view, camera, hidden)
    grid = 0.0 if is_inset else FILL_GRID_MM
    return Drawing(
        tuple(_on_grid(chain, grid) for chain, _ in whole_fill),
        tuple(_on_grid(chain, grid) for chain, _ in sided_fill),
        tuple(whole),
        tuple(sided),
        tuple(labels),
    )


def _on_grid(chain: FloatArray, grid_mm: float) -> FloatArray:
    return np.asarray(np.round(chain / grid_mm) * grid_mm) if grid_mm else chain


def _labels(
    labels: Sequence[Labelled], view: ViewSpec, camera: Camera, hidden: Mapping[str, BaseGeometry]
) -> list[tuple[str, float, float]]:
    """Place the names whose bones a view shows, unless a nearer bone lies over the place."""
    x, y, width, height = camera.box_mm
    found: list[tuple[str, float, float]] = []
    for label in labels:
        at = camera.project(label.at_mm[None])[0]
        is_inside = x < at[0] < x + width and y < at[1] < y + height
        if FAMILY_OF[view.id] not in label.views or not is_inside:
            continue
        nearer = hidden.get(label.bone, shapely.Point())
        if not nearer.intersects(shapely.Point(at)):
            x_mm, y_mm = float(at[0]) + label.aside_mm, float(at[1])
            found.append((label.text, round(x_mm, 1) + 0.0, round(y_mm, 1)))
    return found


def _half(view: ViewSpec, camera: Camera) -> BaseGeometry | None:
    """Return the half of a symmetric picture that shows the patient's left."""
    if not view.is_symmetric:
        return None
    sign = float(camera.left_half or np.sign(camera.right[0]))
    return box(min(0.0, sign * FAR), -FAR, max(0.0, sign * FAR), FAR)


def _shown(bones: Sequence[Bone], view: ViewSpec, camera: Camera) -> list[Bone]:
    """Return what a view shows of its bones, nearest first."""
    family = FAMILY_OF[view.id]
    found: list[tuple[float, Bone]] = []
    for bone in bones:
        if bone.region not in REGIONS_IN_PIECE[view.piece]:
            continue
        parts = tuple(part for part in bone.parts if not part.views or family in part.views)
        if parts:
            depth = (
                depth_of([part.form for part in parts], camera, bone.forward_mm) - bone.nearer_mm
            )
            found.append((depth, Bone(bone.id, bone.region, parts)))
    return [bone for _, bone in sorted(found, key=lambda pair: pair[0])]


def _visible(
    bones: Sequence[Bone], camera: Camera, frame: BaseGeometry, half: BaseGeometry | None
) -> tuple[dict[Bone, BaseGeometry], list[LineString], dict[str, BaseGeometry]]:
    """Return the bones' silhouettes, and their lines as far as no nearer bone hides them.

    Returns
    -------
    shapes : by bone
    lines
    hidden : what nearer bones cover, by the bone behind them
    """
    hidden: BaseGeometry = shapely.Point()
    shapes: dict[Bone, BaseGeometry] = {}
    lines: list[LineString] = []
    covered: dict[str, BaseGeometry] = {}
    for bone in bones:
        seen = [(part.form, silhouette(part.form, camera)) for part in bone.parts]
        solid = shapely.union_all([shape for form, shape in seen if not isinstance(form, Line)])
        solid = solid.buffer(FILLET_MM).buffer(-FILLET_MM)
        inner = [shape for form, shape in seen if isinstance(form, Line)]
        if half is not None:
            solid = solid.intersection(half)
            inner = [shape.intersection(half) for shape in inner]
        if not shapely.union_all([solid, *inner]).intersects(frame):
            continue
        covered[bone.id] = hidden
        ends = shapely.union_all([running_out(form, camera) for form, _ in seen])
        edge = solid.boundary if half is None else off_midline(solid.boundary)
        for line in (edge.difference(ends), *inner):
            lines += [
                piece
                for piece in merged(line.intersection(frame).difference(hidden))
                if piece.length >= SHORTEST_MM
            ]
        shapes[bone] = solid.intersection(frame)
        hidden = hidden.union(solid.buffer(GAP_MM, quad_segs=4))
    return shapes, lines, covered
