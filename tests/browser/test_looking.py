"""Looking at the figure: views, zoom, pan, sides, deep places."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.map_page import COVERED, MapPage


def test_every_view_is_one_tap_away(map_page: MapPage) -> None:
    buttons = map_page.page.locator("[data-view-button]")
    ids = buttons.evaluate_all("buttons => buttons.map((button) => button.dataset.viewButton)")
    assert {
        "front",
        "back",
        "left",
        "right",
        "head-left",
        "hands-palm",
        "feet-sole",
        "mouth",
    } <= set(ids)
    for view in ids:
        map_page.view(view)
        expect(map_page.page.locator('[data-view-button][aria-pressed="true"]')).to_have_attribute(
            "data-view-button", view
        )


def test_marks_are_drawn_in_every_view_that_shows_them(map_page: MapPage) -> None:
    map_page.mark("shoulder-side:left")
    map_page.view("left")
    map_page.expect_marks("shoulder-side:left")
    map_page.view("front")
    map_page.expect_marks("shoulder-side:left")


def test_a_view_says_how_many_marks_it_shows_best(map_page: MapPage) -> None:
    best = map_page.box("breast:left").get_attribute("data-best-view")
    map_page.click("breast:left")
    expect(map_page.page.locator(f'[data-view-button="{best}"] [data-view-count]')).to_have_text(
        "1"
    )


@pytest.mark.parametrize(
    ("view", "start", "end"),
    [
        ("front", "Your right", "Your left"),
        ("back", "Your left", "Your right"),
        ("left", "Your left", ""),
        ("right", "Your right", ""),
    ],
)
def test_the_sides_stand_on_the_figure(map_page: MapPage, view: str, start: str, end: str) -> None:
    map_page.view(view)
    expect(map_page.page.locator("[data-side-start]")).to_have_text(start)
    expect(map_page.page.locator("[data-side-end]")).to_have_text(end)


def test_the_wheel_zooms_at_the_pointer_and_does_not_scroll(map_page: MapPage) -> None:
    x, y = map_page.point("breast:left")
    before = map_page.view_box()
    map_page.page.mouse.move(x, y)
    map_page.page.mouse.wheel(0, -400)
    map_page.page.wait_for_function(
        "document.querySelector('[data-canvas]').dataset.zoomed === 'yes'"
    )
    after = map_page.view_box()
    assert after[2] < before[2]
    assert map_page.page.evaluate("window.scrollY") == 0
    zone = map_page.page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('[data-zone]').dataset.zone", [x, y]
    )
    assert zone == "breast"


def test_buttons_zoom_in_out_and_show_the_whole(map_page: MapPage) -> None:
    whole = map_page.view_box()
    for name in ("in", "in", "out"):
        map_page.page.locator(f'[data-zoom="{name}"]').click()
    assert map_page.view_box()[2] < whole[2]
    map_page.page.locator('[data-zoom="whole"]').click()
    assert map_page.view_box() == whole


def test_a_double_click_beside_the_body_zooms_and_marks_nothing(map_page: MapPage) -> None:
    whole = map_page.view_box()
    box = map_page.page.locator("[data-canvas]").bounding_box()
    assert box is not None
    map_page.page.mouse.dblclick(box["x"] + box["width"] - 30, box["y"] + 80)
    assert map_page.view_box()[2] < whole[2]
    map_page.expect_marks()


@pytest.mark.parametrize("button", ["left", "middle"])
def test_dragging_moves_the_picture(map_page: MapPage, button: str) -> None:
    """With the left button beside the body, with the middle one anywhere."""
    for _ in range(3):
        map_page.page.locator('[data-zoom="in"]').click()
    before = map_page.view_box()
    box = map_page.page.locator("[data-canvas]").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    if button == "left":
        map_page.page.locator("[data-paint]").click()
    map_page.drag(middle, (middle[0] + 60, middle[1] + 40), button)
    after = map_page.view_box()
    assert after[0] < before[0]
    assert after[1] < before[1]
    map_page.expect_marks()


def test_the_keys_pan_and_zoom_the_figure(map_page: MapPage) -> None:
    whole = map_page.view_box()
    map_page.page.locator("[data-canvas]").focus()
    for key in ("+", "+", "+"):
        map_page.page.keyboard.press(key)
    closer = map_page.view_box()
    assert closer[2] < whole[2]
    map_page.page.keyboard.press("ArrowDown")
    assert map_page.view_box()[1] > closer[1]
    map_page.page.keyboard.press("-")
    assert map_page.view_box()[2] > closer[2]
    map_page.page.keyboard.press("0")
    assert map_page.view_box() == whole


def test_turning_the_body_over_keeps_the_closeness(map_page: MapPage) -> None:
    for _ in range(3):
        map_page.page.locator('[data-zoom="in"]').click()
    before = map_page.view_box()
    map_page.view("back")
    after = map_page.view_box()
    assert after[2] == pytest.approx(before[2], rel=0.01)
    assert after[1] == pytest.approx(before[1], abs=1)


def test_a_deep_place_is_a_pin_that_can_be_marked(map_page: MapPage) -> None:
    view = map_page.box("ear-inside:left").get_attribute("data-best-view")
    assert view
    map_page.view(view)
    expect(map_page.place("ear-inside:left")).to_have_class("pin")
    map_page.click("ear-inside:left")
    map_page.expect_marks("ear-inside:left")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720)])
def test_every_view_button_is_in_sight_without_scrolling(
    map_page: MapPage, width: int, height: int
) -> None:
    map_page.page.set_viewport_size({"width": width, "height": height})
    hidden = map_page.page.locator("[data-view-button]").evaluate_all(COVERED)
    assert hidden == []


@pytest.mark.parametrize("view", ["front", "left", "head-left"])
def test_the_words_of_pins_are_not_cut(map_page: MapPage, view: str) -> None:
    """Each pin's words, when they show, are inside the part of the picture that is free."""
    map_page.view(view)
    map_page.page.locator("[data-canvas]").evaluate(
        """canvas => {
          for (const pin of canvas.querySelectorAll(".pin")) pin.classList.add("is-hover");
        }"""
    )
    map_page.view_box()
    map_page.page.wait_for_timeout(100)
    cut = map_page.page.locator("[data-canvas] .pin-label").evaluate_all(
        """labels => {
          const frame = document.querySelector("[data-canvas]").getBoundingClientRect();
          return labels
            .map((label) => [label.textContent, label.getBoundingClientRect()])
            .filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1)
            .map(([words]) => words);
        }"""
    )
    assert cut == []
