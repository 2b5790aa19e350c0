"""The committed figure against the data it was built from, without the mesh."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from app.catalogue.loader import load_catalogue
from app.catalogue.models import ZonePlace
from atlas.freshness import stale_reasons

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "static" / "svg"
SVG = "{http://www.w3.org/2000/svg}"

MANIFEST: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
VIEWS = {view["id"]: view for view in MANIFEST["views"]}
CATALOGUE = load_catalogue(ROOT / "data")
ZONE_SIDES = {(zone.id, side.value) for zone in CATALOGUE.zones for side in zone.sides}
SURFACE = {zone.id for zone in CATALOGUE.zones if zone.place is ZonePlace.SURFACE}


def svg_of(view_id: str) -> ElementTree.Element:
    text = (FOLDER / VIEWS[view_id]["file"]).read_text(encoding="utf-8")
    return ElementTree.fromstring(text)  # noqa: S314 - a committed file


def keys(elements: list[ElementTree.Element]) -> list[tuple[str, str]]:
    return [(e.get("data-zone", ""), e.get("data-side", "")) for e in elements]


def test_the_figure_is_fresh() -> None:
    assert stale_reasons(ROOT) == []


def test_every_zone_and_side_is_known_and_seen() -> None:
    assert {(zone["zone"], zone["side"]) for zone in MANIFEST["zones"]} == ZONE_SIDES
    seen = {(z["zone"], z["side"]) for view in VIEWS.values() for z in view["zones"]}
    assert seen == ZONE_SIDES


def test_best_views_show_their_zones() -> None:
    for zone in MANIFEST["zones"]:
        shown = {(z["zone"], z["side"]) for z in VIEWS[zone["best_view"]]["zones"]}
        assert (zone["zone"], zone["side"]) in shown


def test_neighbours_are_mutual_with_equal_borders() -> None:
    borders = {
        ((zone["zone"], zone["side"]), (other["zone"], other["side"])): other["border_mm"]
        for zone in MANIFEST["zones"]
        for other in zone["neighbours"]
    }
    for (one, two), length in borders.items():
        assert borders[two, one] == length
        assert length > 0.0


def test_left_and_right_measure_the_same() -> None:
    areas = {(zone["zone"], zone["side"]): zone["area_mm2"] for zone in MANIFEST["zones"]}
    for (zone, side), area in areas.items():
        if side == "left":
            assert areas[zone, "right"] == area


def test_the_skin_of_the_body_adds_up() -> None:
    total = sum(zone["area_mm2"] for zone in MANIFEST["zones"] if zone["zone"] in SURFACE)
    # An adult of 1.66 m has about 1.6 to 1.8 square metres.
    assert 1.5e6 < total < 1.9e6


def test_every_trigger_point_is_drawn_somewhere_and_no_other() -> None:
    drawn = {
        (point["trigger_point"], point["side"])
        for view in VIEWS.values()
        for point in view["trigger_points"]
    }
    wanted = {
        (point.id, side)
        for muscle in CATALOGUE.muscles
        for point in muscle.trigger_points
        for side in ([point.only_side.value] if point.only_side else ["left", "right"])
    }
    assert drawn == wanted


@pytest.mark.parametrize("view_id", VIEWS)
def test_a_view_is_what_the_manifest_says(view_id: str) -> None:
    view = VIEWS[view_id]
    path = FOLDER / view["file"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == view["sha256"]
    root = svg_of(view_id)
    assert root.get("data-view") == view_id
    box = [float(value) for value in str(root.get("viewBox")).split()]
    assert box == view["view_box"]
    zones = root.findall(f"./{SVG}g[@class='figure-zones']/{SVG}path")
    pins = root.findall(f"./{SVG}g[@class='figure-pins']/{SVG}g")
    listed = [(z["zone"], z["side"]) for z in view["zones"] if not z["pin"]]
    pinned = [(z["zone"], z["side"]) for z in view["zones"] if z["pin"]]
    # A zone may be drawn wholly beyond the picture's edge; what is listed is drawn.
    assert set(listed) <= set(keys(zones))
    assert sorted(keys(pins)) == sorted(pinned)
    assert len(set(keys(zones))) == len(zones)
    assert set(keys(zones)) <= ZONE_SIDES
    for entry in view["zones"]:
        x, y = entry["label_point"]
        x0, y0, x1, y1 = entry["box"]
        assert x0 <= x <= x1
        assert y0 <= y <= y1


@pytest.mark.parametrize("view_id", VIEWS)
def test_a_view_keeps_to_classes_and_its_own_ids(view_id: str) -> None:
    root = svg_of(view_id)
    ids = [str(e.get("id")) for e in root.iter() if e.get("id") is not None]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith(f"{view_id}-") for name in ids)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {
            "svg", "defs", "clipPath", "path", "use", "g", "circle", "text",
        }  # fmt: skip
        names = set(element.keys())
        assert names.isdisjoint({"style", "fill", "stroke"})
        assert not any(name.startswith("on") for name in names)
        reference = element.get("{http://www.w3.org/1999/xlink}href") or element.get("href")
        if reference is not None:
            assert reference.removeprefix("#") in ids


@pytest.mark.parametrize("view_id", [v for v in VIEWS if not re.search("left|right|mouth", v)])
def test_a_symmetric_view_mirrors_its_right_side(view_id: str) -> None:
    entries = {(z["zone"], z["side"]): z for z in VIEWS[view_id]["zones"]}
    for (zone, side), entry in entries.items():
        if side == "left":
            twin = entries[zone, "right"]
            assert twin["area"] == entry["area"]
            assert twin["label_point"] == [-entry["label_point"][0] + 0.0, entry["label_point"][1]]
