from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from app.drawings import load_drawings
from app.settings import ROOT
from app.web.pictures import PictureBook
from app.web.plate_style import PlateStyle, read_tokens
from app.web.plates import PlateMaker
from app.web.png import ZOOM, render_png
from tests.drawn import write_layer
from tests.web.worlds import world_catalogue, world_figures

SVG = "{http://www.w3.org/2000/svg}"
TOKENS = {"ink": "#111111", "essential": "#3436a8", "muscle-belly": "#b04a3a"}


@pytest.fixture
def maker(tmp_path: Path) -> PlateMaker:
    catalogue = world_catalogue()
    figures = world_figures(catalogue)
    drawings = load_drawings(write_layer(tmp_path))
    return PlateMaker(catalogue, figures, drawings, PictureBook(figures), PlateStyle(TOKENS))


def plate(maker: PlateMaker, muscle_id: str, point: int | None = None) -> str:
    muscle = world_catalogue().muscle_by_id[muscle_id]
    if point is None:
        return maker.of_muscle(muscle)
    return maker.of_point(muscle, muscle.trigger_points[point - 1])


def parse(svg: str | bytes) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - made here


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parse(svg).iter(f"{SVG}text")]


def test_a_plate_says_what_it_shows_how_to_read_it_and_whose_it_is(maker: PlateMaker) -> None:
    said = " ".join(texts(plate(maker, "temporalis")))
    for words in (
        "Temporalis",
        "Musculus temporalis",
        "main pattern",
        "wider pattern",
        "trigger point, on the left",
        "not proof",
        "CC BY 4.0",
        "MakeHuman, CC0",
        "2026.11-00000000",
    ):
        assert words in said


def test_a_plate_stands_alone(maker: PlateMaker) -> None:
    svg = plate(maker, "temporalis")
    assert "class=" not in svg
    assert " style=" not in svg
    assert "<style" not in svg
    assert "data-" not in svg
    ids = set(re.findall(r'\bid="([^"]+)"', svg))
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= ids


def test_the_muscle_comes_first_and_its_pattern_beside_it(maker: PlateMaker) -> None:
    root = parse(plate(maker, "temporalis"))
    panels = list(root.iter(f"{SVG}svg"))[1:]
    assert len(panels) == 2
    fills = [{e.get("fill") for e in panel.iter(f"{SVG}path")} for panel in panels]
    assert all("#b04a3a" in fill for fill in fills)
    assert "url(#front-essential)" not in fills[0]
    assert "url(#front-essential)" in fills[1]


def test_a_muscle_without_a_drawing_still_has_its_pattern(maker: PlateMaker) -> None:
    root = parse(plate(maker, "sternalis"))
    assert len(list(root.iter(f"{SVG}svg"))) == 2


def test_several_points_are_numbered_and_one_is_not(maker: PlateMaker) -> None:
    assert "1" in texts(plate(maker, "temporalis"))
    assert "1" not in texts(plate(maker, "temporalis", 1))


def test_the_plate_of_a_point_is_named_by_its_number(maker: PlateMaker) -> None:
    assert texts(plate(maker, "temporalis", 2))[0] == "Temporalis, TrP2"


def expect_png_of(svg: str, png: bytes, zoom: float) -> None:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert width == pytest.approx(zoom * float(parse(svg).get("width", "0")), abs=2)
    assert height == pytest.approx(zoom * float(parse(svg).get("height", "0")), abs=2)


def test_a_png_has_the_size_of_the_plate_and_its_letters(maker: PlateMaker) -> None:
    """Drawn small, which is enough to see letters by and takes a tenth of the time."""
    svg = plate(maker, "temporalis", 1)
    png = render_png(svg, zoom=0.5)
    expect_png_of(svg, png, 0.5)
    wordless = re.sub(r"<text.*?</text>", "", svg)
    assert render_png(wordless, zoom=0.5) != png


def test_unless_asked_otherwise_a_png_is_larger_than_the_plate() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'
    expect_png_of(svg, render_png(svg), ZOOM)


def test_classes_become_attributes_and_the_last_rule_counts() -> None:
    style = PlateStyle({"essential": "#123456"})
    written = style.write('<g class="muscle muscle-deep muscle-inside" data-view="front">')
    assert written == '<g opacity=".6">'
    assert style.write('<path class="dot-essential"/>') == '<path fill="#123456"/>'


def test_the_colours_are_those_of_the_style_sheet_by_day() -> None:
    tokens = read_tokens(ROOT / "static")
    for token in ("tone-0", "essential", "muscle-belly", "sinew", "paper", "ink"):
        assert re.fullmatch("#[0-9a-f]{6}", tokens[token]), token


class TestRoutes:
    def test_a_muscle_and_a_point_have_a_figure_of_their_own(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Drawn small: at full size each takes seconds.
        monkeypatch.setattr("app.web.plate_store.render_png", lambda svg: render_png(svg, 0.25))
        for path in ("/figures/muscles/temporalis", "/figures/trigger-points/temporalis-2"):
            svg, png = client.get(f"{path}.svg"), client.get(f"{path}.png")
            assert svg.headers["content-type"] == "image/svg+xml"
            assert parse(svg.content).tag == f"{SVG}svg"
            assert png.headers["content-type"] == "image/png"
            expect_png_of(svg.text, png.content, 0.25)
            assert "public" in png.headers["cache-control"]
            again = client.get(f"{path}.png", headers={"if-none-match": png.headers["etag"]})
            assert again.status_code == 304

    def test_a_former_id_moves(self, client: TestClient) -> None:
        answer = client.get("/figures/muscles/masseter-profundus.png", follow_redirects=False)
        assert answer.status_code == 308
        assert answer.headers["location"] == "/figures/muscles/masseter-deep.png"

    @pytest.mark.parametrize(
        "path",
        [
            "/figures/muscles/temporals.svg",
            "/figures/muscles/temporalis.gif",
            "/figures/muscles/temporalis",
            "/figures/trigger-points/temporalis-9.png",
        ],
    )
    def test_what_does_not_exist_is_not_found(self, client: TestClient, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_the_page_of_a_muscle_leads_to_its_figures(self, client: TestClient) -> None:
        text = client.get("/muscles/temporalis").text
        assert 'href="/figures/muscles/temporalis.png"' in text
        assert 'href="/figures/trigger-points/temporalis-1.png"' in text
