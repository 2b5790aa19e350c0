"""The answer beside the figure: warnings, patterns, pinning, links, failing connections."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.map_page import COVERED, MapPage

PATTERN = "[data-canvas] .is-essential, [data-canvas] .is-spillover"


def test_warnings_stand_before_the_candidates(map_page: MapPage) -> None:
    map_page.click("sternum:midline")
    map_page.expect_answer()
    warnings = map_page.page.locator("[data-warnings]").bounding_box()
    first = map_page.candidates.first.bounding_box()
    assert warnings is not None
    assert first is not None
    assert warnings["y"] < first["y"]


def test_hovering_a_candidate_draws_its_pattern_and_x_and_leaving_takes_them_away(
    map_page: MapPage,
) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    map_page.candidates.first.hover()
    expect(map_page.page.locator(PATTERN).first).to_be_attached()
    map_page.page.locator("#answer-title").hover()
    expect(map_page.page.locator(PATTERN)).to_have_count(0)
    expect(map_page.page.locator("[data-canvas] .point")).to_have_count(0)


def test_pinning_turns_to_the_view_with_the_x_and_keeps_the_pattern(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    pin = map_page.candidates.first.locator("[data-pin]")
    pin.click()
    expect(pin).to_have_attribute("aria-pressed", "true")
    expect(map_page.page.locator("[data-canvas] .point")).to_have_count(1)
    map_page.page.mouse.move(5, 5)
    expect(map_page.page.locator(PATTERN).first).to_be_attached()
    pin.click()
    expect(pin).to_have_attribute("aria-pressed", "false")


def test_escape_lets_go_of_what_is_pinned(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    pin = map_page.candidates.first.locator("[data-pin]")
    pin.click()
    map_page.page.keyboard.press("Escape")
    expect(pin).to_have_attribute("aria-pressed", "false")


def test_pinning_prefers_a_view_that_shows_what_is_marked(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    here = map_page.page.locator('[data-candidate][data-points^="front:"]').first
    key = here.get_attribute("data-candidate")
    map_page.page.locator(f'[data-candidate="{key}"] [data-pin]').click()
    expect(map_page.page.locator("[data-canvas] .point")).to_have_count(1)
    map_page.expect_view("front")


def test_two_candidates_are_compared_by_keyboard_told_apart_by_letter_and_texture(
    map_page: MapPage,
) -> None:
    page = map_page.page
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    first, other = map_page.candidates.nth(0), map_page.candidates.nth(1)
    expect(other.locator("[data-compare]")).to_be_hidden()
    first.locator("[data-pin]").press("Enter")
    other.locator("[data-compare]").press("Enter")
    expect(other.locator("[data-compare]")).to_have_attribute("aria-pressed", "true")
    expect(first.locator("[data-pin]")).to_have_attribute("aria-pressed", "true")
    names = [item.locator("[data-candidate]").get_attribute("data-name") for item in (first, other)]
    expect(page.locator("[data-versus-name]")).to_have_text([name or "" for name in names])
    second = page.locator("[data-canvas] path.second").first
    expect(second).to_be_attached()
    assert "second" in second.evaluate("path => getComputedStyle(path).fill")
    letters = page.locator("[data-canvas] .point-letter").all_text_contents()
    assert letters
    assert set(letters) <= {"A", "B"}
    page.keyboard.press("Escape")
    expect(page.locator("[data-versus]")).to_be_hidden()
    expect(page.locator("[data-canvas] .second")).to_have_count(0)
    expect(first.locator("[data-pin]")).to_have_attribute("aria-pressed", "true")


def test_what_is_offered_covers_no_button(map_page: MapPage) -> None:
    page = map_page.page
    page.set_viewport_size({"width": 1200, "height": 720})
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    map_page.candidates.nth(0).locator("[data-pin]").click()
    map_page.candidates.nth(1).locator("[data-compare]").click()
    expect(page.locator("[data-versus]")).to_be_visible()
    page.locator("[data-offer]").evaluate(
        "offer => { offer.hidden = false; offer.textContent = 'Seen best: Right flank'; }"
    )
    for hook in (
        "[data-clear]",
        "[data-paint]",
        "[data-zoom]",
        "[data-versus-end]",
        "[data-view-button]",
    ):
        assert page.locator(hook).evaluate_all(COVERED) == []


def test_a_pinned_candidate_stays_pinned_while_it_is_still_one(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    card = map_page.candidates.first.locator("[data-candidate]")
    key = card.get_attribute("data-candidate")
    map_page.candidates.first.locator("[data-pin]").click()
    expect(map_page.page.locator("[data-canvas] .point")).to_have_count(1)
    view = map_page.page.locator("[data-canvas] svg").get_attribute("data-view")
    map_page.box("shoulder-front:left", "main").evaluate("box => box.click()")
    expect(map_page.page.locator('[data-chip-main][aria-pressed="true"]')).to_be_visible()
    again = map_page.page.locator(f'[data-candidate="{key}"] [data-pin]')
    expect(again).to_have_attribute("aria-pressed", "true")
    map_page.expect_view(view or "")


def test_the_rest_of_a_long_list_is_one_press_away(map_page: MapPage) -> None:
    map_page.mark("shoulder-front:left", "shoulder-side:left", "breast:left")
    expect(map_page.page.locator("[data-chip]")).to_have_count(3)
    total = int(map_page.answer.get_attribute("data-total") or 0)
    shown = map_page.candidates.count()
    assert shown < total
    map_page.page.locator("[data-show-all]").click()
    expect(map_page.candidates).to_have_count(total)


def test_a_candidate_leads_to_its_muscle_and_the_way_back_keeps_the_marks(
    map_page: MapPage,
) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    map_page.candidates.first.locator("[data-pin]").click()
    map_page.candidates.first.locator("a").click()
    expect(map_page.page).to_have_url(re.compile(r"/muscles/[a-z-]+#"))
    map_page.page.go_back()
    map_page.expect_marks("shoulder-front:left")


def test_what_hurts_travels_in_no_address(map_page: MapPage, watch: object) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    addresses = [request.url for request in watch.requests]  # type: ignore[attr-defined]
    assert not [url for url in addresses if "shoulder" in url or "?" in url]


def test_an_answer_that_could_not_be_renewed_says_so_until_trying_again_works(
    map_page: MapPage, watch: object
) -> None:
    map_page.click("shoulder-front:left")
    map_page.expect_answer()
    stale = map_page.page.locator("[data-stale]")
    expect(stale).to_be_hidden()
    map_page.page.route("**/match", lambda route: _cut(route))
    map_page.click("breast:left")
    expect(stale).to_contain_text("Not up to date")
    slot = map_page.page.locator("[data-answer-slot]")
    assert float(slot.evaluate("slot => getComputedStyle(slot).opacity")) < 1
    map_page.expect_marks("shoulder-front:left", "breast:left")
    map_page.page.unroute("**/match")
    stale.locator("[data-retry]").click()
    expect(map_page.page.locator("[data-chip]")).to_have_count(2)
    expect(stale).to_be_hidden()
    expect(map_page.page.locator("[data-answer-title]")).to_be_focused()
    assert slot.evaluate("slot => getComputedStyle(slot).opacity") == "1"
    complaints = watch.complaints  # type: ignore[attr-defined]
    assert len(complaints) == 1
    complaints.clear()


def test_an_answer_comes_by_itself_when_the_connection_is_back(
    map_page: MapPage, watch: object
) -> None:
    map_page.page.route("**/match", lambda route: _cut(route))
    map_page.click("shoulder-front:left")
    expect(map_page.page.locator("[data-stale]")).to_be_visible()
    map_page.page.unroute("**/match")
    map_page.page.evaluate("dispatchEvent(new Event('online'))")
    map_page.expect_answer()
    expect(map_page.page.locator("[data-stale]")).to_be_hidden()
    watch.complaints.clear()  # type: ignore[attr-defined]


def _cut(route: Route) -> None:
    route.abort("connectionfailed")


def test_the_honesty_note_closes_the_answer(map_page: MapPage) -> None:
    map_page.click("shoulder-front:left")
    expect(map_page.page.locator(".honesty a")).to_have_attribute("href", re.compile("^/about"))


def test_sets_that_together_explain_the_marks_are_drawn_together(page: Page) -> None:
    # All at once, since the sets of an answer in between would go while they are hovered.
    map_page = MapPage(page).open("#m=forehead-medial:left,thumb-palmar:left,shoulder-front:left")
    sets = map_page.page.locator("[data-set]")
    expect(sets.first).to_be_visible()
    assert sets.first.locator("[data-set-point]").count() > 1
    sets.first.hover()
    expect(map_page.page.locator(PATTERN).first).to_be_attached()
