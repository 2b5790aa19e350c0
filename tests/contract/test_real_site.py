"""The real catalogue and the real figures, through the real templates: every page there is."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.catalogue.catalogue import Catalogue
from app.catalogue.loader import load_catalogue
from app.catalogue.service import FixedCatalogue
from app.factory import create_app
from app.figures import Figures, load_figures
from app.settings import Settings
from app.web.area_pages import area_context
from app.web.match_routes import answer_json
from app.web.muscle_pages import muscle_context
from app.web.shortcut import Ask
from app.web.site import Site
from app.web.zone_pages import zone_context
from tests.web.html_reader import read_html


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Settings().data)


@pytest.fixture(scope="module")
def figures() -> Figures:
    return load_figures(Settings().figures)


@pytest.fixture(scope="module")
def app(catalogue: Catalogue, figures: Figures) -> FastAPI:
    return create_app(FixedCatalogue(catalogue), figures, Settings(watch=False))


@pytest.fixture(scope="module")
def site(app: FastAPI) -> Site:
    site: Site = app.state.keeper.site
    return site


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False) as client:
        yield client


def test_every_muscle_has_a_page_with_each_of_its_points_drawn(site: Site) -> None:
    for muscle in site.catalogue.muscles:
        context = muscle_context(
            muscle, site.catalogue, site.figures, site.drawings, site.book, site.frame
        )
        for point in context.points:
            assert point.figures, point.id
            assert any("point-mark" in figure.svg for figure in point.figures), point.id
            if point.essential:
                assert any("is-essential" in figure.svg for figure in point.figures), point.id
        root = read_html(site.templates.render("muscle.html", context))
        ids = [e.attributes["id"] for e in root.walk() if "id" in e.attributes]
        assert len(ids) == len(set(ids)), muscle.id
        assert len(root.all("section", class_="point")) == len(muscle.trigger_points)


def test_every_zone_has_a_page_with_it_marked_on_a_figure(site: Site) -> None:
    for zone in site.catalogue.zones:
        context = zone_context(zone, site.catalogue, site.figures, site.book, site.frame)
        assert any("is-marked" in figure.svg for figure in context.figures), zone.id
        assert read_html(site.templates.render("zone.html", context)).one("h1")


def test_every_area_has_a_page_with_all_of_its_zones(site: Site) -> None:
    for area in site.catalogue.areas:
        context = area_context(area, site.catalogue, site.figures, site.book, site.frame)
        assert len(context.zones) == len(area.zones)
        assert context.figures, area.id
        assert read_html(site.templates.render("area.html", context)).one("h1")


def test_every_zone_can_be_ticked_once_on_each_side_and_as_main(client: TestClient) -> None:
    page = client.get("/").text
    site = client.app.state.keeper.site  # type: ignore[attr-defined]
    for zone in site.catalogue.zones:
        for side in zone.sides:
            for name in ("mark", "main"):
                assert page.count(f'name="{name}" value="{zone.id}:{side}" ') == 1, zone.id


def test_every_zone_is_a_shape_that_the_server_can_mark_without_script(
    client: TestClient, figures: Figures
) -> None:
    marked = [item for item in figures.view_by_id["front"].zones if not item.pin][:40]
    body = "&".join(f"mark={item.zone}:{item.side}" for item in marked)
    answer = client.post(
        "/match", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    root = read_html(answer.text)
    found = root.one("div", data_canvas="").all("path", class_="is-marked")
    assert {(e.attributes["data-zone"], e.attributes["data-side"]) for e in found} == {
        (item.zone, item.side) for item in marked
    }
    ticked = [e for e in root.all("input") if "checked" in e.attributes]
    assert len(ticked) == len(marked)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("back of my knee", "posterior_knee"),
        ("behind my eye", "eye-behind"),
        ("left temple headache", "temporal_headache"),
        ("between the shoulder blades", "mid_thoracic_back"),
        ("tailbone", "coccyx"),
        ("tmj", "jaw-joint"),
        ("stiff neck", "neck-posterior"),
        ("sore throat", "throat"),
        ("throbing temple", "temple"),
        ("trapezius", "trapezius-upper"),
        ("scm", "sternocleidomastoid-sternal"),
        ("armpit", "axilla"),
        ("big toe", "toe-1-sole"),
        ("tennis elbow", "elbow-outer"),
    ],
)
def test_people_find_what_they_mean(client: TestClient, query: str, expected: str) -> None:
    hits = client.get(f"/api/v1/search?limit=5&q={quote(query)}").json()["hits"]
    assert expected in [hit["id"] for hit in hits]


def test_all_zones_at_once_are_answered_in_a_tenth_of_a_second(site: Site) -> None:
    """By the processor time of this thread alone, whatever else the machine and the site do."""
    places = [(z.id, s.value) for z in site.catalogue.zones for s in z.sides]
    marks = [{"zone": zone, "side": side} for zone, side in places]
    ask = Ask("application/json", "", json.dumps({"marks": marks, "limit": 50}).encode())
    times = []
    # At the first one, what every zone says is made.
    for _ in range(6):
        began = time.thread_time()
        reply = answer_json(site, ask)
        times.append(time.thread_time() - began)
        assert reply.status == 200
    assert min(times) < 0.1


@pytest.mark.parametrize(("marks", "folds"), [("mark=shoulder-front:left", 1), ("", 0)])
def test_a_long_answer_is_cut_once_below_the_candidates_that_are_seen(
    client: TestClient, marks: str, folds: int
) -> None:
    headers = {
        "accept": "text/vnd.knotmap.fragment+html",
        "content-type": "application/x-www-form-urlencoded",
    }
    answer = client.post("/match", content=marks, headers=headers).text
    assert answer.count("<!--fold-->") == folds
    beginning, *rest = [part.count("data-candidate-item=") for part in answer.split("<!--fold-->")]
    assert [beginning, *rest] == ([3, 9] if folds else [0])


def test_a_point_has_one_number_on_plates_pages_and_the_map(
    client: TestClient, catalogue: Catalogue
) -> None:
    numbers = client.get("/figures/points.json").json()["numbers"]
    several = [muscle for muscle in catalogue.muscles if len(muscle.trigger_points) > 1]
    assert set(numbers) == {point.id for muscle in several for point in muscle.trigger_points}
    for muscle in several:
        mine = [numbers[point.id] for point in muscle.trigger_points]
        assert len(set(mine)) == len(mine), muscle.id
        told = client.get(f"/figures/patterns/{muscle.id}.json").json()["points"]
        assert {point["number"] for point in told} == {str(n) for n in mine}
        assert all(point["number"] in point["label"] for point in told)
    plate = client.get("/figures/muscles/trapezius-lower.svg").text
    assert sorted(re.findall(r">(\d)</text>", plate)) == ["3", "4"]
    headings = read_html(client.get("/muscles/masseter-superficial").text).all("h2")
    assert "2. Mid-belly trigger points" in [heading.text.strip() for heading in headings]


def test_no_address_or_text_of_a_page_names_a_machine(client: TestClient) -> None:
    for path in ("/", "/about", "/api/docs", "/healthz", "/api/v1/catalogue"):
        assert not re.search(r"(?<![\w.])/(work|tmp|home|root|Users)/", client.get(path).text), path
