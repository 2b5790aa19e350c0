"""Write down what the application may know of the figure: views, zones in them, areas, neighbours.

Takes drawn views and measures, gives the manifest as `static/svg/README.md` describes it. Must not
draw.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from atlas.coverage import polygon
from atlas.freshness import digest_of
from atlas.pictures import Box, Picture, ZoneShape
from atlas.pins import MIRRORED_VIEWS, Pin
from atlas.seedbook import DeepRecord, SeedBook
from atlas.vocabulary import Vocabulary, ZoneName
from atlas.zonemesh import Measures, ZoneSide

Entry = dict[str, Any]

# View ids with their words and groups, in the order the page offers them.
VIEW_NAMES: dict[str, tuple[str, str]] = {
    "front": ("Front", "body"),
    "back": ("Back", "body"),
    "left": ("Left side", "body"),
    "right": ("Right side", "body"),
    "left-flank": ("Left side without the arm", "body"),
    "right-flank": ("Right side without the arm", "body"),
    "head-front": ("Face", "head"),
    "head-back": ("Back of the head", "head"),
    "head-left": ("Head, left side", "head"),
    "head-right": ("Head, right side", "head"),
    "head-top": ("Top of the head", "head"),
    "hands-palm": ("Palms", "hands"),
    "hands-back": ("Backs of the hands", "hands"),
    "leg-inner": ("Inner sides of the legs", "legs"),
    "feet-top": ("Tops of the feet", "feet"),
    "feet-sole": ("Soles", "feet"),
    "feet-inner": ("Inner sides of the feet", "feet"),
    "feet-outer": ("Outer sides of the feet", "feet"),
    "mouth": ("Mouth", "mouth"),
    "jaw-open": ("Jaw, opened", "jaw"),
    "pelvic-floor": ("Pelvic floor, from below", "pelvis"),
}
# Views that are constructed, not seen. A place is found best in one only when it belongs to the
# same group; what lies elsewhere is better found on the body.
CONSTRUCTED_VIEWS = frozenset({"mouth", "jaw-open", "pelvic-floor"})

# Deep zones have no skin of their own: the size of a thumbprint, a border like a finger's width.
DEEP_AREA_MM2 = 400.0
DEEP_BORDER_MM = 20.0
# A view of the favoured kind wins against one that shows this much more.
FAVOUR = 1.25
# Views without the arms are for what the arms hide.
FLANK_SHARE = 0.8
# View groups at the scale of the whole body; all others show twice the detail.
BODY_SCALE_GROUPS = frozenset({"body", "legs"})
# Zone groups that are best found in an inset; all others on the whole body.
INSET_GROUPS = frozenset({"head", "face", "mouth", "wrist-hand", "fingers", "ankle-foot", "toes"})
# The middle of a zone is found to this precision.
MIDDLE_MM = 0.5


@dataclass(frozen=True)
class DrawnView:
    """A finished view: its file, what it shows, and where points are."""

    view_id: str
    box_mm: Box
    svg: str
    zones: tuple[Entry, ...]
    points: tuple[Entry, ...]


def zone_entries(picture: Picture, pins: Sequence[Pin]) -> tuple[Entry, ...]:
    """Describe the zones and pins of a view as the manifest does."""
    return shape_entries(picture.shapes, picture.box_mm) + pin_entries(pins)


def shape_entries(shapes: Sequence[ZoneShape], box_mm: Box) -> tuple[Entry, ...]:
    """Describe zones; a right twin mirrors its left exactly."""
    found: list[Entry] = []
    for shape in shapes:
        if shape.is_twin:
            found.append(_mirrored(found[-1], shape.side))
        else:
            entry = _zone_entry(shape, box_mm)
            if entry is not None:
                found.append(entry)
    return tuple(found)


def _zone_entry(shape: ZoneShape, box_mm: Box) -> Entry | None:
    x, y, width, height = box_mm
    area = shapely.clip_by_rect(polygon(shape.loops), x, y, x + width, y + height)
    if area.is_empty or area.area <= 0.0:
        return None
    largest = max(shapely.get_parts(shapely.make_valid(area)), key=lambda part: float(part.area))
    middle = shapely.maximum_inscribed_circle(largest, tolerance=MIDDLE_MM).coords[0]
    label_x = 0.0 if shape.side == "midline" and abs(middle[0]) < width / 10.0 else middle[0]
    if label_x != middle[0] and not largest.contains(shapely.Point(label_x, middle[1])):
        label_x = middle[0]
    return {
        "zone": shape.zone,
        "side": shape.side,
        "label_point": [_tenth(label_x), _tenth(middle[1])],
        "box": [_tenth(v) for v in area.bounds],
        "area": _tenth(area.area),
        "pin": False,
    }


def _mirrored(entry: Entry, side: str) -> Entry:
    x0, y0, x1, y1 = entry["box"]
    px, py = entry["label_point"]
    return {
        **entry,
        "side": side,
        "label_point": [_tenth(-px), py],
        "box": [_tenth(-x1), y0, _tenth(-x0), y1],
    }


def pin_entries(pins: Sequence[Pin]) -> tuple[Entry, ...]:
    """Describe pins by their dots."""
    return tuple(
        {
            "zone": pin.zone,
            "side": pin.side,
            "label_point": [_tenth(pin.dot[0]), _tenth(pin.dot[1])],
            "box": [
                _tenth(pin.dot[0] - pin.radius),
                _tenth(pin.dot[1] - pin.radius),
                _tenth(pin.dot[0] + pin.radius),
                _tenth(pin.dot[1] + pin.radius),
            ],
            "area": _tenth(3.14159 * pin.radius**2),
            "pin": True,
        }
        for pin in pins
    )


def _tenth(value: float) -> float:
    # Adding zero turns -0.0 into 0.0, so that mirrored numbers are equal bytes.
    return round(float(value), 1) + 0.0


def best_views(
    views: Iterable[DrawnView], names: Mapping[str, ZoneName], pin_views: Mapping[str, str]
) -> dict[ZoneSide, str]:
    """Choose for each zone and side the view that shows most of it, by the favour of its group.

    A pin is best in the view it was authored for first, `pin_views`, or in its mirror image.
    """
    best: dict[ZoneSide, tuple[float, str]] = {}
    for view in views:
        is_inset = VIEW_NAMES[view.view_id][1] not in BODY_SCALE_GROUPS
        for entry in view.zones:
            key = (entry["zone"], entry["side"])
            score = float(entry["area"])
            if entry["pin"]:
                first = pin_views.get(entry["zone"], "")
                is_first = view.view_id in (first, MIRRORED_VIEWS.get(first))
                score = 2.0 if is_first else 1.0
            if is_inset == (names[entry["zone"]].group in INSET_GROUPS):
                score *= FAVOUR
            if view.view_id.endswith("-flank"):
                score *= FLANK_SHARE
            is_elsewhere = names[entry["zone"]].group != VIEW_NAMES[view.view_id][1]
            if view.view_id in CONSTRUCTED_VIEWS and is_elsewhere:
                score = 0.0
            # The first view of equal ones stays.
            if key not in best or score > best[key][0] * 1.001:
                best[key] = (score, view.view_id)
    return {key: view for key, (_, view) in best.items()}


def deep_neighbours(
    deep: Sequence[DeepRecord], names: Mapping[str, ZoneName]
) -> dict[ZoneSide, set[ZoneSide]]:
    """Spread what deep zones lie beside over both sides; every entry has its reverse."""
    found: dict[ZoneSide, set[ZoneSide]] = {}
    for record in deep:
        zone = names[record.zone]
        for other_id in record.beside:
            other = names[other_id]
            for side in ("left", "right"):
                one = (zone.id, "midline" if zone.is_midline else side)
                two = (other.id, "midline" if other.is_midline else side)
                found.setdefault(one, set()).add(two)
                found.setdefault(two, set()).add(one)
    return found


def manifest_document(
    body: str,
    views: Sequence[DrawnView],
    measures: Measures,
    book: SeedBook,
    vocabulary: Vocabulary,
    inputs: Mapping[str, str],
) -> str:
    """Write a body's manifest as JSON, one view's zone and one zone a line.

    Areas and borders are those of the neutral body, whichever is drawn: the matcher is to answer
    alike on all.
    """
    names = vocabulary.by_id()
    pin_views = {record.zone: record.view for record in reversed(book.pins)}
    best = best_views(views, names, pin_views)
    beside = deep_neighbours(book.deep, names)
    zones: list[Entry] = []
    for zone in vocabulary.zones:
        for side in ("midline",) if zone.is_midline else ("left", "right"):
            key = (zone.id, side)
            if key not in best:
                continue
            borders = dict(measures.borders_mm.get(key, {}))
            for other in beside.get(key, ()):
                borders.setdefault(other, DEEP_BORDER_MM)
            area = DEEP_AREA_MM2 if zone.is_deep else measures.area_mm2[key]
            zones.append(
                {
                    "zone": zone.id,
                    "side": side,
                    "area_mm2": _tenth(area),
                    "best_view": best[key],
                    "neighbours": [
                        {"zone": other, "side": at, "border_mm": _tenth(length)}
                        for (other, at), length in sorted(
                            borders.items(), key=lambda item: (-round(item[1], 1), item[0])
                        )
                    ],
                }
            )
    entries = [
        {
            "id": view.view_id,
            "label": VIEW_NAMES[view.view_id][0],
            "group": VIEW_NAMES[view.view_id][1],
            "file": f"{view.view_id}.svg",
            "sha256": hashlib.sha256(view.svg.encode()).hexdigest(),
            "view_box": [_tenth(v) for v in view.box_mm],
            "zones": list(view.zones),
            "trigger_points": list(view.points),
        }
        for view in views
    ]
    head = {"schema": 1, "body": body, "digest": digest_of(inputs), "inputs": dict(inputs)}
    return document(head, entries, zones)


def document(head: Entry, views: Sequence[Entry], zones: Sequence[Entry]) -> str:
    """Write JSON with one record a line, so that a change reads well in a diff."""

    def compact(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))

    def block(records: Sequence[Entry], indent: str) -> str:
        inner = f",\n{indent} ".join(compact(record) for record in records)
        return f"[\n{indent} {inner}\n{indent}]" if records else "[]"

    view_texts = []
    for view in views:
        rest = {k: v for k, v in view.items() if k not in ("zones", "trigger_points")}
        view_texts.append(
            f' {compact(rest)[:-1]},\n  "zones": {block(view["zones"], "  ")},\n'
            f'  "trigger_points": {block(view["trigger_points"], "  ")}}}'
        )
    parts = [f'"{key}": {compact(value)}' for key, value in head.items() if key != "inputs"]
    inputs = ",\n  ".join(f"{compact(k)}: {compact(v)}" for k, v in head["inputs"].items())
    parts.append(f'"inputs": {{\n  {inputs}}}')
    parts.append('"views": [\n' + ",\n".join(view_texts) + "\n]")
    parts.append(f'"zones": {block(zones, "")}')
    return "{" + ",\n".join(parts) + "}\n"
