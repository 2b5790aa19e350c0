from __future__ import annotations

import json

import numpy as np
import pytest

from atlas.arches import rounded_box
from atlas.coverage import Loop
from atlas.freshness import digest_of
from atlas.manifest import (
    DEEP_AREA_MM2,
    DEEP_BORDER_MM,
    DrawnView,
    best_views,
    deep_neighbours,
    manifest_document,
    pin_entries,
    shape_entries,
)
from atlas.pictures import ZoneShape
from atlas.pins import Pin
from atlas.seedbook import DeepRecord, SeedBook
from atlas.vocabulary import Vocabulary, ZoneName
from atlas.zonemesh import Measures

VOCABULARY = Vocabulary(
    (
        ZoneName("temple", "temple", "head", is_midline=False, is_deep=False),
        ZoneName("breast", "breast", "chest", is_midline=False, is_deep=False),
        ZoneName("sternum", "breastbone", "chest", is_midline=True, is_deep=False),
        ZoneName("heart", "heart", "chest", is_midline=True, is_deep=True),
    )
)
NAMES = VOCABULARY.by_id()
BOX = (-100.0, 0.0, 200.0, 100.0)


def shape(
    zone: str, side: str, x: float, y: float, size: float, *, twin: bool = False
) -> ZoneShape:
    loop = Loop(rounded_box(size, size, (0.1, 0.1)) + np.array([x, y]))
    return ZoneShape(zone, side, (loop,), twin)


def entry(zone: str, side: str, area: float, *, pin: bool = False) -> dict:
    return {"zone": zone, "side": side, "label_point": [0, 0], "box": [0, 0, 1, 1], "area": area,
            "pin": pin}  # fmt: skip


def view(view_id: str, *entries: dict) -> DrawnView:
    return DrawnView(view_id, BOX, "<svg/>\n", entries, ())


def test_a_zone_is_described_by_its_middle_box_and_area() -> None:
    (found,) = shape_entries([shape("temple", "left", 30.0, 40.0, 20.0)], BOX)
    assert found["label_point"] == pytest.approx([30.0, 40.0], abs=0.6)
    assert found["box"] == [20.0, 30.0, 40.0, 50.0]
    assert found["area"] == pytest.approx(400.0, rel=0.01)


def test_a_twin_mirrors_its_left_exactly() -> None:
    left = shape("temple", "left", 30.0, 40.0, 20.0)
    right = ZoneShape("temple", "right", left.mirrored().loops, is_twin=True)
    first, second = shape_entries([left, right], BOX)
    assert second["side"] == "right"
    assert second["label_point"] == [-first["label_point"][0], first["label_point"][1]]
    assert second["box"] == [-40.0, 30.0, -20.0, 50.0]
    assert second["area"] == first["area"]


def test_what_lies_beyond_the_picture_does_not_count() -> None:
    cut, gone = (
        shape("temple", "left", 100.0, 40.0, 20.0),
        shape("breast", "left", 160.0, 40.0, 20.0),
    )
    (found,) = shape_entries([cut, gone], BOX)
    assert found["zone"] == "temple"
    assert found["area"] == pytest.approx(200.0, rel=0.01)
    assert found["box"][2] == 100.0


def test_a_midline_label_stands_on_the_midline() -> None:
    (found,) = shape_entries([shape("sternum", "midline", 0.3, 40.0, 20.0)], BOX)
    assert found["label_point"][0] == 0.0


def test_a_pin_is_described_by_its_dot() -> None:
    (found,) = pin_entries([Pin("heart", "midline", (0.0, 10.0), (40.0, 20.0), 9.0, "heart")])
    assert found["pin"]
    assert found["label_point"] == [40.0, 20.0]
    assert found["box"] == [31.0, 11.0, 49.0, 29.0]


def test_the_best_view_shows_most_but_faces_favour_insets_and_trunks_the_body() -> None:
    views = [
        view("front", entry("temple", "left", 100.0), entry("breast", "left", 100.0)),
        view("left", entry("breast", "left", 90.0)),
        view("head-front", entry("temple", "left", 100.0), entry("breast", "left", 110.0)),
    ]
    best = best_views(views, NAMES, {})
    assert best["temple", "left"] == "head-front"
    assert best["breast", "left"] == "front"


def test_much_more_area_wins_against_favour() -> None:
    views = [
        view("front", entry("breast", "left", 50.0)),
        view("head-front", entry("breast", "left", 100.0)),
    ]
    assert best_views(views, NAMES, {})["breast", "left"] == "head-front"


def test_a_pin_is_best_where_it_was_authored_first() -> None:
    views = [
        view("front", entry("heart", "midline", 254.0, pin=True)),
        view("left", entry("heart", "midline", 254.0, pin=True)),
        view("right", entry("heart", "midline", 254.0, pin=True)),
    ]
    assert best_views(views, NAMES, {"heart": "left"})["heart", "midline"] == "left"
    only_right = best_views([views[0], views[2]], NAMES, {"heart": "left"})
    assert only_right["heart", "midline"] == "right"


def test_deep_zones_lie_beside_both_sides_and_back() -> None:
    found = deep_neighbours([DeepRecord("heart", ("breast", "sternum"), "x")], NAMES)
    assert found["heart", "midline"] == {
        ("breast", "left"), ("breast", "right"), ("sternum", "midline"),
    }  # fmt: skip
    assert found["breast", "right"] == {("heart", "midline")}


def test_the_document_has_every_zone_with_area_best_view_and_neighbours() -> None:
    measures = Measures(
        {("breast", "left"): 900.0, ("breast", "right"): 900.0, ("sternum", "midline"): 500.0},
        {
            ("breast", "left"): {("sternum", "midline"): 30.0},
            ("breast", "right"): {("sternum", "midline"): 30.0},
            ("sternum", "midline"): {("breast", "left"): 30.0, ("breast", "right"): 30.0},
        },
        (),
        0.0,
    )
    views = [
        view(
            "front",
            entry("breast", "left", 100.0),
            entry("breast", "right", 100.0),
            entry("sternum", "midline", 50.0),
            entry("heart", "midline", 254.0, pin=True),
        )
    ]
    book = SeedBook(deep=(DeepRecord("heart", ("sternum",), "x"),))
    inputs = {"data/zones.yaml": "ab"}
    text = manifest_document("female", views, measures, book, VOCABULARY, inputs)
    found = json.loads(text)
    assert found["schema"] == 1
    assert found["body"] == "female"
    assert found["digest"] == digest_of(inputs)
    assert found["inputs"] == inputs
    assert found["views"][0]["file"] == "front.svg"
    assert found["views"][0]["view_box"] == list(BOX)
    zones = {(z["zone"], z["side"]): z for z in found["zones"]}
    # The temple is seen in no view, so the figure does not know it.
    assert set(zones) == {
        ("breast", "left"), ("breast", "right"), ("sternum", "midline"), ("heart", "midline"),
    }  # fmt: skip
    assert zones["heart", "midline"]["area_mm2"] == DEEP_AREA_MM2
    assert zones["sternum", "midline"]["neighbours"] == [
        {"zone": "breast", "side": "left", "border_mm": 30.0},
        {"zone": "breast", "side": "right", "border_mm": 30.0},
        {"zone": "heart", "side": "midline", "border_mm": DEEP_BORDER_MM},
    ]


def test_a_constructed_view_is_best_only_for_places_of_its_own_group() -> None:
    names = {
        "vagina": ZoneName("vagina", "vagina", "pelvis", is_midline=True, is_deep=True),
        "coccyx": ZoneName("coccyx", "tailbone", "low-back", is_midline=True, is_deep=False),
    }
    views = [
        view("back", entry("coccyx", "midline", 90.0), entry("vagina", "midline", 250.0, pin=True)),
        view("pelvic-floor", entry("coccyx", "midline", 900.0), entry("vagina", "midline", 300.0)),
    ]
    best = best_views(views, names, {"vagina": "back"})
    assert best == {("coccyx", "midline"): "back", ("vagina", "midline"): "pelvic-floor"}
