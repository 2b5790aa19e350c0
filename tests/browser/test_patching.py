"""The answer is changed part by part: what stays is kept, and what results is what was answered."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.map_page import MapPage

# The answer that the page shows, and the one that the server gives to the same form, as words and
# keys in order. What a person has done to the answer since (pinned, compared) is no part of it.
BOTH = """
async () => {
  const words = (part) => part.textContent.replace(/\\s+/g, "");
  const tell = (answer) => [...answer.querySelectorAll("h2, h3, p, li, [data-set-point]")].map(
    (part) => `${part.localName} ${Object.values(part.dataset)} ${words(part)}`,
  );
  const form = document.querySelector("form[data-marks]");
  const headers = { Accept: "text/vnd.knotmap.fragment+html" };
  const body = new URLSearchParams(new FormData(form));
  const response = await fetch("/match", { method: "POST", headers, body });
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  return [document, template.content].map((root) => tell(root.querySelector("[data-answer]")));
}
"""


def _expect_whole(map_page: MapPage) -> None:
    shown, answered = map_page.page.evaluate(BOTH)
    assert shown == answered


def test_whatever_is_marked_and_cleared_the_answer_shown_is_the_one_given(
    map_page: MapPage,
) -> None:
    steps = (
        ("shoulder-front:left",),
        ("breast:left",),
        ("forehead-medial:left", "thumb-palmar:left"),
        ("breast:left", "shoulder-front:left"),
        ("temple:right",),
    )
    for step in steps:
        map_page.mark(*step)
        map_page.page.wait_for_timeout(400)
        _expect_whole(map_page)


def test_a_candidate_that_stays_is_not_made_anew(map_page: MapPage) -> None:
    map_page.mark("shoulder-front:left")
    map_page.expect_answer()
    expect(map_page.live).to_contain_text("candidates")
    map_page.page.evaluate(
        "() => { window.before = [...document.querySelectorAll('[data-candidate]')]; }"
    )
    map_page.mark("breast:left")
    expect(map_page.page.locator("[data-chip]")).to_have_count(2)
    stayed = map_page.page.evaluate("() => window.before.filter((card) => card.isConnected).length")
    assert stayed > 0


def test_the_whole_list_comes_with_what_follows_it(map_page: MapPage) -> None:
    map_page.mark("shoulder-front:left", "thumb-palmar:left")
    map_page.expect_answer()
    map_page.page.locator("[data-show-all]").click()
    expect(map_page.page.locator("[data-show-all]")).to_have_count(0)
    total = int(map_page.answer.get_attribute("data-total") or 0)
    expect(map_page.candidates).to_have_count(total)
    expect(map_page.page.locator(".honesty")).to_have_count(1)


def test_focus_stays_on_a_candidate_far_down_the_list(map_page: MapPage) -> None:
    map_page.mark("shoulder-front:left")
    map_page.expect_answer()
    expect(map_page.live).to_contain_text("candidates")
    item = map_page.candidates.nth(7)
    key = item.get_attribute("data-candidate-item")
    item.locator("[data-pin]").press("Enter")
    map_page.box("shoulder-front:left", "main").evaluate("box => box.click()")
    expect(map_page.page.locator('[data-chip-main][aria-pressed="true"]')).to_be_visible()
    map_page.page.wait_for_timeout(400)
    pin = map_page.page.locator(f'[data-candidate-item="{key}"] [data-pin]')
    expect(pin).to_be_focused()
    expect(pin).to_have_attribute("aria-pressed", "true")
