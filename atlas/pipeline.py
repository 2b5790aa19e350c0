"""Build the whole figure: every stage in order, from the authored files to `static/svg/`.

Deterministic: the same inputs give the same bytes, on one process or on two.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from atlas import mouth
from atlas.authored import Authored, load_authored
from atlas.descriptors import VIEW_BY_ID
from atlas.finemesh import fine_left_half
from atlas.freshness import FIGURES, MANIFEST, ROOT, input_digests
from atlas.islands import without_islands
from atlas.manifest import (
    VIEW_NAMES,
    DrawnView,
    Entry,
    manifest_document,
    zone_entries,
)
from atlas.pictures import Picture, draw_picture
from atlas.pins import MIRRORED_VIEWS, Pin, place_pins
from atlas.points import SurfacePoint, place_points, read_positions, seen_points
from atlas.shading import shade
from atlas.svg_writer import write_mouth, write_view
from atlas.vocabulary import ZoneName
from atlas.zonemesh import Measures, measure
from atlas.zones import ZoneSeeds

# Views are drawn side by side on this many processes: more than two need more memory than they
# save time.
PROCESSES = 2


@dataclass(frozen=True)
class Plan:
    """What every view is drawn from."""

    authored: Authored
    zones: tuple[ZoneSeeds, ...]
    names: dict[str, ZoneName]
    pins: dict[str, tuple[Pin, ...]]
    points: tuple[SurfacePoint, ...]


@dataclass(frozen=True)
class Build:
    """A finished figure.

    Attributes
    ----------
    files : text by file name
    problems : what is wrong with the authored files, a line each
    notes : what the build changed of its own accord, a line each
    """

    files: dict[str, str]
    views: tuple[DrawnView, ...]
    pictures: dict[str, Picture]
    measures: Measures
    plan: Plan
    problems: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Settled:
    """A plan with what was found on the way to it."""

    plan: Plan
    measures: Measures
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def make_plan() -> Settled:
    """Read everything authored, settle the zones on the skin, place pins and points."""
    authored = load_authored()
    names = authored.vocabulary.by_id()
    mesh = fine_left_half(authored.scene.body.surface, authored.is_exposed)
    division = without_islands(authored.laid.zones, mesh)
    measures = measure(division, names, mesh)
    pins, pin_problems = place_pins(authored.scene, authored.layer, authored.book.pins, names)
    points, point_problems = place_points(authored, read_positions())
    return Settled(
        Plan(authored, division.zones, names, pins, points),
        measures,
        (*authored.problems, *pin_problems, *point_problems),
        tuple(f"given to the zones around it: {island}" for island in division.taken),
    )


def draw_view(plan: Plan, view_id: str) -> tuple[tuple[DrawnView, Picture], ...]:
    """Draw a view, and the view from the right that is its mirror image."""
    scene = plan.authored.scene
    picture, frame = draw_picture(scene, view_id, plan.zones, plan.names)
    shading = shade(scene, view_id)
    seen = seen_points(frame, plan.points)
    is_symmetric = VIEW_BY_ID[view_id].is_symmetric

    def drawn(shown: Picture, *, is_mirrored: bool) -> tuple[DrawnView, Picture]:
        pins = plan.pins.get(shown.view_id, ())
        svg = write_view(shown, shading, pins, is_mirrored=is_mirrored)
        sides = ("left", "right") if is_symmetric else ("right" if is_mirrored else "left",)
        points = _point_entries(plan.points, seen, sides)
        entries = zone_entries(shown, pins)
        return DrawnView(shown.view_id, shown.box_mm, svg, entries, points), shown

    found = [drawn(picture, is_mirrored=False)]
    if view_id in MIRRORED_VIEWS:
        found.append(drawn(picture.mirrored(MIRRORED_VIEWS[view_id]), is_mirrored=True))
    return tuple(found)


def _point_entries(
    points: tuple[SurfacePoint, ...],
    seen: dict[str, tuple[float, float]],
    sides: tuple[str, ...],
) -> tuple[Entry, ...]:
    """Describe the points of a view; a right point mirrors its left."""
    return tuple(
        {
            "trigger_point": point.id,
            "side": side,
            "point": [seen[point.id][0] if side == "left" else 0.0 - seen[point.id][0],
                      seen[point.id][1]],
        }
        for point in points
        if point.id in seen
        for side in sides
        if side in point.sides
    )  # fmt: skip


def draw_mouth() -> DrawnView:
    """Draw the mouth, which is constructed and not seen."""
    picture, art = mouth.draw_mouth()
    svg = write_mouth(picture, art)
    return DrawnView(picture.view_id, picture.box_mm, svg, zone_entries(picture, ()), ())


_plan_of_this_process: list[Plan] = []


def _draw_in_process(view_id: str) -> tuple[tuple[DrawnView, Picture], ...]:
    return draw_view(_plan_of_this_process[0], view_id)


def draw_all(plan: Plan, processes: int = PROCESSES) -> list[tuple[DrawnView, Picture]]:
    """Draw every view of the body, on several processes where the system can fork."""
    wanted = [view for view in VIEW_BY_ID if view not in MIRRORED_VIEWS.values()]
    if processes == 1 or "fork" not in get_all_start_methods():
        return [item for view in wanted for item in draw_view(plan, view)]
    _plan_of_this_process[:] = [plan]
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
            return [item for found in pool.map(_draw_in_process, wanted) for item in found]
    finally:
        _plan_of_this_process.clear()


def build(root: Path = ROOT, processes: int = PROCESSES) -> Build:
    """Build the figure in memory."""
    # Taken first: an edit while the views are drawn must leave the figure stale, not falsely fresh.
    settled = make_plan()
    plan, measures = settled.plan, settled.measures
    drawn = draw_all(plan, processes)
    by_id = {view.view_id: view for view, _ in drawn}
    by_id[mouth.VIEW_ID] = draw_mouth()
    views = tuple(by_id[view_id] for view_id in VIEW_NAMES)
    authored = plan.authored
    manifest = manifest_document(
        views, measures, authored.book, authored.vocabulary, input_digests(root)
    )
    files = {f"{view.view_id}.svg": view.svg for view in views}
    files[MANIFEST] = manifest
    pictures = {picture.view_id: picture for _, picture in drawn}
    return Build(files, views, pictures, measures, plan, settled.problems, settled.notes)


def write(built: Build, root: Path = ROOT) -> list[Path]:
    """Write the figure's files, and remove views that are no more; return what changed."""
    folder = root / FIGURES
    folder.mkdir(parents=True, exist_ok=True)
    changed: list[Path] = []
    for name, text in built.files.items():
        path = folder / name
        data = text.encode()
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
            changed.append(path)
    for path in sorted(folder.glob("*.svg")):
        if path.name not in built.files:
            path.unlink()
            changed.append(path)
    return changed
