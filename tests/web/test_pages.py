from __future__ import annotations

import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from app.catalogue.catalogue import Catalogue
from tests.web.html_reader import read_html
from tests.web.worlds import make_app, world_catalogue

PAGES = [
    "/",
    "/muscles",
    "/muscles/temporalis",
    "/muscles/masseter-deep",
    "/zones",
    "/zones/temple",
    "/zones/sternum",
    "/zones/knee-back-inner",
    "/areas",
    "/areas/temporal_headache",
    "/areas/posterior_knee",
    "/symptoms",
    "/symptoms/restricted-opening",
    "/symptoms/dizziness",
    "/techniques",
    "/techniques/muscle-stripping",
    "/coverage",
    "/about",
    "/api/docs",
    "/problems/unknown-zone",
]


def page(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return read_html(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_it_is(client: TestClient, path: str) -> None:
    root = page(client, path)
    assert root.one("html").attributes["lang"] == "en"
    title = root.one("title").text
    assert title.endswith("· Knotmap")
    description = root.one("meta", name="description").attributes["content"]
    assert 40 <= len(description) <= 200
    # Where the public address is not known, no page says which address is its own.
    assert root.all("link", rel="canonical") == []
    assert len(root.all("h1")) == 1
    assert len(root.all("main")) == 1


@pytest.mark.parametrize("path", PAGES)
def test_headings_go_down_one_step_at_a_time(client: TestClient, path: str) -> None:
    levels = [int(e.tag[1]) for e in page(client, path).walk() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_used_once_and_labels_lead_to_them(client: TestClient, path: str) -> None:
    root = page(client, path)
    ids = [e.attributes["id"] for e in root.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in root.walk():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for target in element.attributes.get(name, "").split():
                assert target in ids, f"{name}={target}"
        if element.tag == "use":
            assert element.attributes["href"].removeprefix("#") in ids


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_inline_or_from_another_origin(client: TestClient, path: str) -> None:
    for element in page(client, path).walk():
        assert "style" not in element.attributes
        assert element.tag != "style"
        assert not any(name.startswith("on") for name in element.attributes)
        if element.tag == "script":
            assert element.attributes["src"].startswith("/static/")
        if element.tag in ("link", "img"):
            assert element.attributes.get("href", element.attributes.get("src"))[0] == "/"


@pytest.mark.parametrize("path", PAGES)
def test_every_link_within_the_site_leads_somewhere(client: TestClient, path: str) -> None:
    root = page(client, path)
    ids = {e.attributes["id"] for e in root.walk() if "id" in e.attributes}
    links = {element.attributes["href"] for element in root.all("a")}
    # Drawing a figure as PNG takes seconds, and is tested elsewhere: what it is drawn from is asked
    # for here, by the same route.
    for link in sorted(re.sub(r"^(/figures/.*)\.png$", r"\1.svg", link) for link in links):
        address, _, fragment = link.partition("#")
        if not address:
            assert fragment in ids
        elif address.startswith("/"):
            target = client.get(address)
            assert target.status_code == 200, address
            if fragment and not fragment.startswith(("m=", "s=")):
                assert f'id="{fragment}"' in target.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_kept_and_asked_for_again_by_its_tag(client: TestClient, path: str) -> None:
    first, again = client.get(path), client.get(path)
    assert first.content == again.content
    assert again.headers["etag"] == first.headers["etag"]
    assert "public" in again.headers["cache-control"]
    assert "must-revalidate" in again.headers["cache-control"]
    assert client.get(path, headers={"if-none-match": again.headers["etag"]}).status_code == 304
    assert client.get(path + "?from=elsewhere").content == first.content


@pytest.mark.parametrize("path", [path for path in PAGES if path.count("/") > 1])
def test_the_path_to_a_page_is_shown(client: TestClient, path: str) -> None:
    crumbs = page(client, path).one("nav", class_="crumbs").all("li")
    assert crumbs[0].one("a").attributes["href"] == "/"
    assert crumbs[-1].one("span").attributes["aria-current"] == "page"


def test_the_place_in_the_navigation_is_told(client: TestClient) -> None:
    nav = page(client, "/muscles/temporalis").one("nav", aria_label="Pages")
    assert [e.text for e in nav.all("a", aria_current="page")] == ["Muscles"]


class TestMuscle:
    def test_everything_the_catalogue_says_is_there(self, client: TestClient) -> None:
        text = page(client, "/muscles/masseter-deep").one("main").text
        for said in (
            "Masseter deep muscle",
            "Musculus masseter deep",
            "chewing muscle",
            "One bone",
            "Another bone",
            "Moves one bone towards the other",
            "A nerve",
            "cranial nerve V",
            "Chewing gum",
            "The mouth opens less",
            "fairly often",
            "Whether the ear hurts",
            "It does not",
            "The ear is left out",
            "41.5 to 50 %",
            "with an active trigger point",
            "adults with headache",
            "UBERON:0001597",
            "A bad tooth",
            "heat hurts",
            "Shares a pain zone with",
            "Muscle stripping",
            "Glide slowly",
            "Rest two fingers on it",
            "Open wide",
            "after surgery",
            "Mind the facial artery",
            "Manual",
            "Jaw angle",
            "Temple",
        ):
            assert said in text, said

    def test_main_and_wider_pattern_are_told_apart(self, client: TestClient) -> None:
        point = page(client, "/muscles/masseter-deep").one("section", id="masseter-deep-1")
        assert [h.text for h in point.all("h4")] == ["Main pattern", "Wider pattern"]
        lists = point.all("ul", class_="pattern-list")
        assert [e.attributes["href"] for e in lists[0].all("a")] == ["/zones/jaw-angle"]
        assert [e.attributes["href"] for e in lists[1].all("a")] == ["/zones/temple"]

    def test_each_point_is_drawn_with_its_x_and_its_pattern(self, client: TestClient) -> None:
        root = page(client, "/muscles/temporalis")
        first, second = (root.one("section", id=f"temporalis-{n}") for n in (1, 2))
        for section in (first, second):
            figure = section.one("svg", class_="figure")
            assert figure.attributes["role"] == "img"
            assert figure.attributes["aria-label"]
            assert len(figure.all("path", class_="point-mark")) == 1
        states = {
            e.attributes["data-zone"]: e.attributes["class"]
            for e in first.one("svg", class_="figure").all("path", class_="zone")
        }
        assert states == {
            "temple": "zone is-essential",
            "eyebrow": "zone is-essential",
            "eye-behind": "zone is-spillover",
        }

    def test_statements_lead_to_their_sources_and_say_which_are_recalled(
        self, client: TestClient
    ) -> None:
        root = page(client, "/muscles/masseter-deep")
        point = root.one("p", class_="point-place")
        assert point.one("a", class_="cite").attributes["href"] == "#source-simons-1999"
        assert point.one("span", class_="recalled")
        symptom = root.one("section", aria_labelledby="symptoms")
        assert symptom.all("span", class_="recalled") == []
        assert "4 of 8 statements" in root.one("main").text

    def test_the_link_to_the_map_carries_marks_in_the_fragment_only(
        self, client: TestClient
    ) -> None:
        buttons = page(client, "/muscles/temporalis").all("a", class_="button")
        assert buttons[0].attributes["href"] == "/#m=temple:left,eyebrow:left"

    def test_care_comes_after_cautions_and_only_where_it_is_told(self, client: TestClient) -> None:
        headings = [h.text for h in page(client, "/muscles/masseter-deep").all("h2")]
        order = ["Cautions", "Can be mistaken for", "What a therapist may do"]
        order += ["What you can do yourself", "How often"]
        assert [h for h in headings if h in order] == order
        bare = page(client, "/muscles/temporalis")
        assert "What you can do yourself" not in [h.text for h in bare.all("h2")]


class TestSymptom:
    def test_muscles_are_grouped_by_how_strongly_they_are_tied(self, client: TestClient) -> None:
        section = page(client, "/symptoms/restricted-opening").one(
            "section", aria_labelledby="muscles"
        )
        assert [h.text for h in section.all("h3")] == ["Described as typical"]
        assert "The mouth opens less" not in section.text
        assert "the mouth opens less" in section.text
        assert section.all("a")[0].attributes["href"] == "/muscles/masseter-deep"

    def test_warning_signs_come_before_muscles(self, client: TestClient) -> None:
        text = page(client, "/symptoms/dizziness").one("main").text
        assert text.index("Stroke") < text.index("No muscle in this catalogue")

    def test_the_button_adds_it_on_the_map(self, client: TestClient) -> None:
        (button,) = page(client, "/symptoms/dizziness").all("a", class_="button")
        assert button.attributes["href"] == "/#s=dizziness"


class TestTechnique:
    def test_who_should_not_have_it_stands_before_how_it_is_done(self, client: TestClient) -> None:
        text = page(client, "/techniques/muscle-stripping").one("main").text
        assert text.index("Over varicose veins") < text.index("first this")

    def test_the_muscles_it_is_named_for_are_listed(self, client: TestClient) -> None:
        details = page(client, "/techniques/muscle-stripping").one("details")
        assert [a.text for a in details.all("a")] == ["Masseter deep"]


class TestCoverage:
    def test_regions_are_counted(self, client: TestClient) -> None:
        table = page(client, "/coverage").one("table")
        cells = [cell.text for cell in table.one("tfoot").all("td")]
        assert cells == ["3", "4", "9", "2", "3", "17"]

    def test_what_is_missing_disputed_and_recalled_is_told(self, client: TestClient) -> None:
        root = page(client, "/coverage")
        text = root.one("main").text
        for said in (
            "Eye muscles",
            "no source at hand draws a pattern",
            "Knee back inner",
            "For 1 of 3 muscles no study",
            "Whether the ear hurts",
            "TrP1 to temple",
        ):
            assert said in text, said


class TestZone:
    def test_points_are_listed_by_how_they_refer(self, client: TestClient) -> None:
        section = page(client, "/zones/temple").one("section", aria_labelledby="points")
        lists = section.all("ul")
        assert [e.text for e in lists[0].all("a") if "muscles" in e.attributes["href"]] == [
            "Temporalis, TrP1",
            "Temporalis, TrP2",
        ]
        assert lists[1].all("a")[0].attributes["href"] == "/muscles/masseter-deep#masseter-deep-1"

    def test_the_zone_is_marked_on_the_figure(self, client: TestClient) -> None:
        figure = page(client, "/zones/temple").one("svg", class_="figure")
        marked = figure.one("path", class_="is-marked")
        assert (marked.attributes["data-zone"], marked.attributes["data-side"]) == (
            "temple",
            "left",
        )

    def test_each_side_can_be_marked_on_the_map(self, client: TestClient) -> None:
        links = page(client, "/zones/temple").all("a", class_="button")
        assert [e.attributes["href"] for e in links] == ["/#m=temple:left", "/#m=temple:right"]
        links = page(client, "/zones/sternum").all("a", class_="button")
        assert [e.attributes["href"] for e in links] == ["/#m=sternum"]

    def test_areas_neighbours_and_warnings_are_named(self, client: TestClient) -> None:
        text = page(client, "/zones/temple").one("main").text
        assert "Pain: Temporal headache" in text
        assert "Eyebrow" in text
        assert "Heart" in page(client, "/zones/sternum").one("details", class_="notice").text

    def test_a_zone_that_nothing_refers_to_says_so(self, client: TestClient) -> None:
        assert "No trigger point" in page(client, "/zones/knee-back-inner").one("main").text


def test_an_area_lists_muscles_by_how_much_of_it_they_reach(client: TestClient) -> None:
    main = page(client, "/areas/temporal_headache").one("main")
    rows = main.one("section", aria_labelledby="muscles").all("li")
    assert [row.one("a").text for row in rows] == ["Temporalis", "Masseter deep"]
    assert rows[0].one("span", class_="tag").text == "main pattern"
    assert rows[1].one("span", class_="tag").text == "wider pattern"


def test_the_debate_is_told_from_both_sides(client: TestClient) -> None:
    text = page(client, "/about").one("section", aria_labelledby="debate").text
    for said in ("Quintner, Bove and Cohen", "Dommerholt and Gerwin", "0.45"):
        assert said in text


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/muscles/masseter-profundus", "/muscles/masseter-deep"),
        ("/muscles/", "/muscles"),
        ("/muscles/temporalis/", "/muscles/temporalis"),
        ("//evil.example/", "/evil.example"),
        ("/%2F%2Fevil.example/", "/evil.example"),
        ("/a b/", "/a%20b"),
    ],
)
def test_former_ids_and_slashes_move_for_good_within_the_site(
    client: TestClient, path: str, moved: str
) -> None:
    answer = client.get("http://testserver" + path)
    assert answer.status_code == 308
    assert answer.headers["location"] == moved


@pytest.mark.parametrize(
    ("path", "named", "nearest"),
    [
        ("/muscles/temporali", "'temporali'", "/muscles/temporalis"),
        ("/zones/tempel", "'tempel'", "/zones/temple"),
        ("/areas/temporal_headach", "'temporal_headach'", "/areas/temporal_headache"),
    ],
)
def test_an_unknown_id_is_named_with_the_nearest(
    client: TestClient, path: str, named: str, nearest: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    main = read_html(answer.text).one("main")
    assert named in main.text
    assert nearest in [e.attributes["href"] for e in main.all("a")]


@pytest.mark.parametrize("bad", ["<script>alert(1)</script>", "Temple%20LEFT", "%00", "a" * 199])
def test_what_is_no_id_is_not_repeated(client: TestClient, bad: str) -> None:
    answer = client.get(f"/zones/{bad}")
    assert answer.status_code == 404
    assert "alert(1)" not in answer.text
    assert "Temple LEFT" not in answer.text
    assert "aaaaaaaaaa" not in answer.text


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(client: TestClient) -> None:
    assert read_html(client.get("/nothing").text).one("h1").text == "Not found"
    assert client.get("/nothing").headers["cache-control"] == "no-store"
    robots = read_html(client.get("/nothing").text).one("meta", name="robots")
    assert robots.attributes["content"] == "noindex"
    answer = client.get("/nothing", headers={"accept": "application/json"})
    assert answer.json()["type"] == "/problems/not-found"


def test_the_sitemap_lists_every_page_and_each_answers(client: TestClient) -> None:
    root = ElementTree.fromstring(client.get("/sitemap.xml").text)  # noqa: S314 - our own
    addresses = [e.text for e in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert all(address.startswith("http://testserver/") for address in addresses)
    paths = {address.removeprefix("http://testserver") for address in addresses}
    assert {p for p in PAGES if not p.startswith(("/api", "/problems"))} <= paths
    assert all(client.get(path).status_code == 200 for path in paths)


def test_robots_are_led_to_the_sitemap(client: TestClient) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


def test_addresses_are_whole_where_the_public_one_is_known() -> None:
    with TestClient(make_app(public_url="https://knots.example")) as client:
        root = read_html(client.get("/zones/temple").text)
        canonical = root.one("link", rel="canonical").attributes["href"]
        assert canonical == "https://knots.example/zones/temple"
        assert "<loc>https://knots.example/zones/temple</loc>" in client.get("/sitemap.xml").text


def test_the_health_page_tells_the_state(client: TestClient, catalogue: Catalogue) -> None:
    answer = client.get("/healthz")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["state"] == "ok"
    assert answer.json()["version"] == catalogue.version
    assert answer.json()["findings"] == []


def test_the_old_name_of_the_icon_leads_to_it(client: TestClient) -> None:
    answer = client.get("/favicon.ico", follow_redirects=True)
    assert answer.headers["content-type"] == "image/svg+xml"


def test_text_of_the_catalogue_is_escaped() -> None:
    catalogue = world_catalogue()
    tricky = catalogue.muscles[0].model_copy(update={"name": "<b>&\"Temporalis'"})
    catalogue = type(catalogue)(
        version=catalogue.version,
        muscles=(tricky, *catalogue.muscles[1:]),
        zones=catalogue.zones,
        groups=catalogue.groups,
        areas=catalogue.areas,
        symptoms=catalogue.symptoms,
        sources=catalogue.sources,
        warnings=catalogue.warnings,
    )
    with TestClient(make_app(catalogue)) as client:
        root = read_html(client.get("/muscles/temporalis").text)
        assert root.one("h1").text == "<b>&\"Temporalis'"
        figures = root.all("svg", class_="figure")
        assert figures[0].attributes["aria-label"].startswith("<b>&\"Temporalis'")
        answer = client.post("/match", data={"mark": "temple:left"})
        assert "<b>" not in answer.text


def test_a_page_that_is_not_there_names_no_other_as_itself(client: TestClient) -> None:
    answer = client.get("/nowhere", headers={"accept": "text/html"})
    assert answer.status_code == 404
    root = read_html(answer.text)
    assert not root.all("link", rel="canonical")
    assert "/api" not in root.one("article").text
