"""What can be laid on the figure: muscles, all trigger points, another body, the way of a pain."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.map_page import MapPage
from tests.browser.test_pages import RULES, violations

DRAWINGS = "**/figures/bodies/*/muscles/*.svg"


def muscles(page: Page, part: str = "own") -> Locator:
    return page.locator(f"[data-canvas] .muscles-{part} > .muscle-whole")


def candidate(map_page: MapPage, muscle: str) -> Locator:
    return map_page.page.locator(f'[data-candidate-item^="{muscle}-"]').first


def choose(page: Page, *hooks: str) -> None:
    """Press boxes of the menu, then close it."""
    page.locator("[data-layers]").click()
    for hook in hooks:
        page.locator(hook).click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-layers-menu]")).to_be_hidden()


@pytest.fixture
def answered(map_page: MapPage) -> MapPage:
    """The map in its left view, with the temporalis among the candidates."""
    map_page.mark("temple:left")
    map_page.expect_answer()
    map_page.view("head-left")
    return map_page


def test_the_muscle_of_a_candidate_lies_under_its_pattern(answered: MapPage) -> None:
    candidate(answered, "temporalis").hover()
    own = muscles(answered.page)
    expect(own).to_have_attribute("data-muscle", "temporalis")
    expect(own).to_have_attribute("data-side", "left")
    assert own.locator("path.muscle-fibre").count() > 0
    order = answered.page.locator("[data-canvas] svg > g").evaluate_all(
        "groups => groups.map((group) => group.getAttribute('class').split(' ')[0])"
    )
    assert order.index("figure-muscles") < order.index("soft") < order.index("figure-zones")
    answered.page.locator(".site-head").hover()
    expect(own).to_have_count(0)


def test_a_muscle_on_its_way_delays_no_pattern(answered: MapPage) -> None:
    held: list[Route] = []
    answered.page.route(DRAWINGS, lambda route: held.append(route))
    with answered.page.expect_request(DRAWINGS):
        candidate(answered, "temporalis").locator("[data-pin]").click()
    expect(answered.place("temple:left")).to_have_class("zone is-marked is-essential")
    expect(answered.page.locator("[data-canvas] .point")).to_have_count(1)
    expect(muscles(answered.page)).to_have_count(0)
    for route in held:
        route.continue_()
    expect(muscles(answered.page)).to_have_count(1)


def test_the_right_one_is_the_left_one_mirrored(map_page: MapPage) -> None:
    map_page.mark("temple:right")
    map_page.expect_answer()
    candidate(map_page, "temporalis").locator("[data-pin]").click()
    own = muscles(map_page.page)
    for view in ("head-right", "head-front"):
        map_page.view(view)
        expect(own).to_have_attribute("transform", "scale(-1 1)")
        box = own.bounding_box()
        face = map_page.page.locator("[data-canvas] .figure-zones").bounding_box()
        assert box is not None
        assert face is not None
        assert face["x"] - 1 <= box["x"] <= box["x"] + box["width"] <= face["x"] + face["width"] + 1
    map_page.view("head-left")
    expect(own).to_have_count(0)


def test_what_is_not_drawn_is_not_asked_for(page: Page) -> None:
    def without_temporalis(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(
            body=text.replace('data-undrawn="', 'data-undrawn="temporalis '),
            content_type="text/html",
        )

    page.route("**/", without_temporalis)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened = MapPage(page).open("#m=temple:left")
    opened.expect_answer()
    candidate(opened, "temporalis").locator("[data-pin]").click()
    expect(page.locator("[data-canvas] .point")).to_have_count(1)
    candidate(opened, "trapezius-upper").locator("[data-pin]").click()
    expect(muscles(page)).to_have_count(1)
    assert [url.rpartition("/")[2] for url in asked if "/bodies/" in url] == ["trapezius-upper.svg"]


def test_the_menu_is_used_by_keyboard_and_remembered(answered: MapPage) -> None:
    page = answered.page
    page.locator("[data-layers]").focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="Muscle of the candidate")
    expect(box).to_be_checked()
    for _ in range(6):
        if box.evaluate("box => box === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("[data-layers]")).to_be_focused()
    page.reload()
    answered.expect_answer()
    candidate(answered, "temporalis").locator("[data-pin]").click()
    expect(page.locator("[data-canvas] .point")).to_have_count(1)
    page.wait_for_timeout(300)  # longer than a drawing waits for the pointer to rest
    expect(muscles(page)).to_have_count(0)
    choose(page, '[data-layer="muscle"]')
    expect(muscles(page)).to_have_count(1)


def test_all_muscles_of_a_depth_are_drawn_in_each_view(map_page: MapPage) -> None:
    page = map_page.page
    everyone = muscles(page, "all")
    expect(everyone).to_have_count(0)
    choose(page, '[data-layer="deep"]')
    for view in ("front", "back"):
        map_page.view(view)
        sheet = page.request.get(f"/figures/bodies/neutral/depths/{view}.deep.svg").text()
        # What is its own mirror image, as the diaphragm, is there once.
        drawn = sum(len(sides.split()) for sides in re.findall(r'data-sides="([^"]+)"', sheet))
        assert drawn > 10
        expect(everyone).to_have_count(drawn)
    choose(page, '[data-layer="deep"]')
    expect(everyone).to_have_count(0)


def test_the_skeleton_lies_under_the_muscles(answered: MapPage) -> None:
    page = answered.page
    candidate(answered, "temporalis").locator("[data-pin]").click()
    choose(page, '[data-layer="skeleton"]')
    expect(page.locator("[data-canvas] .figure-muscles > .bones .bone-line").first).to_be_attached()
    expect(page.locator("[data-canvas] .bones ~ .muscles-own > .muscle-whole")).to_have_count(1)
    answered.view("mouth")
    expect(page.locator("[data-canvas] .bone-line")).to_have_count(0)
    answered.view("front")
    expect(page.locator("[data-canvas] .bone-line").first).to_be_attached()
    choose(page, '[data-layer="skeleton"]')
    expect(page.locator("[data-canvas] .bone-line")).to_have_count(0)


def test_all_trigger_points_of_the_view_are_shown(map_page: MapPage) -> None:
    page = map_page.page
    choose(page, '[data-layer="points"]')
    points = page.request.get("/figures/points.json").json()["points"].values()
    for view in ("front", "hands-palm"):
        map_page.view(view)
        shown = sum(f" {view}:" in f" {places}" for places in points)
        assert shown > 5
        expect(page.locator("[data-canvas] .dot")).to_have_count(shown)


def test_the_borders_of_all_places_are_shown_at_a_wish(map_page: MapPage) -> None:
    map_page.mark("arm-front-upper:left")
    place, marked = map_page.place("temple:right"), map_page.place("arm-front-upper:left")

    def stroke(of: Locator) -> str:
        return str(of.evaluate("element => getComputedStyle(element).stroke"))

    before = stroke(marked)
    assert stroke(place) == "none"
    choose(map_page.page, '[data-layer="zones"]')
    assert stroke(place) != "none"
    assert stroke(marked) == before
    choose(map_page.page, '[data-layer="zones"]')
    assert stroke(place) == "none"


def test_another_body_keeps_marks_and_pin_and_has_its_own_places(answered: MapPage) -> None:
    page = answered.page
    pinned = candidate(answered, "temporalis")
    pinned.locator("[data-pin]").click()
    neutral = answered.place("temple:left").get_attribute("d")
    choose(page, '[data-body-choice="female"]')
    expect(answered.place("temple:left")).not_to_have_attribute("d", neutral or "")
    answered.expect_marks("temple:left")
    expect(answered.place("temple:left")).to_have_class(re.compile(r"\bis-essential\b"))
    key = pinned.get_attribute("data-candidate-item") or ""
    places = page.request.get("/figures/bodies/female.json").json()["points"][key].split()
    place = next(text for text in places if text.startswith("head-left:"))
    x, y = place.removeprefix("head-left:").split(",")
    expect(page.locator("[data-canvas] .point")).to_have_attribute(
        "transform", f"translate({x} {y})"
    )
    own = page.request.get("/figures/bodies/female/muscles/temporalis.svg").text()
    shape = muscles(page).locator(".muscle-belly").first.get_attribute("d")
    assert shape
    assert shape in own
    page.reload()
    answered.expect_answer()
    answered.view("head-left")
    expect(answered.place("temple:left")).not_to_have_attribute("d", neutral or "")
    choose(page, '[data-body-choice="neutral"]')
    expect(answered.place("temple:left")).to_have_attribute("d", neutral or "")


def test_a_body_that_cannot_be_fetched_leaves_the_present_one(
    map_page: MapPage, watch: object
) -> None:
    page = map_page.page
    page.route("**/figures/bodies/*", lambda route: route.abort())
    page.locator("[data-layers]").click()
    page.locator('[data-body-choice="male"]').click()
    expect(map_page.notice).to_contain_text("could not be fetched")
    expect(page.locator('[data-body-choice="neutral"]')).to_be_checked()
    watch.complaints.clear()  # type: ignore[attr-defined]


def test_pinning_shows_the_way_once_but_not_to_those_who_want_less_motion(
    answered: MapPage,
) -> None:
    page = answered.page
    page.evaluate(
        """() => {
          window.ways = 0;
          new MutationObserver((changes) => {
            for (const { addedNodes } of changes)
              for (const node of addedNodes)
                if (node.classList?.contains("figure-way")) window.ways += 1;
          }).observe(document.querySelector("[data-canvas]"), { childList: true, subtree: true });
        }"""
    )
    pin = candidate(answered, "temporalis").locator("[data-pin]")
    for wish, ways in (("reduce", 0), ("no-preference", 1)):
        page.emulate_media(reduced_motion=wish)  # type: ignore[arg-type]
        pin.click()
        expect(page.locator("[data-canvas] .point")).to_have_count(1)
        page.wait_for_timeout(100)
        assert page.evaluate("window.ways") == ways
        expect(page.locator(".figure-way")).to_have_count(0)
        pin.click()
    choose(page, '[data-layer="way"]')
    pin.click()
    expect(page.locator("[data-canvas] .point")).to_have_count(1)
    page.wait_for_timeout(100)
    assert page.evaluate("window.ways") == 1


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1240, 800), (390, 844), (320, 568)])
def test_the_bar_lies_beside_the_figure_and_the_menu_is_accessible(
    map_page: MapPage, width: int, height: int
) -> None:
    page = map_page.page
    page.set_viewport_size({"width": width, "height": height})
    map_page.view_box()
    bar = page.locator(".stage-bar").bounding_box()
    stage = page.locator("[data-stage]").bounding_box()
    figure = page.locator("[data-canvas] .figure-zones").bounding_box()
    assert bar is not None
    assert stage is not None
    assert figure is not None
    assert bar["y"] + bar["height"] <= figure["y"] + 1
    assert stage["x"] <= bar["x"]
    assert bar["x"] + bar["width"] <= stage["x"] + stage["width"]
    page.locator("[data-layers]").click()
    menu = page.locator("[data-layers-menu]").bounding_box()
    assert menu is not None
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= width
    assert menu["y"] + menu["height"] <= height
    for scheme, rules in (
        ("light", RULES),
        ("dark", {"type": "rule", "values": ["color-contrast"]}),
    ):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = violations(page, rules, "[data-layers-menu]")  # type: ignore[arg-type]
        assert found == []
