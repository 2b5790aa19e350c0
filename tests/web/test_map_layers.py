from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from app.catalogue.models import Depth
from app.drawings import Drawings, load_drawings
from app.settings import ROOT
from app.web.map_layers import depth_sheet, skeleton_sheet
from tests.drawn import write_layer
from tests.web.worlds import world_catalogue

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawings(tmp_path: Path) -> Drawings:
    return load_drawings(write_layer(tmp_path))


def sheet(drawings: Drawings, view: str, depth: Depth) -> list[ElementTree.Element]:
    text = depth_sheet(world_catalogue(), drawings, view, depth)
    return list(ElementTree.fromstring(text))  # noqa: S314 - made here


class TestDepthSheet:
    def test_every_drawn_muscle_of_the_depth_is_there_with_its_sides(
        self, drawings: Drawings
    ) -> None:
        depth = world_catalogue().muscle_by_id["temporalis"].depth
        (group,) = sheet(drawings, "front", depth)
        assert group.get("data-muscle") == "temporalis"
        assert group.get("data-sides") == "left right"
        (drawn,) = group
        assert "muscle" in (drawn.get("class") or "").split()
        assert drawn.get("transform") is None
        assert drawn.findall(f"{SVG}path")

    def test_a_view_from_the_right_has_the_right_one_mirrored(self, tmp_path: Path) -> None:
        view = {"view": "right", "drawing": "front", "sides": ["right"], "box": [1, 1, 5, 5]}
        drawings = load_drawings(write_layer(tmp_path, views=[view]))
        depth = world_catalogue().muscle_by_id["temporalis"].depth
        (group,) = sheet(drawings, "right", depth)
        assert group.get("data-sides") == "right"
        assert group[0].get("transform") == "scale(-1 1)"

    def test_what_is_its_own_mirror_image_is_given_once(self, tmp_path: Path) -> None:
        view = {
            "view": "front", "drawing": "front", "sides": ["left", "right"],
            "box": [-5, 1, 5, 5], "whole": True,
        }  # fmt: skip
        drawings = load_drawings(write_layer(tmp_path, views=[view]))
        depth = world_catalogue().muscle_by_id["temporalis"].depth
        (group,) = sheet(drawings, "front", depth)
        assert group.get("data-sides") == "left"

    def test_other_depths_and_views_have_none_of_it(self, drawings: Drawings) -> None:
        depth = world_catalogue().muscle_by_id["temporalis"].depth
        others = [other for other in Depth if other is not depth]
        assert [sheet(drawings, "front", other) for other in others] == [[]] * len(others)
        assert sheet(drawings, "mouth", depth) == []


def test_a_view_without_bones_is_an_empty_picture(tmp_path: Path) -> None:
    bones = tmp_path / "skeleton"
    bones.mkdir()
    (bones / "front.svg").write_text('<svg data-view="front"><g/></svg>')
    assert skeleton_sheet(tmp_path, "front") == '<svg data-view="front"><g/></svg>'
    mouth = ElementTree.fromstring(skeleton_sheet(tmp_path, "mouth"))  # noqa: S314 - made here
    assert (mouth.tag, len(mouth)) == (f"{SVG}svg", 0)


class TestRoutes:
    def test_a_depth_of_a_view_is_an_svg_of_its_own(self, client: TestClient) -> None:
        view = client.get("/api/v1/views").json()[0]["id"]
        answer = client.get(f"/figures/bodies/neutral/depths/{view}.superficial.svg")
        assert answer.headers["content-type"] == "image/svg+xml"
        assert "public" in answer.headers["cache-control"]

    @pytest.mark.parametrize("body", ["neutral", "female", "male"])
    def test_every_body_has_muscles_and_bones_of_its_own(
        self, client: TestClient, body: str
    ) -> None:
        figures = ROOT / "static/svg" / ("" if body == "neutral" else body)
        for kind, name in (("muscles", "temporalis.svg"), ("skeleton", "front.svg")):
            answer = client.get(f"/figures/bodies/{body}/{kind}/{name}")
            assert answer.content == (figures / kind / name).read_bytes()
        sheet = client.get(f"/figures/bodies/{body}/depths/front.superficial.svg").text
        group = re.search(r'<g data-muscle="(.*?)".*? d="(.*?)"', sheet)
        assert group
        assert group[2] in (figures / f"muscles/{group[1]}.svg").read_text()

    def test_all_points_are_given_as_cards_give_theirs(self, client: TestClient) -> None:
        points = client.get("/figures/points.json").json()["points"]
        pattern = client.get("/figures/patterns/temporalis.json").json()
        assert pattern["points"]
        for point in pattern["points"]:
            assert points[point["key"]] == point["points"] != ""

    def test_a_muscle_s_points_say_where_they_send_pain(self, client: TestClient) -> None:
        muscle: dict[str, Any] = client.get("/figures/patterns/temporalis.json").json()
        assert (muscle["id"], muscle["href"]) == ("temporalis", "/muscles/temporalis")
        keys = [point["key"] for point in muscle["points"]]
        assert keys == [f"temporalis-{n}:{side}" for n in (1, 2) for side in ("left", "right")]
        right = muscle["points"][1]
        assert right["pattern"].split()[0] == "temple:right:essential"
        assert right["essential"].startswith("right temple")
        assert right["side"] == "right"

    def test_a_former_id_moves(self, client: TestClient) -> None:
        answer = client.get("/figures/patterns/masseter-profundus.json")
        assert answer.status_code == 308
        assert answer.headers["location"] == "/figures/patterns/masseter-deep.json"

    @pytest.mark.parametrize(
        "path",
        [
            "/figures/bodies/neutral/depths/front.svg",
            "/figures/bodies/neutral/depths/front.shallow.svg",
            "/figures/bodies/neutral/depths/inside.deep.svg",
            "/figures/bodies/neutral/depths/front.deep.png",
            "/figures/bodies/neutral/skeleton/inside.svg",
            "/figures/bodies/neutral/skeleton/front.png",
            "/figures/bodies/neutral/muscles/temporalis.png",
            "/figures/bodies/neutral/muscles/nothing.svg",
            "/figures/bodies/nobody/muscles/temporalis.svg",
            "/figures/bodies/nobody/depths/front.deep.svg",
            "/figures/bodies/../skeleton/front.svg",
            "/figures/patterns/temporalis.svg",
            "/figures/patterns/temporals.json",
        ],
    )
    def test_what_does_not_exist_is_not_found(self, client: TestClient, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_the_map_names_the_muscles_that_are_not_drawn(self, client: TestClient) -> None:
        text = client.get("/").text
        undrawn = text.partition('data-undrawn="')[2].partition('"')[0].split()
        drawn = {path.stem for path in (ROOT / "static" / "svg" / "muscles").glob("*.svg")}
        known = {muscle.id for muscle in world_catalogue().muscles}
        assert set(undrawn) == known - drawn
