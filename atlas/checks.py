"""Judge what was authored and what was built: findings in words, for people.

Every finding is one line that says what is wrong and where. Must not draw or write anything.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from itertools import combinations

import shapely

from atlas.authored import Authored
from atlas.coverage import polygon
from atlas.descriptors import NEUTRAL
from atlas.finemesh import fine_left_half
from atlas.islands import divide
from atlas.manifest import BODY_SCALE_GROUPS, VIEW_NAMES, DrawnView
from atlas.pictures import Picture
from atlas.pins import Pin
from atlas.pipeline import Build
from atlas.zonemesh import measure

# A fingertip covers about a square centimetre: zones seen smaller than this everywhere cannot be
# tapped on the whole body; an inset, drawn at twice the size or more, needs a fifth of that.
TAPPABLE_MM2 = 100.0
TAPPABLE_INSET_MM2 = 20.0
# Two zones of a view may overlap by the width of the coordinates' rounding along their border.
OVERLAP_MM2 = 6.0
# Compressed sizes in bytes, so that pages load quickly.
LARGEST_VIEW = 45_000
LARGEST_VIEWS = {"front": 40_000}
# A letter's width and a line's height, as shares of the type size, and the type's size in dots.
LETTER_WIDTH, LINE_HEIGHT, TYPE_PER_RADIUS = 0.52, 1.1, 1.3


def report_seeds(authored: Authored) -> str:
    """Tell how the seeds divide the body: missing zones, islands, areas, borders."""
    names = authored.vocabulary.by_id()
    lines = missing_zones(authored)
    mesh = fine_left_half(authored.scene.body.surface, authored.is_exposed)
    measures = measure(divide(authored.laid.zones, mesh), names, mesh)
    lines += [f"island: {island}" for island in measures.islands]
    lines.append(f"unowned: {measures.unowned_mm2 / 100.0:.1f} cm2 in no zone's parts")
    for zone in authored.vocabulary.zones:
        side = zone.left_side
        if zone.is_deep or (zone.id, side) not in measures.area_mm2:
            continue
        neighbours = measures.borders_mm.get((zone.id, side), {})
        told = ", ".join(
            f"{other}{'' if at == side else ':' + at} {length:.0f}"
            for (other, at), length in sorted(neighbours.items(), key=lambda item: -item[1])
        )
        lines.append(f"{zone.id}: {measures.area_mm2[zone.id, side] / 100.0:.1f} cm2; {told}")
    return "\n".join(lines) + "\n"


def missing_zones(authored: Authored) -> list[str]:
    """List surface zones without seeds, and deep ones that lie beside nothing."""
    seeded = {zone.zone for zone in authored.laid.zones}
    told = {record.zone for record in authored.book.deep}
    return [
        f"{zone.id}: {'no `deep` record says what it lies beside' if zone.is_deep else 'no seeds'}"
        for zone in authored.vocabulary.zones
        if zone.id not in (told if zone.is_deep else seeded)
    ]


def check_builds(builds: Sequence[Build]) -> list[str]:
    """Check finished figures; what is wrong on a body other than the neutral one names it."""
    first = builds[0].settled
    findings = [*first.problems, *missing_zones(first.authored)]
    findings += [f"island: {island}" for island in first.measures.islands]
    for built in builds:
        body = built.plan.body
        said = "" if body == NEUTRAL else f"{body}: "
        findings += [said + finding for finding in check_build(built)]
    return findings


def check_build(built: Build) -> list[str]:
    """Check the views of a body."""
    findings = unseen_zones(built)
    findings += small_zones(built.views)
    for picture in built.pictures.values():
        findings += overlaps(picture)
    for view_id, pins in built.plan.pins.items():
        findings += crowded_pins(view_id, pins)
    return findings + large_views(built.views)


def unseen_zones(built: Build) -> list[str]:
    """List zones and sides that no view shows."""
    shown = {(entry["zone"], entry["side"]) for view in built.views for entry in view.zones}
    return [
        f"{zone.id}:{side}: no view shows it"
        for zone in built.settled.authored.vocabulary.zones
        for side in (("midline",) if zone.is_midline else ("left", "right"))
        if (zone.id, side) not in shown
    ]


def small_zones(views: Iterable[DrawnView]) -> list[str]:
    """List zones that are too small to tap in every view."""
    largest: dict[tuple[str, str], float] = {}
    for view in views:
        is_inset = VIEW_NAMES[view.view_id][1] not in BODY_SCALE_GROUPS
        enough = TAPPABLE_INSET_MM2 if is_inset else TAPPABLE_MM2
        for entry in view.zones:
            key = (entry["zone"], entry["side"])
            share = 1.0 if entry["pin"] else entry["area"] / enough
            largest[key] = max(largest.get(key, 0.0), share)
    return [
        f"{zone}:{side}: too small to tap in every view ({share:.0%} of what a fingertip needs)"
        for (zone, side), share in largest.items()
        if share < 1.0
    ]


def overlaps(picture: Picture) -> list[str]:
    """List zones of a view that cover each other by more than rounding explains."""
    shapes = [
        (f"{shape.zone}:{shape.side}", shapely.make_valid(polygon(shape.loops)))
        for shape in picture.shapes
        if not shape.is_twin
    ]
    tree = shapely.STRtree([area for _, area in shapes])
    found: list[str] = []
    for index, (name, area) in enumerate(shapes):
        for other in sorted(tree.query(area).tolist()):
            if other <= index:
                continue
            shared = float(area.intersection(shapes[other][1]).area)
            if shared > OVERLAP_MM2:
                found.append(
                    f"{picture.view_id}: {name} and {shapes[other][0]} overlap by {shared:.0f} mm2"
                )
    return found


def crowded_pins(view_id: str, pins: Sequence[Pin]) -> list[str]:
    """List pins of a view whose words would run into each other."""

    def box(pin: Pin) -> tuple[float, float, float, float]:
        size = TYPE_PER_RADIUS * pin.radius
        width = len(pin.label) * LETTER_WIDTH * size + 2.5 * pin.radius
        x, y = pin.dot
        low = x - pin.radius if pin.reads_rightward else x - width
        return low, y - LINE_HEIGHT * size / 2.0, low + width, y + LINE_HEIGHT * size / 2.0

    return [
        f"{view_id}: the words of {a.zone}:{a.side} and {b.zone}:{b.side} run into each other"
        for (a, one), (b, two) in combinations([(pin, box(pin)) for pin in pins], 2)
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    ]


def large_views(views: Iterable[DrawnView]) -> list[str]:
    """List views that are larger than a page can afford, compressed."""
    found: list[str] = []
    for view in views:
        size = len(gzip.compress(view.svg.encode(), 9, mtime=0))
        allowed = LARGEST_VIEWS.get(view.view_id, LARGEST_VIEW)
        if size > allowed:
            found.append(f"{view.view_id}: {size} bytes compressed, {allowed} are allowed")
    return found
