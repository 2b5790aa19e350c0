"""The address's fragment: marks restored from links, whole, older or broken."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage


def test_a_link_restores_marks_weights_and_candidates(page: Page) -> None:
    opened = MapPage(page).open("#m=temple:left!,neck-posterior:left,sternum")
    opened.expect_marks("temple:left!", "neck-posterior:left", "sternum:midline")
    opened.expect_answer()
    expect(opened.notice).to_be_hidden()


def test_a_link_to_a_place_unseen_from_the_front_turns_the_figure(page: Page) -> None:
    opened = MapPage(page).open("#m=occiput:left")
    opened.expect_view(opened.box("occiput:left").get_attribute("data-best-view") or "")
    expect(opened.place("occiput:left")).to_have_class("zone is-marked")


def test_reloading_keeps_what_was_marked(map_page: MapPage) -> None:
    map_page.click("breast:left")
    map_page.expect_marks("breast:left")
    map_page.page.reload()
    expect(map_page.form).to_have_attribute("data-ready", "")
    map_page.expect_marks("breast:left")
    map_page.expect_answer()


def test_what_an_older_link_names_in_vain_is_said_and_the_rest_restored(page: Page) -> None:
    opened = MapPage(page).open("#m=temple:left,earlobe:left,temple:midline;s=hiccup;v=2019.01")
    opened.expect_marks("temple:left")
    for name in ("earlobe:left", "temple:midline", "hiccup", "another version"):
        expect(opened.notice).to_contain_text(name)
    page.locator("[data-notice-close]").click()
    expect(opened.notice).to_be_hidden()


@pytest.mark.parametrize(
    "fragment",
    [
        "#",
        "#m",
        "#m=",
        "#%E0%A4%A",
        "#m=%%%",
        "#m=,,,;;s",
        "#muscles",
        "#m=<img src=x onerror=alert(1)>",
    ],
)
def test_a_broken_link_opens_the_page(page: Page, fragment: str) -> None:
    opened = MapPage(page).open(fragment)
    expect(opened.answer).to_have_attribute("data-state", "empty")
    assert page.locator("[data-notice] img").count() == 0


def test_following_a_link_within_the_page_takes_its_marks(map_page: MapPage) -> None:
    map_page.page.evaluate("location.hash = '#m=breast:right!'")
    map_page.expect_marks("breast:right!")


def test_marking_adds_no_step_to_the_way_back(map_page: MapPage) -> None:
    before = map_page.page.evaluate("history.length")
    map_page.click("breast:left")
    map_page.click("breast:left")
    assert map_page.page.evaluate("history.length") == before


def test_what_is_no_link_at_all_is_said(page: Page) -> None:
    map_page = MapPage(page).open("#%%%")
    expect(map_page.notice).to_contain_text("%%%")
