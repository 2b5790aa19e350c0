"""Draw one muscle: its groups for every view that faces it, as a small SVG, and its manifest entry.

What is written here is what `docs/muscle-sheets.md` promises to the page. Must not know files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from atlas.descriptors import VIEW_BY_ID
from atlas.diagrams.flat import flat_views, see_flat
from atlas.muscles.laying import LaidPart
from atlas.muscles.outlines import Drawing, draw_part
from atlas.muscles.seeing import SeenPart, Viewer, drawn_views
from atlas.muscles.sheets import SheetPart
from atlas.pins import MIRRORED_VIEWS

Box = tuple[float, float, float, float]

# A view shows a muscle when it shows this share of one of its sheets, and not as a sliver: this
# share of what the best view shows, and this much at all.
SHOWN_SHARE = 0.14
SHOWN_OF_BEST = 0.07
SHOWN_MM2 = 40.0
# An inset that is cut from a larger view's frame shows a muscle when this share of the drawing
# lies within its box.
WITHIN_BOX = 0.5
# The flank is for what the arm hides: what it shows clearly less of than the side view does belongs
# to the arm, and would be a torn-off piece.
FLANKS = {"left-flank": "left"}
FLANK_OF_SIDE = 0.7
# Insets that share the frame of a whole-body view, whose drawing they use.
SHARED_FRAME = {"head-front": "front", "head-back": "back", "head-left": "left"}
# A drawing whose middle is this near the mirror line, as a share of its width, is of both sides.
WHOLE_SHARE = 0.05
DEPTH_CLASS = {"superficial": "", "intermediate": " muscle-intermediate", "deep": " muscle-deep"}


@dataclass(frozen=True)
class ViewDrawing:
    """A muscle in one or more views that share its drawing.

    Attributes
    ----------
    views : every view it is shown in; the first one it was drawn for
    drawings : of its parts
    box_mm : x0, y0, x1, y1 of what is drawn
    area_mm2 : what is seen
    is_open : nothing lies over it, as in a constructed view
    """

    views: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    box_mm: Box
    area_mm2: float
    is_open: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether it is its own mirror image: a muscle of the middle, drawn on both sides."""
        x0, _, x1, _ = self.box_mm
        return x0 < 0.0 < x1 and abs(x0 + x1) < WHOLE_SHARE * (x1 - x0)


@dataclass(frozen=True)
class MuscleDrawing:
    """A muscle in all views; `inside` when none of it lies on the surface."""

    muscle: str
    views: tuple[ViewDrawing, ...]
    best_view: str
    is_inside: bool


def draw_muscle(muscle: str, parts: Sequence[LaidPart], viewer: Viewer) -> MuscleDrawing:
    """Draw a muscle in every view that faces it."""
    seen = {
        view.id: tuple(_seen(parts, viewer, view.id))
        for view in drawn_views()
        if view.id not in SHARED_FRAME
    }
    areas = {view_id: sum(part.area_mm2 for part in sheets) for view_id, sheets in seen.items()}
    best = max(areas.values(), default=0.0)
    found: list[ViewDrawing] = []
    for view_id, sheets in seen.items():
        area = areas[view_id]
        is_authored = any(view_id in part.part.views for part in parts)
        least = max(SHOWN_MM2, SHOWN_OF_BEST * best)
        least = max(least, FLANK_OF_SIDE * areas.get(FLANKS.get(view_id, ""), 0.0))
        if not sheets or (not is_authored and area < least):
            continue
        drawn = [drawing for sheet in sheets if (drawing := draw_part(sheet))]
        if drawn:
            box = _box(drawn)
            views = (view_id, *_insets(view_id, box, viewer))
            found.append(ViewDrawing(views, tuple(drawn), box, area))
    found = [*_merged(found), *_constructed([part.part for part in parts])]
    return MuscleDrawing(
        muscle,
        tuple(found),
        _best_view(found, parts),
        all(part.part.lie == "inside" for part in parts),
    )


def _constructed(parts: Sequence[SheetPart]) -> list[ViewDrawing]:
    """Draw a muscle in the constructed views that show it."""
    found: list[ViewDrawing] = []
    for view_id in flat_views(parts):
        seen = [
            see_flat(part, rows) for part in parts for rows in part.flat if rows.view == view_id
        ]
        drawn = [drawing for sheet in seen if (drawing := draw_part(sheet))]
        if drawn:
            area = sum(sheet.area_mm2 for sheet in seen)
            found.append(ViewDrawing((view_id,), tuple(drawn), _box(drawn), area, is_open=True))
    return found


def _box(drawn: Sequence[Drawing]) -> Box:
    boxes = np.array([drawing.box_mm for drawing in drawn])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _seen(parts: Sequence[LaidPart], viewer: Viewer, view_id: str) -> list[SeenPart]:
    """Return the parts a view shows."""
    found: list[SeenPart] = []
    for part in parts:
        if part.part.views and view_id not in part.part.views:
            continue
        seen = viewer.see(part, view_id)
        if part.part.views or seen.share >= SHOWN_SHARE:
            found.append(seen)
    return found


def _insets(view_id: str, box: Box, viewer: Viewer) -> tuple[str, ...]:
    """Return the insets that show enough of a drawing made for a larger view of the same frame."""
    found: list[str] = []
    for inset, larger in SHARED_FRAME.items():
        if larger != view_id:
            continue
        x, y, width, height = viewer.camera(inset).box_mm
        shared_x = min(box[2], x + width) - max(box[0], x)
        shared_y = min(box[3], y + height) - max(box[1], y)
        whole = (box[2] - box[0]) * (box[3] - box[1])
        if min(shared_x, shared_y) > 0.0 and shared_x * shared_y >= WITHIN_BOX * whole:
            found.append(inset)
    return tuple(found)


def _merged(found: Sequence[ViewDrawing]) -> list[ViewDrawing]:
    """Let views with the same drawing share it: a flank without its arm is the side view's."""
    by_drawing: dict[tuple[Drawing, ...], ViewDrawing] = {}
    for view in found:
        first = by_drawing.get(view.drawings)
        by_drawing[view.drawings] = (
            ViewDrawing((*first.views, *view.views), first.drawings, first.box_mm, first.area_mm2)
            if first
            else view
        )
    return list(by_drawing.values())


def _best_view(found: Sequence[ViewDrawing], parts: Sequence[LaidPart]) -> str:
    """Choose where a muscle is shown alone: as authored, else where most of it is seen.

    An inset, which shows it larger, goes before the whole body it shares the drawing with.
    """
    # Where it lies open it is seen best.
    authored = [*flat_views([part.part for part in parts])]
    authored += [view for part in parts for view in part.part.views]
    if authored:
        return authored[0]
    if not found:
        return ""
    # The flank is for what the arm hides; of equals the plainer view comes first.
    best = max(found, key=lambda view: view.area_mm2)
    insets = [view for view in best.views if VIEW_BY_ID[view].mm_per_px < 0.4]
    return (insets or list(best.views))[0]


def muscle_svg(drawn: MuscleDrawing, depth: str) -> str:
    """Write a muscle's file: one group per drawing, of the patient's left."""
    groups: dict[bool, list[str]] = {False: [], True: []}
    for view in drawn.views:
        paths = [
            f'<path class="muscle-{name}" d="{data}"/>'
            for storey in _storeys(view.drawings)
            for name, data in _layers(storey)
            if data
        ]
        groups[view.is_open].append(f'<g data-view="{" ".join(view.views)}">{"".join(paths)}</g>\n')
    best = next((v for v in drawn.views if drawn.best_view in v.views), None)
    x0, y0, x1, y1 = best.box_mm if best else (0.0, 0.0, 0.0, 0.0)
    box = " ".join(f"{value:.0f}" for value in (x0 - 5, y0 - 5, x1 - x0 + 10, y1 - y0 + 10))
    inside = " muscle-inside" if drawn.is_inside else ""
    shown = f'<g class="muscle{DEPTH_CLASS[depth]}{inside}">\n{"".join(groups[False])}</g>\n'
    if groups[True]:
        shown += f'<g class="muscle muscle-open">\n{"".join(groups[True])}</g>\n'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" data-muscle="{drawn.muscle}">\n'
        f"{shown}</svg>\n"
    )


def _storeys(drawings: Sequence[Drawing]) -> list[list[Drawing]]:
    """Sort drawings by what lies on what: those of a storey are painted as one."""
    found: list[list[Drawing]] = [[]]
    for drawing in drawings:
        if drawing.is_over and found[-1]:
            found.append([])
        found[-1].append(drawing)
    return found


def _layers(storey: Sequence[Drawing]) -> list[tuple[str, str]]:
    """Return the path data of a storey by kind, from the undermost."""
    sinews = [drawing.sinew for drawing in storey]
    if storey[0].is_over:
        # Sinew beneath the flesh too hides what it lies on.
        sinews += [drawing.belly for drawing in storey]
    return [
        ("sinew", "".join(sinews)),
        ("belly", "".join(drawing.belly for drawing in storey)),
        *(("swell", data) for drawing in storey for data in drawing.swells),
        ("tendon", "".join(drawing.tendons for drawing in storey)),
        ("fibre", "".join(drawing.fibres for drawing in storey)),
    ]


def shows_both_sides(view_id: str) -> bool:
    """Tell whether a view shows left and right; constructed views all do."""
    return view_id not in VIEW_BY_ID or VIEW_BY_ID[view_id].is_symmetric


def view_entries(
    drawn: MuscleDrawing, points: Mapping[str, Mapping[str, tuple[float, float]]]
) -> list[dict[str, object]]:
    """Describe where a muscle is shown.

    Parameters
    ----------
    points : by view, trigger point -> picture place of the left one
    """
    entries: list[dict[str, object]] = []
    for view in drawn.views:
        for view_id in view.views:
            entry: dict[str, object] = {
                "view": view_id,
                "drawing": view.views[0],
                "sides": ["left", "right"] if shows_both_sides(view_id) else ["left"],
                "box": [round(value, 1) for value in view.box_mm],
                "points": {name: list(at) for name, at in points.get(view_id, {}).items()},
            }
            if view.is_whole:
                entry["whole"] = True
            entries.append(entry)
            if view_id in MIRRORED_VIEWS:
                mirrored = {"view": MIRRORED_VIEWS[view_id], "sides": ["right"]}
                entries.append({**entry, **mirrored})
    return entries
