"""Every page: accessible in both themes, printable, without strangers; the map in its weight."""

from __future__ import annotations

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage

PAGES = [
    "/",
    "/#m=temple:left!,sternum,shoulder-front:left",
    "/muscles",
    "/muscles/temporalis",
    "/muscles/trapezius-upper",
    "/zones",
    "/zones/temple",
    "/areas",
    "/areas/temporal_headache",
    "/about",
    "/api/docs",
]
# WCAG 2.2 A and AA and the good practices axe knows.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES: dict[str, object] = {"type": "tag", "values": TAGS}
# Half a megabyte: read once, and once into each document.
AXE_SCRIPT = Axe().axe_script
FIRST_LOAD_BYTES = 150 * 1024
ALL_VIEWS_BYTES = 350 * 1024


def violations(
    page: Page, rules: dict[str, object] = RULES, within: str | None = None
) -> list[str]:
    """Run axe, on the whole page or within one element, and list each violation with its place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate(
        "([within, options]) => axe.run(within ?? document, options)",
        [within, {"runOnly": rules, "resultTypes": ["violations"]}],
    )
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        for node in found["nodes"][:3]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, path: str) -> None:
    """All rules in light; in dark those about colours, as nothing else differs."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(path)
    if "#m" in path:
        expect(page.locator("[data-candidate-item]").first).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(page, {"type": "rule", "values": ["color-contrast"]}) == []


def test_axe_finds_nothing_on_a_phone_with_the_list_open(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened = MapPage(page).open("#m=temple:left!")
    opened.expect_answer()
    assert violations(page) == []
    page.locator("[data-open-list]").click()
    expect(opened.search).to_be_visible()
    assert violations(page) == []


def test_axe_finds_nothing_on_an_unknown_page(page: Page, watch: object) -> None:
    page.goto("/muscles/no-such-muscle")
    assert violations(page) == []
    watch.complaints.clear()  # type: ignore[attr-defined]


def test_the_theme_is_switched_and_remembered(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/muscles")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("[data-theme-switch]").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto("/about")
    assert page.evaluate(paper) == dark
    expect(page.locator("[data-theme-switch]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reflows_at_400_percent(page: Page, path: str) -> None:
    """At 320 px, which 1280 px become at 400 %, nothing scrolls sideways (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_element_has_a_style_attribute(page: Page) -> None:
    response = page.request.get("/")
    assert " style=" not in response.text()


def test_the_map_is_printed_with_figure_and_answer_and_without_controls(map_page: MapPage) -> None:
    map_page.click("breast:left")
    map_page.expect_answer()
    whole = map_page.view_box()[2]
    map_page.page.locator("[data-zoom='in']").click()
    close = map_page.view_box()
    assert close[2] < whole
    map_page.page.emulate_media(media="print")
    # However close the look was, paper shows the whole picture.
    assert map_page.view_box()[2] >= whole
    stage = map_page.page.locator("[data-stage]").bounding_box()
    assert stage is not None
    assert stage["height"] > 300
    figure = map_page.page.locator("[data-canvas] svg")
    expect(figure).to_be_visible()
    # On the canvas and not over the legend and the answer below it.
    drawn, legend = figure.bounding_box(), map_page.page.locator(".stage-legend").bounding_box()
    assert drawn is not None
    assert legend is not None
    assert drawn["y"] + drawn["height"] <= legend["y"] + 1
    expect(map_page.candidates.last).to_be_visible()
    for hook in (
        "[data-undo]",
        "[data-search-input]",
        "[data-view-button]",
        "[data-theme-switch]",
        "[data-compare]",
    ):
        expect(map_page.page.locator(hook).first).to_be_hidden()


def test_the_first_load_is_within_its_weight(map_page: MapPage, watch: object) -> None:
    urls = {request.url.split("#")[0] for request in watch.requests}  # type: ignore[attr-defined]
    assert weight(map_page.page, urls) <= FIRST_LOAD_BYTES


def test_all_views_are_within_their_weight(map_page: MapPage) -> None:
    urls = map_page.page.locator("[data-view-button]").evaluate_all(
        "buttons => buttons.map((button) => new URL(button.dataset.url, location.href).href)"
    )
    assert weight(map_page.page, set(urls)) <= ALL_VIEWS_BYTES


def weight(page: Page, urls: set[str]) -> int:
    """Add up what the files weigh when compressed as the server compresses them."""
    return sum(len(brotli.compress(page.request.get(url).body(), quality=9)) for url in urls)


def test_a_page_that_is_not_to_be_found_has_no_canonical_address(page: Page, watch: object) -> None:
    page.goto("/no-such-page")
    expect(page.locator('meta[name="robots"]')).to_have_attribute("content", "noindex")
    expect(page.locator('link[rel="canonical"]')).to_have_count(0)
    watch.complaints.clear()  # type: ignore[attr-defined]
