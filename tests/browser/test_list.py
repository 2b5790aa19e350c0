"""The list: filtered by plain words, areas marked whole, the keyboard's way through the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.map_page import MapPage


def test_plain_words_filter_the_list_to_what_fits(map_page: MapPage) -> None:
    map_page.search.fill("back of my knee")
    rows = map_page.page.locator("[data-row]:visible")
    expect(rows).to_have_count(2)
    assert rows.evaluate_all("rows => rows.map((row) => row.dataset.row)") == [
        "knee-back-inner",
        "knee-back-outer",
    ]
    expect(map_page.page.locator("[data-search-note]")).to_have_text("2 places fit.")
    map_page.search.fill("")
    expect(rows).to_have_count(0)
    expect(map_page.page.locator("[data-group]:visible")).to_have_count(
        map_page.page.locator("[data-group]").count()
    )


def test_other_words_for_a_place_find_it_too(map_page: MapPage) -> None:
    map_page.search.fill("tennis elbow")
    expect(map_page.page.locator("[data-row]:visible").first).to_have_attribute(
        "data-row", "elbow-outer"
    )


def test_an_area_is_marked_whole_on_the_side_that_was_named(map_page: MapPage) -> None:
    map_page.search.fill("back of my left knee")
    buttons = map_page.page.locator("[data-area-hits] button:visible")
    expect(buttons).to_have_count(1)
    buttons.click()
    map_page.expect_marks("knee-back-inner:left", "knee-back-outer:left")
    map_page.expect_view(map_page.box("knee-back-inner:left").get_attribute("data-best-view") or "")
    map_page.page.locator("[data-undo]").click()
    map_page.expect_marks()


def test_nothing_that_fits_says_what_to_do(map_page: MapPage) -> None:
    map_page.search.fill("xyzzy")
    expect(map_page.page.locator("[data-search-note]")).to_contain_text("No place has these words")
    expect(map_page.page.locator("[data-row]:visible")).to_have_count(0)


def test_searching_asks_nobody(map_page: MapPage, watch: object) -> None:
    before = len(watch.requests)  # type: ignore[attr-defined]
    map_page.search.press_sequentially("jaw joint")
    expect(map_page.page.locator("[data-row]:visible").first).to_be_visible()
    assert len(watch.requests) == before  # type: ignore[attr-defined]


def test_a_symptom_besides_pain_adds_its_muscles(map_page: MapPage) -> None:
    map_page.search.fill("dizziness")
    box = map_page.page.locator('input[name="symptom"]:visible').first
    box.check()
    map_page.expect_answer()
    expect(map_page.page.locator("[data-chip-symptom]")).to_have_count(1)
    expect(map_page.page).to_have_url(re.compile("#.*s="))
    map_page.page.locator("[data-chip-symptom] [data-chip-clear]").click()
    expect(map_page.answer).to_have_attribute("data-state", "empty")


def test_the_focused_box_is_shown_on_the_figure(map_page: MapPage) -> None:
    map_page.search.fill("occiput")
    map_page.search.press("Tab")
    focused = map_page.page.locator("input:focus")
    for _ in range(6):
        if focused.count() and focused.get_attribute("name") == "mark":
            break
        map_page.page.keyboard.press("Tab")
    key = focused.get_attribute("value") or ""
    expect(map_page.place(key)).to_have_class("zone is-focus")


def test_from_the_start_of_the_page_to_candidates_by_keyboard_alone(map_page: MapPage) -> None:
    keys = map_page.page.keyboard
    keys.press("Tab")
    expect(map_page.page.locator(".skip-link").first).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    expect(map_page.search).to_be_focused()
    keys.type("temple")
    for _ in range(12):
        keys.press("Tab")
        if map_page.page.evaluate("document.activeElement.value === 'temple:left'"):
            break
    keys.press("Space")
    map_page.expect_marks("temple:left")
    map_page.expect_answer()
    expect(map_page.live).to_contain_text("candidates")
    keys.press("Tab")
    keys.press("Space")
    map_page.expect_marks("temple:left!")


def test_a_candidate_is_reached_and_pinned_by_keyboard(map_page: MapPage) -> None:
    map_page.mark("temple:left")
    map_page.expect_answer()
    pin = map_page.candidates.first.locator("[data-pin]")
    pin.focus()
    map_page.page.keyboard.press("Enter")
    expect(pin).to_have_attribute("aria-pressed", "true")
    expect(map_page.page.locator("[data-canvas] .point")).to_have_count(1)


def test_a_slash_goes_to_the_search(map_page: MapPage) -> None:
    map_page.page.locator("[data-canvas]").focus()
    map_page.page.keyboard.press("/")
    expect(map_page.search).to_be_focused()
    expect(map_page.search).to_have_value("")


@pytest.mark.parametrize("words", ["neck", "back", "hand", "foot"])
def test_common_words_keep_the_list_in_reading_order(map_page: MapPage, words: str) -> None:
    every = map_page.page.locator("[data-row]").evaluate_all(
        "rows => rows.map((row) => row.dataset.row)"
    )
    map_page.search.fill(words)
    shown = map_page.page.locator("[data-row]:visible").evaluate_all(
        "rows => rows.map((row) => row.dataset.row)"
    )
    assert shown
    assert shown == [row for row in every if row in shown]


def test_both_sides_of_an_area_are_one_press(map_page: MapPage) -> None:
    map_page.search.fill("stiff neck")
    map_page.page.locator('[data-area-hits] [data-area-side="both"]:visible').first.click()
    marked = map_page.page.locator('input[name="mark"]:checked')
    values = marked.evaluate_all("boxes => boxes.map((box) => box.value)")
    assert {value.rpartition(":")[2] for value in values} >= {"left", "right"}


def test_a_named_side_offers_that_side_alone(map_page: MapPage) -> None:
    map_page.search.fill("stiff neck left")
    sides = map_page.page.locator("[data-area-hits] button:visible")
    assert set(sides.evaluate_all("all => all.map((one) => one.dataset.areaSide)")) == {"left"}


def test_a_migraine_is_looked_for_where_headaches_are(map_page: MapPage) -> None:
    map_page.search.fill("migraine")
    expect(map_page.page.locator("[data-area-hits] li").first).to_contain_text("eadache")
    expect(map_page.page.locator("[data-row]:visible").first).to_be_visible()


def test_the_star_leaves_both_sides_on_their_line(map_page: MapPage) -> None:
    map_page.page.locator('[data-group="shoulder"] > summary').click()
    box = map_page.box("shoulder-front:left")
    other = map_page.box("shoulder-front:right")
    box.check()
    expect(map_page.box("shoulder-front:left", "main")).to_be_visible()
    one, two = box.bounding_box(), other.bounding_box()
    assert one is not None
    assert two is not None
    assert abs(one["y"] - two["y"]) < 2


def test_a_skip_link_leads_to_the_candidates_and_keeps_the_marks(map_page: MapPage) -> None:
    map_page.mark("breast:left")
    link = map_page.page.locator('.skip-link[href="#answer"]')
    link.focus()
    link.press("Enter")
    expect(map_page.page.locator("#answer")).to_be_focused()
    map_page.expect_marks("breast:left")
