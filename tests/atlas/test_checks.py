"""Every check twice: nothing to say about what is sound, one line about what is not."""

from __future__ import annotations

import numpy as np

from atlas.arches import rounded_box
from atlas.checks import crowded_pins, large_views, overlaps, small_zones
from atlas.coverage import Loop
from atlas.manifest import DrawnView
from atlas.pictures import Picture, ZoneShape
from atlas.pins import Pin

BOX = (-500.0, 0.0, 1000.0, 1000.0)


def view(view_id: str, area: float, svg: str = "", *, pin: bool = False) -> DrawnView:
    entry = {"zone": "temple", "side": "left", "area": area, "pin": pin}
    return DrawnView(view_id, BOX, svg, (entry,), ())


def square(zone: str, x: float) -> ZoneShape:
    outline = rounded_box(20.0, 20.0, (0.1, 0.1)) + np.array([x, 0.0])
    return ZoneShape(zone, "left", (Loop(outline),))


def pin(zone: str, y: float, label: str = "hip") -> Pin:
    return Pin(zone, "left", (100.0, 500.0), (200.0, y), 9.0, label)


def test_a_zone_must_be_large_enough_in_some_view() -> None:
    assert small_zones([view("front", 30.0), view("head-left", 25.0)]) == []
    assert small_zones([view("front", 30.0, pin=True)]) == []
    (finding,) = small_zones([view("front", 30.0), view("head-left", 12.0)])
    assert finding == "temple:left: too small to tap in every view (60% of what a fingertip needs)"


def test_zones_must_not_cover_each_other() -> None:
    beside = Picture("front", BOX, (square("a", 0.0), square("b", 20.0)), (), ())
    assert overlaps(beside) == []
    on_top = Picture("front", BOX, (square("a", 0.0), square("b", 10.0)), (), ())
    (finding,) = overlaps(on_top)
    assert finding.startswith("front: a:left and b:left overlap by ")


def test_the_words_of_pins_must_not_run_into_each_other() -> None:
    assert crowded_pins("front", [pin("a", 300.0), pin("b", 330.0)]) == []
    (finding,) = crowded_pins("front", [pin("a", 300.0), pin("b", 305.0)])
    assert finding == "front: the words of a:left and b:left run into each other"


def test_a_view_must_be_small_enough_to_send() -> None:
    assert large_views([view("front", 0.0, "x" * 100_000)]) == []
    noise = np.random.default_rng(1).integers(33, 90, 60_000).astype(np.uint8).tobytes().decode()
    (finding,) = large_views([view("front", 0.0, noise)])
    assert finding.startswith("front: ")
    assert finding.endswith("40000 are allowed")
