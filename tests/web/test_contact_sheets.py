from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.catalogue.models import Muscle
from app.drawings import load_drawings
from app.web.contact_sheets import contact_sheet
from app.web.pictures import PictureBook
from app.web.plate_style import PlateStyle
from app.web.plates import PlateMaker
from tests.drawn import write_layer
from tests.web.worlds import world_catalogue, world_figures

SVG = "{http://www.w3.org/2000/svg}"
STYLE = PlateStyle({"ink": "#111111"})


@pytest.fixture
def maker(tmp_path: Path) -> PlateMaker:
    catalogue = world_catalogue()
    figures = world_figures(catalogue)
    drawings = load_drawings(write_layer(tmp_path))
    return PlateMaker(catalogue, figures, drawings, PictureBook(figures), STYLE)


def sheet(maker: PlateMaker, muscles: list[Muscle]) -> ElementTree.Element:
    svg = contact_sheet(maker, STYLE, "Muscles: Head", muscles, "2026.11-00000000")
    assert "class=" not in svg
    return ElementTree.fromstring(svg)  # noqa: S314 - made here


def said(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_every_drawn_muscle_is_named_once_and_the_sheet_is_credited(maker: PlateMaker) -> None:
    muscles = list(world_catalogue().muscles)
    words = said(sheet(maker, muscles))
    drawn = maker.muscle_panel(world_catalogue().muscle_by_id["temporalis"])
    assert drawn is not None
    assert words.count("Temporalis") == 1
    assert "Muscles: Head" in words
    assert any("2026.11-00000000, CC BY 4.0" in line for line in words)
    # Without a drawing there is nothing to show.
    undrawn = next(muscle for muscle in muscles if maker.muscle_panel(muscle) is None)
    assert undrawn.name not in words


def test_rows_break_within_the_sheet_and_the_sheet_holds_them_all(maker: PlateMaker) -> None:
    temporalis = world_catalogue().muscle_by_id["temporalis"]
    root = sheet(maker, [temporalis] * 14)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    places = [
        tuple(map(float, re.findall(r"[\d.]+", group.attrib["transform"])))
        for group in root.findall(f"{SVG}g")
    ]
    assert len(places) == 14
    assert len({y for _, y in places}) > 1
    assert len(set(places)) == 14
    frames = [float(g.findall(f"{SVG}rect")[-1].attrib["width"]) for g in root.findall(f"{SVG}g")]
    assert all(x + frame <= width for (x, _), frame in zip(places, frames, strict=True))
    assert all(y + 300 <= height for _, y in places)
