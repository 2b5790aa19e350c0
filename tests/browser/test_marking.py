"""Marking on the figure: tap, main, clear, paint, undo, and the list in step with it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Watch
from tests.browser.map_page import MapPage


def test_one_tap_gives_candidates_with_reasons(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    map_page.expect_marks("shoulder-front:left")
    expect(map_page.candidates.first.locator(".reason").first).not_to_be_empty()
    expect(map_page.live).to_contain_text("; first: ")


def test_a_second_tap_makes_it_main_and_a_third_clears_it(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    map_page.click("shoulder-front:left")
    map_page.expect_marks("shoulder-front:left!")
    map_page.click("shoulder-front:left")
    map_page.expect_marks()
    expect(map_page.answer).to_have_attribute("data-state", "empty")


def test_a_tap_marks_the_side_that_was_tapped(map_page: MapPage) -> None:
    map_page.click("breast:right")
    map_page.expect_marks("breast:right")


def test_undo_takes_back_step_by_step(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    map_page.click("breast:left")
    map_page.click("breast:left")
    undo = map_page.page.locator("[data-undo]")
    undo.click()
    map_page.expect_marks("shoulder-front:left", "breast:left")
    map_page.page.keyboard.press("Control+z")
    map_page.expect_marks("shoulder-front:left")
    undo.click()
    map_page.expect_marks()
    expect(undo).to_be_disabled()


def test_clear_all_empties_the_page_and_can_be_undone(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    map_page.click("breast:left")
    map_page.page.locator("[data-clear]").click()
    map_page.expect_marks()
    expect(map_page.answer).to_have_attribute("data-state", "empty")
    map_page.page.locator("[data-undo]").click()
    map_page.expect_marks("shoulder-front:left", "breast:left")
    map_page.expect_answer()


def test_a_drag_over_places_marks_them_all_as_one_step(map_page: MapPage) -> None:
    map_page.drag(
        map_page.point("thigh-front-upper:left"), map_page.point("thigh-front-lower:left")
    )
    boxes = map_page.page.locator('input[name="mark"]:checked')
    keys = boxes.evaluate_all("boxes => boxes.map((box) => box.value)")
    assert {"thigh-front-upper:left", "thigh-front-lower:left"} <= set(keys)
    map_page.page.locator("[data-undo]").click()
    map_page.expect_marks()


def test_a_press_asks_ahead_and_the_tap_asks_nothing_more(map_page: MapPage, watch: Watch) -> None:
    page = map_page.page
    page.mouse.move(*map_page.point("breast:left"))
    with page.expect_response("**/match"):
        page.mouse.down()
    map_page.expect_marks()
    expect(map_page.answer).to_have_attribute("data-state", "empty")
    page.mouse.up()
    map_page.expect_answer()
    expect(map_page.page.locator('[data-chip="breast:left"]')).to_be_visible()
    assert _questions(watch) == ["mark=breast%3Aleft"]


def test_a_drag_asks_for_candidates_once(map_page: MapPage, watch: Watch) -> None:
    map_page.drag(
        map_page.point("thigh-front-upper:left"), map_page.point("thigh-front-lower:left")
    )
    expect(map_page.answer).to_have_attribute("data-state", "answer")
    ahead, asked = _questions(watch)
    assert ahead == "mark=thigh-front-upper%3Aleft"
    assert {"thigh-front-upper%3Aleft", "thigh-front-lower%3Aleft"} <= _marks_of(asked)


def test_a_press_that_becomes_a_pan_changes_nothing(map_page: MapPage) -> None:
    page = map_page.page
    paint = page.locator("[data-paint]")
    paint.click()
    expect(paint).to_have_attribute("aria-pressed", "false")
    x, y = map_page.point("thigh-front-upper:left")
    page.mouse.move(x, y)
    with page.expect_request("**/match"):
        page.mouse.down()
    page.mouse.move(x, y + 60, steps=4)
    page.mouse.up()
    map_page.expect_marks()
    expect(map_page.answer).to_have_attribute("data-state", "empty")
    map_page.click("breast:left")
    map_page.expect_answer()
    expect(page.locator("[data-chip]")).to_have_count(1)


def test_the_list_follows_the_figure_and_the_figure_the_list(map_page: MapPage) -> None:
    map_page.click("breast:left")
    expect(map_page.box("breast:left")).to_be_checked()
    group = map_page.page.locator('[data-group="chest"]')
    expect(group.locator("[data-group-count]")).to_have_text("1 marked")
    group.locator("summary").click()
    map_page.box("breast:right").check()
    map_page.expect_marks("breast:left", "breast:right")
    map_page.box("breast:right", "main").check()
    map_page.expect_marks("breast:left", "breast:right!")
    map_page.box("breast:right").uncheck()
    map_page.expect_marks("breast:left")


def test_the_chips_make_main_and_clear(map_page: MapPage) -> None:
    map_page.click("breast:left")
    map_page.click("shoulder-front:left")
    chip = map_page.page.locator('[data-chip="breast:left"]')
    chip.locator("[data-chip-main]").click()
    map_page.expect_marks("shoulder-front:left", "breast:left!")
    expect(chip.locator("[data-chip-main]")).to_have_attribute("aria-pressed", "true")
    chip.locator("[data-chip-clear]").click()
    map_page.expect_marks("shoulder-front:left")


def test_hovering_names_the_place(map_page: MapPage) -> None:
    map_page.page.mouse.move(*map_page.point("breast:left"))
    expect(map_page.page.locator("[data-readout]")).to_have_text("Left breast")
    expect(map_page.place("breast:left")).to_have_class("zone is-hover")


def test_the_newest_marks_have_the_answer_when_taps_come_fast(map_page: MapPage) -> None:
    for key in (
        "shoulder-front:left",
        "breast:left",
        "thigh-front-upper:left",
        "shoulder-front:right",
    ):
        map_page.click(key)
    expect(map_page.page.locator("[data-chip]")).to_have_count(4)


def _questions(watch: Watch) -> list[str]:
    return [request.post_data or "" for request in watch.requests if request.method == "POST"]


def _marks_of(question: str) -> set[str]:
    return {pair.removeprefix("mark=") for pair in question.split("&")}
