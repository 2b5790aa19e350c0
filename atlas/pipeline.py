"""Build the whole figure: every stage in order, from the authored files to `static/svg/`.

Everything is authored and measured on the neutral body; the other bodies are drawn from the same.
Deterministic: the same inputs give the same bytes, on one process or on two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from atlas import mouth
from atlas.authored import Authored, load_authored
from atlas.body import build_bodies
from atlas.carrying import Carrier
from atlas.descriptors import BODIES, NEUTRAL, VIEW_BY_ID
from atlas.diagrams.points import flat_point_entries
from atlas.diagrams.views import DIAGRAMS
from atlas.diagrams.writing import write_diagram
from atlas.finemesh import fine_left_half
from atlas.freshness import MANIFEST, ROOT, figure_folder, input_digests
from atlas.islands import without_islands
from atlas.manifest import (
    VIEW_NAMES,
    DrawnView,
    manifest_document,
    shape_entries,
    zone_entries,
)
from atlas.muscles.laying import LaidPart
from atlas.muscles.sheets import read_sheets, sheet_files
from atlas.nails import NailOutline, carried_nails, lay_nails, seen_nails
from atlas.parallel import PROCESSES, for_each
from atlas.pictures import Picture, draw_picture
from atlas.pins import MIRRORED_VIEWS, Pin, place_pins
from atlas.points import (
    SurfacePoint,
    carried_points,
    place_points,
    point_entries,
    read_positions,
    seen_points,
)
from atlas.scene import Frame, Scene
from atlas.shading import shade
from atlas.surface import SurfaceQuery
from atlas.svg_writer import write_mouth, write_view
from atlas.vocabulary import ZoneName
from atlas.zonemesh import Measures, measure
from atlas.zones import ZoneSeeds


@dataclass(frozen=True)
class Plan:
    """What every view of one body is drawn from.

    Attributes
    ----------
    body : id, see `descriptors.BODIES`
    """

    body: str
    scene: Scene
    zones: tuple[ZoneSeeds, ...]
    names: dict[str, ZoneName]
    pins: dict[str, tuple[Pin, ...]]
    points: tuple[SurfacePoint, ...]
    nails: tuple[NailOutline, ...]


@dataclass(frozen=True)
class Build:
    """A finished figure: the views of one body.

    Attributes
    ----------
    files : text by file name, in the body's folder
    """

    files: dict[str, str]
    views: tuple[DrawnView, ...]
    pictures: dict[str, Picture]
    plan: Plan
    settled: Settled


@dataclass(frozen=True)
class Settled:
    """What is the same for all bodies, and what was found on the way to it.

    Attributes
    ----------
    plans : by body, the neutral one first
    problems : what is wrong with the authored files, a line each
    notes : what the build changed of its own accord, a line each
    """

    authored: Authored
    plans: dict[str, Plan]
    measures: Measures
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def settle(
    bodies: Collection[str] = tuple(BODIES),
    laid: Mapping[str, tuple[LaidPart, ...]] | None = None,
) -> Settled:
    """Read everything authored, settle the zones on the neutral skin, place pins and points.

    Other bodies take over what was settled: zones are decided on the neutral body, pins and points
    are carried from it.

    Parameters
    ----------
    laid : muscles whose sheets have been laid on the neutral body already
    """
    built = build_bodies(bodies)
    authored = load_authored(scene=Scene(built[NEUTRAL]))
    names = authored.vocabulary.by_id()
    neutral = authored.scene.body.surface
    mesh = fine_left_half(neutral, authored.is_exposed)
    division = without_islands(authored.laid.zones, mesh)
    points, point_problems = place_points(authored, read_positions(), laid)
    query = SurfaceQuery(neutral)
    nails = lay_nails(authored.placer, query)
    plans: dict[str, Plan] = {}
    pin_problems: tuple[str, ...] = ()
    for body_id, body in built.items():
        is_other = body_id != NEUTRAL
        carrier = Carrier(query, body.surface)
        scene = Scene(body) if is_other else authored.scene
        pins, problems = place_pins(
            scene, authored.layer, authored.book.pins, names, carrier if is_other else None
        )
        pin_problems = pin_problems or problems
        plans[body_id] = Plan(
            body_id,
            scene,
            division.zones,
            names,
            pins,
            carried_points(points, carrier) if is_other else points,
            carried_nails(nails, carrier),
        )
    return Settled(
        authored,
        plans,
        measure(division, names, mesh),
        (*authored.problems, *pin_problems, *point_problems),
        tuple(f"given to the zones around it: {island}" for island in division.taken),
    )


def draw_view(plan: Plan, view_id: str) -> tuple[tuple[DrawnView, Picture], ...]:
    """Draw a view, and the view from the right that is its mirror image."""
    scene = plan.scene
    picture, frame = draw_picture(scene, view_id, plan.zones, plan.names)
    picture = _with_nails(picture, frame, plan.nails)
    shading = shade(scene, view_id)
    seen = seen_points(frame, plan.points)
    is_symmetric = VIEW_BY_ID[view_id].is_symmetric

    def drawn(shown: Picture, *, is_mirrored: bool) -> tuple[DrawnView, Picture]:
        pins = plan.pins.get(shown.view_id, ())
        svg = write_view(shown, shading, pins, is_mirrored=is_mirrored)
        sides = ("left", "right") if is_symmetric else ("right" if is_mirrored else "left",)
        points = point_entries(plan.points, seen, sides)
        entries = zone_entries(shown, pins)
        return DrawnView(shown.view_id, shown.box_mm, svg, entries, points), shown

    found = [drawn(picture, is_mirrored=False)]
    if view_id in MIRRORED_VIEWS:
        found.append(drawn(picture.mirrored(MIRRORED_VIEWS[view_id]), is_mirrored=True))
    return tuple(found)


def _with_nails(picture: Picture, frame: Frame, nails: tuple[NailOutline, ...]) -> Picture:
    """Add what is seen of nails to a picture's lines, on both halves of a symmetric one."""
    lines = seen_nails(frame, nails)
    if frame.view.is_symmetric:
        lines += [line.mirrored() for line in lines]
    return replace(picture, edges=(*picture.edges, *lines))


def draw_mouth() -> DrawnView:
    """Draw the open mouth."""
    picture, art = mouth.draw_mouth()
    svg = write_mouth(picture, art)
    return DrawnView(picture.view_id, picture.box_mm, svg, zone_entries(picture, ()), ())


def draw_constructed() -> tuple[DrawnView, ...]:
    """Draw the views that are constructed and not seen, which are the same for all bodies."""
    points = flat_point_entries(read_positions(), read_sheets(sheet_files()))
    diagrams = (
        DrawnView(
            view_id,
            one.box_mm,
            write_diagram(one),
            shape_entries(one.zones, one.box_mm),
            points[view_id],
        )
        for view_id, one in DIAGRAMS.items()
    )
    return (draw_mouth(), *diagrams)


def draw_all(
    plans: Mapping[str, Plan], processes: int = PROCESSES
) -> dict[str, list[tuple[DrawnView, Picture]]]:
    """Draw every view of bodies."""
    wanted = [view for view in VIEW_BY_ID if view not in MIRRORED_VIEWS.values()]
    jobs = [(body, view) for body in plans for view in wanted]
    found: dict[str, list[tuple[DrawnView, Picture]]] = {body: [] for body in plans}
    results = for_each(jobs, lambda job: draw_view(plans[job[0]], job[1]), processes)
    for (body, _), drawn in zip(jobs, results, strict=True):
        found[body] += drawn
    return found


def build(
    root: Path = ROOT,
    processes: int = PROCESSES,
    bodies: Collection[str] = tuple(BODIES),
    laid: Mapping[str, tuple[LaidPart, ...]] | None = None,
) -> tuple[Build, ...]:
    """Build the figures of bodies in memory."""
    # Taken first: an edit while the views are drawn must leave the figure stale, not falsely fresh.
    inputs = input_digests(root)
    settled = settle(bodies, laid)
    plans = {body: plan for body, plan in settled.plans.items() if body in bodies}
    drawn = draw_all(plans, processes)
    constructed = draw_constructed()
    return tuple(
        _finished(settled, plan, [*drawn[body]], constructed, inputs)
        for body, plan in plans.items()
    )


def _finished(
    settled: Settled,
    plan: Plan,
    drawn: Sequence[tuple[DrawnView, Picture]],
    constructed: Sequence[DrawnView],
    inputs: Mapping[str, str],
) -> Build:
    by_id = {view.view_id: view for view, _ in drawn}
    by_id |= {view.view_id: view for view in constructed}
    views = tuple(by_id[view_id] for view_id in VIEW_NAMES)
    authored = settled.authored
    files = {f"{view.view_id}.svg": view.svg for view in views}
    files[MANIFEST] = manifest_document(
        plan.body, views, settled.measures, authored.book, authored.vocabulary, inputs
    )
    pictures = {picture.view_id: picture for _, picture in drawn}
    return Build(files, views, pictures, plan, settled)


def write(built: Build, root: Path = ROOT) -> list[Path]:
    """Write a body's files, and remove views that are no more; return what changed."""
    folder = root / figure_folder(built.plan.body)
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
