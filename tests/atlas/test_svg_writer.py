from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from atlas.arches import rounded_box
from atlas.coverage import Loop
from atlas.curves import Curve
from atlas.mouth import draw_mouth
from atlas.pictures import Picture, ZoneShape
from atlas.pins import Pin
from atlas.shading import TONES, Shade
from atlas.svg_writer import write_mouth, write_view

SVG = "{http://www.w3.org/2000/svg}"


def loop(x: float, size: float) -> Loop:
    return Loop(rounded_box(size, size, (0.2, 0.2)) + np.array([x, 50.0]))


LEFT = ZoneShape("temple", "left", (loop(20.0, 10.0),))
PICTURE = Picture(
    "front",
    (-50.0, 0.0, 100.0, 100.0),
    (
        LEFT,
        ZoneShape("temple", "right", LEFT.mirrored().loops, is_twin=True),
        ZoneShape("sternum", "midline", (loop(0.0, 8.0),)),
    ),
    (loop(0.0, 80.0),),
    (Curve(np.array([[[0.0, 0], [1, 1], [2, 1], [3, 0]]])),),
)
PIN = Pin("ear-inside", "left", (20.0, 30.0), (40.0, 20.0), 4.0, "inside the ear & more")


def shade(*, is_half: bool) -> Shade:
    return Shade(("M0 0l1 0 0 1z",) * (TONES - 1), "M0 0l1 1z", "", "", "", "", "", is_half)


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own text


@pytest.fixture
def root() -> ElementTree.Element:
    return parsed(write_view(PICTURE, shade(is_half=True), [PIN]))


def test_the_document_has_its_groups_in_order(root: ElementTree.Element) -> None:
    assert root.get("viewBox") == "-50 0 100 100"
    assert root.get("data-view") == "front"
    groups = [child.get("class") for child in root if child.tag == SVG + "g"]
    assert groups == [
        "figure-shade",
        "figure-lines",
        "figure-zones",
        "figure-pins",
        "figure-points",
    ]


def test_every_zone_is_one_path_and_a_right_twin_repeats_its_left(
    root: ElementTree.Element,
) -> None:
    zones = root.findall(f"./{SVG}g[@class='figure-zones']/*")
    assert [(z.tag, z.get("data-zone"), z.get("data-side")) for z in zones] == [
        (SVG + "path", "temple", "left"),
        (SVG + "path", "temple", "right"),
        (SVG + "path", "sternum", "midline"),
    ]
    left, right, _ = zones
    assert right.get("d") == left.get("d")
    assert right.get("transform") == "scale(-1 1)"
    assert left.get("transform") is None


def test_a_mirrored_view_writes_its_zones_in_place() -> None:
    side = Picture("left", PICTURE.box_mm, (LEFT,), PICTURE.outline, ())
    text = write_view(side.mirrored("right"), shade(is_half=False), [], is_mirrored=True)
    (zone,) = parsed(text).findall(f"./{SVG}g[@class='figure-zones']/*")
    assert zone.get("data-side") == "right"
    assert zone.get("transform") is None
    # The figure is drawn from the left view's tones, mirrored.
    assert 'clip-path="url(#right-outline)"' in text
    assert '<g transform="scale(-1 1)"><path class="tone' in text


def test_there_is_no_colour_no_style_and_no_foreign_id(root: ElementTree.Element) -> None:
    for element in root.iter():
        assert set(element.keys()).isdisjoint({"style", "fill", "stroke", "onclick"})
        if element.get("id") is not None:
            assert str(element.get("id")).startswith("front-")


def test_references_lead_somewhere(root: ElementTree.Element) -> None:
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        for value in element.attrib.values():
            for name in re.findall(r"url\(#([^)]+)\)|^#(.+)$", value):
                assert (name[0] or name[1]) in ids


def test_tones_lie_from_dark_to_light(root: ElementTree.Element) -> None:
    tones = [e.get("class") for e in root.iter() if str(e.get("class", "")).startswith("tone ")]
    assert tones == [f"tone tone-{k}" for k in range(TONES - 1, -1, -1)]


def test_a_pin_has_leader_spot_dot_and_word(root: ElementTree.Element) -> None:
    (pin,) = root.findall(f"./{SVG}g[@class='figure-pins']/*")
    assert (pin.get("class"), pin.get("data-zone"), pin.get("data-side")) == (
        "pin", "ear-inside", "left",
    )  # fmt: skip
    leader, spot, dot, word = pin
    assert leader.get("d") == "M20 30L40 20"
    assert (spot.get("cx"), dot.get("cx"), dot.get("r")) == ("20", "40", "4")
    assert (word.text, word.get("text-anchor")) == ("inside the ear & more", "start")


def test_the_mouth_is_written_like_any_view() -> None:
    picture, art = draw_mouth()
    root = parsed(write_mouth(picture, art))
    zones = root.findall(f"./{SVG}g[@class='figure-zones']/*")
    assert {z.get("data-zone") for z in zones} >= {"upper-molars", "tongue", "palate"}
    assert root.get("data-view") == "mouth"
