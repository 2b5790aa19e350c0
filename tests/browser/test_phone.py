"""The map on a phone: fingers, the sheet, the list as a panel."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.map_page import COVERED, MapPage

# Buttons smaller than 44 px, less half a pixel of rounding.
SMALL = """
buttons => buttons
  .map((button) => ({ words: button.textContent.trim(), box: button.getBoundingClientRect() }))
  .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
  .map(({ words, box }) => [words, box.width, box.height])
"""


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone held upright."""
    phone = {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    }
    return {**browser_context_args, **phone}


@pytest.fixture
def fingers(map_page: MapPage) -> CDPSession:
    """Fingers that can be put down, moved and lifted."""
    return map_page.page.context.new_cdp_session(map_page.page)


def touch(fingers: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    """Put all fingers at these points."""
    places = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(points)]
    fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})


def test_one_tap_and_the_sheet_peeks_with_the_first_candidate(map_page: MapPage) -> None:
    map_page.tap("shoulder-front:left")
    map_page.expect_answer()
    map_page.expect_marks("shoulder-front:left")
    expect(map_page.sheet).to_have_attribute("data-sheet", "peek")
    expect(map_page.candidates.first.locator("[data-pin]")).to_be_in_viewport()


def test_the_figure_fills_the_screen_and_the_page_does_not_scroll(map_page: MapPage) -> None:
    canvas = map_page.page.locator("[data-canvas]").bounding_box()
    assert canvas is not None
    assert canvas["width"] == 390
    assert canvas["height"] > 400
    assert map_page.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert map_page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sheet_pulls_up_with_its_handle(map_page: MapPage) -> None:
    map_page.tap("shoulder-front:left")
    map_page.expect_answer()
    handle = map_page.page.locator("[data-sheet-handle]")
    handle.tap()
    expect(map_page.sheet).to_have_attribute("data-sheet", "full")
    expect(handle).to_have_attribute("aria-expanded", "true")
    handle.tap()
    expect(map_page.sheet).to_have_attribute("data-sheet", "peek")


def test_the_sheet_follows_a_finger(map_page: MapPage, fingers: CDPSession) -> None:
    map_page.tap("shoulder-front:left")
    map_page.expect_answer()
    box = map_page.sheet.bounding_box()
    assert box is not None
    x, y = box["x"] + 195, box["y"] + 60
    touch(fingers, "touchStart", (x, y))
    for step in range(1, 9):
        touch(fingers, "touchMove", (x, y - 40 * step))
    touch(fingers, "touchEnd")
    expect(map_page.sheet).not_to_have_attribute("data-sheet", "peek")


def test_pinning_lets_the_figure_be_seen(map_page: MapPage) -> None:
    map_page.tap("shoulder-front:left")
    map_page.expect_answer()
    map_page.page.locator("[data-sheet-handle]").tap()
    map_page.candidates.first.locator("[data-pin]").tap()
    expect(map_page.sheet).to_have_attribute("data-sheet", "peek")
    expect(map_page.page.locator("[data-canvas] .point")).to_have_count(1)


def test_the_peeking_sheet_shows_the_pinned_candidate(map_page: MapPage) -> None:
    map_page.tap("shoulder-front:left")
    map_page.expect_answer()
    map_page.page.locator("[data-sheet-handle]").tap()
    pin = map_page.candidates.nth(1).locator("[data-pin]")
    pin.tap()
    expect(map_page.sheet).to_have_attribute("data-sheet", "peek")
    expect(pin).to_be_in_viewport(ratio=1)
    expect(map_page.candidates.first.locator("[data-pin]")).not_to_be_in_viewport()
    map_page.mark("breast:left")
    expect(map_page.page.locator("[data-chip]")).to_have_count(2)
    expect(map_page.page.locator("[data-pin][aria-pressed=true]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("width", "height"), [(667, 375), (844, 390), (768, 1024), (640, 400), (320, 568)]
)
def test_on_any_screen_the_figure_is_large_and_free(
    map_page: MapPage, width: int, height: int
) -> None:
    """Tools lie neither over the view buttons nor over what they mark."""
    map_page.page.set_viewport_size({"width": width, "height": height})
    map_page.tap("breast:left")
    map_page.expect_answer()
    for hook in ("[data-undo]", "[data-zoom]", "[data-open-list]", '[aria-pressed="true"]:visible'):
        assert map_page.page.locator(hook).evaluate_all(COVERED) == []
    boxes = {
        name: map_page.page.locator(hook).evaluate_all(
            "parts => parts.map((part) => part.getBoundingClientRect().toJSON())"
        )
        for name, hook in (("tools", ".tools"), ("views", "[data-views]"))
    }
    views = boxes["views"][0]
    for tools in boxes["tools"]:
        assert (
            tools["left"] >= views["right"] - 1
            or tools["top"] >= views["bottom"] - 1
            or tools["right"] <= views["left"] + 1
        )
    figure = map_page.page.locator("[data-canvas] .figure-zones").bounding_box()
    assert figure is not None
    assert figure["height"] > 0.38 * height


def test_a_double_tap_zooms_and_leaves_no_mark(map_page: MapPage) -> None:
    whole = map_page.view_box()
    x, y = map_page.point("breast:left")
    map_page.page.touchscreen.tap(x, y)
    map_page.page.touchscreen.tap(x, y)
    assert map_page.view_box()[2] < whole[2]
    map_page.expect_marks()


def test_quick_taps_on_neighbouring_places_mark_both(map_page: MapPage) -> None:
    """Two points either side of a border, nearer than a double tap reaches."""
    x, y = map_page.point("temple:left")
    other = map_page.page.evaluate(
        """([x, y]) => {
          for (let reach = 4; reach < 24; reach += 1)
            for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
              const [nearX, nearY] = [x + dx * reach, y + dy * reach];
              const { zone, side } =
                document.elementFromPoint(nearX, nearY).closest("path.zone")?.dataset ?? {};
              if (zone && zone !== "temple") return [nearX, nearY, `${zone}:${side}`];
            }
        }""",
        [x, y],
    )
    map_page.page.touchscreen.tap(x, y)
    map_page.page.touchscreen.tap(other[0], other[1])
    map_page.expect_marks("temple:left", other[2])


def test_two_fingers_zoom(map_page: MapPage, fingers: CDPSession) -> None:
    whole = map_page.view_box()
    x, y = map_page.point("breast:left")
    touch(fingers, "touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 6):
        touch(fingers, "touchMove", (x - 20 - 12 * step, y), (x + 20 + 12 * step, y))
    touch(fingers, "touchEnd")
    assert map_page.view_box()[2] < whole[2] / 2
    map_page.expect_marks()


def test_a_finger_moves_the_picture_when_close_and_paints_after_resting(
    map_page: MapPage, fingers: CDPSession
) -> None:
    x, y = map_page.point("breast:left")
    map_page.page.touchscreen.tap(x, y)
    map_page.page.touchscreen.tap(x, y)
    before = map_page.view_box()
    touch(fingers, "touchStart", (x, y))
    for step in range(1, 6):
        touch(fingers, "touchMove", (x, y - 10 * step))
    touch(fingers, "touchEnd")
    assert map_page.view_box()[1] > before[1]
    map_page.expect_marks()
    x, y = map_page.point("breast:left")
    touch(fingers, "touchStart", (x, y))
    expect(map_page.page.locator("[data-canvas]")).to_have_attribute("data-phase", "painting")
    touch(fingers, "touchEnd")
    map_page.expect_marks("breast:left")


def test_a_small_place_offers_a_closer_view(map_page: MapPage) -> None:
    map_page.tap("temple:left")
    offer = map_page.page.locator("[data-offer]")
    expect(offer).to_contain_text("Closer")
    offer.tap()
    map_page.expect_view(map_page.box("temple:left").get_attribute("data-best-view") or "")


def test_the_list_opens_over_the_map_and_closes_after_marking_an_area(map_page: MapPage) -> None:
    expect(map_page.search).to_be_hidden()
    map_page.page.locator("[data-open-list]").tap()
    expect(map_page.search).to_be_focused()
    expect(map_page.page.locator("[data-stage]")).to_have_attribute("inert", "")
    map_page.search.fill("back of my right arm")
    map_page.page.locator("[data-area-hits] button:visible").first.tap()
    expect(map_page.search).to_be_hidden()
    map_page.expect_marks("arm-back-upper:right", "arm-back-lower:right")
    map_page.expect_answer()


def test_what_fingers_touch_is_large_enough(map_page: MapPage) -> None:
    """A candidate's own button is the exception: the whole candidate can be tapped."""
    map_page.tap("shoulder-front:left")
    map_page.expect_answer()
    small = map_page.page.locator("button:visible:not([data-pin])").evaluate_all(SMALL)
    assert small == []


@pytest.mark.parametrize(
    "hook", ["[data-open-list]", "[data-theme-switch]", "[data-undo]", "[data-zoom]"]
)
def test_nothing_lies_over_what_one_presses(map_page: MapPage, hook: str) -> None:
    map_page.tap("shoulder-front:left")
    map_page.expect_answer()
    assert map_page.page.locator(hook).evaluate_all(COVERED) == []
