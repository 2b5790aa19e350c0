"""The map without script: a form of checkboxes and an answer rendered by the server."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A browser with script switched off."""
    return {**browser_context_args, "java_script_enabled": False}


def open_map(page: Page) -> None:
    """Open the map without waiting for a script."""
    page.goto("/")


def test_the_form_gives_an_answer_and_stays_filled_in(page: Page) -> None:
    open_map(page)
    page.locator('[data-group="head"] summary').click()
    page.locator('input[name="mark"][value="temple:left"]').check()
    page.locator('input[name="main"][value="temple:left"]').check()
    page.locator("[data-submit]").click()
    expect(page.locator("[data-candidate-item]").first).to_be_visible()
    expect(page.locator('input[name="mark"][value="temple:left"]')).to_be_checked()
    expect(page.locator('input[name="main"][value="temple:left"]')).to_be_checked()
    expect(page.locator('[data-chip="temple:left"]')).to_be_visible()
    assert "temple" not in page.url


def test_the_figure_is_shown_and_shows_the_marks(page: Page) -> None:
    open_map(page)
    expect(page.locator("[data-canvas] svg")).to_be_visible()
    page.locator('[data-group="chest"] summary').click()
    page.locator('input[name="mark"][value="breast:left"]').check()
    page.locator("[data-submit]").click()
    expect(page.locator("[data-canvas] .is-marked")).to_have_count(1)


def test_nothing_marked_says_what_to_do(page: Page) -> None:
    open_map(page)
    page.locator("[data-submit]").click()
    expect(page.locator("[data-answer]")).to_have_attribute("data-state", "empty")


def test_what_needs_the_script_is_not_shown(page: Page) -> None:
    open_map(page)
    for hook in (
        "[data-view-button]",
        "[data-undo]",
        "[data-zoom]",
        "[data-search-input]",
        "[data-theme-switch]",
        "[data-open-list]",
    ):
        expect(page.locator(hook).first).to_be_hidden()


def test_the_rest_of_the_list_can_be_asked_for(page: Page) -> None:
    open_map(page)
    page.locator('[data-group="shoulder"] summary').click()
    for zone in ("shoulder-front", "shoulder-side", "shoulder-back-upper"):
        page.locator(f'input[name="mark"][value="{zone}:left"]').check()
    page.locator("[data-submit]").click()
    total = int(page.locator("[data-answer]").get_attribute("data-total") or 0)
    page.locator("[data-show-all]").click()
    expect(page.locator("[data-candidate-item]")).to_have_count(total)


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_page_fits_every_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_map(page)
    wide = page.locator("main").bounding_box()
    assert wide is not None
    assert wide["width"] <= width


def test_without_script_nothing_is_said_of_tapping(page: Page) -> None:
    open_map(page)
    expect(page.get_by_role("heading", name="Tick where it hurts", exact=True)).to_be_visible()
    expect(page.locator("[data-answer]")).to_contain_text("Show candidates")
    expect(page.get_by_text("Tap", exact=True)).to_be_hidden()
