"""From the muscle: taps and a search tell where a muscle sends pain, and mark nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage
from tests.browser.test_pages import RULES, violations

ON_SCREEN = """
([x, y]) => {
  const svg = document.querySelector("[data-canvas] svg");
  const { x: left, y: top } = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  return [left, top];
}
"""


class Explorer:
    """The panel of the mode."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.locator("[data-explore]")
        self.result = page.locator("[data-explore-result]")
        self.input = page.get_by_role("combobox", name="Muscle")

    def enter(self) -> Explorer:
        self.page.locator('[data-mode="muscle"]').click()
        expect(self.panel).to_be_visible()
        return self

    def word(self, name: str) -> str:
        return self.page.locator(f'[data-explore-word="{name}"]').text_content() or ""

    def at(self, key: str, view: str) -> tuple[float, float]:
        """Where a trigger point is on the screen."""
        places = self.page.request.get("/figures/points.json").json()["points"][key].split()
        place = next(text for text in places if text.startswith(f"{view}:"))
        xy = [float(number) for number in place.partition(":")[2].split(",")]
        left, top = self.page.evaluate(ON_SCREEN, xy)
        return left, top


@pytest.fixture
def explorer(map_page: MapPage) -> Explorer:
    return Explorer(map_page.page)


def test_tapping_a_point_tells_where_it_sends_pain_and_marks_nothing(
    map_page: MapPage, explorer: Explorer
) -> None:
    map_page.mark("breast:left")
    map_page.view("head-left")
    explorer.enter()
    expect(map_page.answer).to_be_hidden()
    map_page.page.mouse.click(*explorer.at("temporalis-1:left", "head-left"))
    expect(explorer.result).to_be_visible()
    assert explorer.word("name") == "Temporalis"
    assert "left temple" in explorer.word("essential")
    expect(map_page.place("temple:left")).to_have_class("zone is-essential")
    expect(map_page.page.locator("[data-canvas] .point:not(.is-beside)")).to_have_count(1)
    expect(map_page.page.locator("[data-canvas] .point.is-beside")).to_have_count(3)
    expect(map_page.page.locator(".muscles-own > .muscle-whole")).to_have_attribute(
        "data-muscle", "temporalis"
    )
    expect(map_page.live).to_contain_text("Left temporalis, TrP1")
    link = explorer.panel.get_by_role("link")
    expect(link).to_have_attribute("href", "/muscles/temporalis#temporalis-1")
    expect(map_page.page.locator('input[name="mark"]:checked')).to_have_count(1)
    map_page.page.locator('[data-mode="marks"]').click()
    expect(map_page.answer).to_be_visible()
    expect(map_page.place("temple:left")).to_have_class("zone")
    map_page.expect_marks("breast:left")


OVERLAPPING = """
numbers => numbers.flatMap((number, index) => {
  const middle = (text) => {
    const { x, y, width, height } = text.getBBox();
    return new DOMPoint(x + width / 2, y + height / 2).matrixTransform(text.getScreenCTM());
  };
  const here = middle(number);
  return numbers.slice(index + 1).map(middle).map(
    (there) => Math.hypot(there.x - here.x, there.y - here.y),
  );
}).filter((apart) => apart < 13)
"""


@pytest.mark.parametrize(
    ("point", "view", "numbers"),
    [
        ("infraspinatus-1:left", "back", ["1", "2", "3", "4"]),
        ("trapezius-lower-1:left", "back", ["3", "4"]),
        ("masseter-deep-1:left", "head-left", []),
    ],
)
def test_each_point_of_a_muscle_has_its_number_apart_from_the_others_and_is_chosen_by_it(
    page: Page, point: str, view: str, numbers: list[str]
) -> None:
    opened = MapPage(page).open(f"#p={point}")
    expect(Explorer(page).result).to_be_visible()
    opened.view(view)
    shown = page.locator("[data-canvas] .figure-points .point-number")
    expect(shown).to_have_count(len(numbers))
    assert sorted(shown.all_text_contents()) == numbers
    assert shown.evaluate_all(OVERLAPPING) == []
    for number, button in zip(numbers, page.locator("[data-explore-point]").all(), strict=False):
        button.click()
        looked_at = page.locator("[data-canvas] .point:not(.is-beside) .point-number")
        expect(looked_at).to_have_text(number)
        assert number in (button.text_content() or "")
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_the_numbers_of_all_points_come_when_one_is_near(map_page: MapPage) -> None:
    map_page.page.locator("[data-layers]").click()
    map_page.page.locator('[data-layer="points"]').check()
    map_page.page.keyboard.press("Escape")
    map_page.view("back")
    shown = map_page.page.locator("[data-canvas] .figure-dots .point-number:visible")
    expect(map_page.page.locator("[data-canvas] .dot").first).to_be_attached()
    expect(shown).to_have_count(0)
    for _ in range(3):
        map_page.page.locator('[data-zoom="in"]').click()
    expect(shown.first).to_be_attached()
    assert shown.evaluate_all(OVERLAPPING) == []


def test_a_tap_on_a_drawn_muscle_means_that_muscle(map_page: MapPage, explorer: Explorer) -> None:
    map_page.view("left")
    explorer.enter()
    whole = map_page.page.locator('.muscles-all > .muscle-whole[data-muscle="deltoid-middle"]')
    expect(whole).to_have_count(1)
    for _ in range(3):
        map_page.page.locator('[data-zoom="in"]').click()
    map_page.page.locator("[data-canvas]").focus()
    for _ in range(12):
        map_page.page.keyboard.press("ArrowUp")
    map_page.view_box()
    spot = whole.evaluate(
        """(group) => {
          const bellies = [...group.querySelectorAll(".muscle-belly")];
          const boxOf = (element) => element.getBoundingClientRect();
          const dots = [...document.querySelectorAll(".dot")].map(boxOf);
          const { left, top, width, height } = group.getBoundingClientRect();
          for (let row = 1; row < 30; row++)
            for (let column = 1; column < 30; column++) {
              const [x, y] = [left + (column * width) / 30, top + (row * height) / 30];
              const at = new DOMPoint(x, y).matrixTransform(bellies[0].getScreenCTM().inverse());
              const isFar = dots.every((dot) => Math.hypot(dot.x - x, dot.y - y) > 20);
              if (isFar && bellies.some((belly) => belly.isPointInFill(at))) return [x, y];
            }
          return null;
        }"""
    )
    assert spot is not None
    map_page.page.mouse.click(*spot)
    expect(explorer.result).to_be_visible()
    assert explorer.word("name") == "Deltoid, middle part"


def test_dragging_moves_the_picture_and_paints_nothing(
    map_page: MapPage, explorer: Explorer
) -> None:
    explorer.enter()
    map_page.page.locator('[data-zoom="in"]').click()
    before = map_page.view_box()
    start = map_page.point("breast:left")
    map_page.drag(start, (start[0] + 80, start[1] + 40))
    assert map_page.view_box()[0] < before[0]
    expect(map_page.page.locator('input[name="mark"]:checked')).to_have_count(0)
    expect(explorer.result).to_be_hidden()


def test_a_muscle_is_found_and_turned_over_by_keyboard(
    map_page: MapPage, explorer: Explorer
) -> None:
    page = map_page.page
    page.locator('[data-mode="muscle"]').focus()
    page.keyboard.press("Enter")
    explorer.input.focus()
    page.keyboard.type("right soleus")
    option = page.get_by_role("option")
    expect(option).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(explorer.input).to_have_attribute(
        "aria-activedescendant", option.get_attribute("id") or ""
    )
    page.keyboard.press("Enter")
    expect(explorer.result).to_be_visible()
    expect(option).to_have_count(0)
    assert explorer.word("name") == "Soleus"
    assert "right" in explorer.word("essential")
    expect(page.locator("[data-canvas] .point")).to_have_count(1)
    left = page.locator('[data-explore-side="left"]')
    left.press("Enter")
    expect(left).to_have_attribute("aria-pressed", "true")
    assert "left" in explorer.word("essential")
    second = page.locator("[data-explore-point]").nth(1)
    second.press("Enter")
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(second).to_be_focused()
    page.keyboard.press("Escape")
    expect(explorer.result).to_be_hidden()
    page.keyboard.press("Escape")
    expect(explorer.panel).to_be_hidden()


def test_a_link_restores_the_point_beside_the_marks(page: Page) -> None:
    opened = MapPage(page).open("#m=temple:left;p=soleus-1:right")
    explorer = Explorer(page)
    expect(explorer.result).to_be_visible()
    assert explorer.word("name") == "Soleus"
    expect(page.locator('[data-explore-side="right"]')).to_have_attribute("aria-pressed", "true")
    assert "p=soleus-1:right" in page.evaluate("location.hash")
    assert page.evaluate("location.search") == ""
    page.locator('[data-mode="marks"]').click()
    opened.view("head-left")
    opened.expect_marks("temple:left")


def test_a_link_to_a_point_that_does_not_exist_says_so(page: Page) -> None:
    opened = MapPage(page).open("#p=earlobe-1:left")
    expect(opened.notice).to_contain_text("earlobe-1:left")
    expect(Explorer(page).panel).to_be_hidden()


def test_marking_in_the_list_goes_back_to_where_it_hurts(
    map_page: MapPage, explorer: Explorer
) -> None:
    explorer.enter()
    map_page.mark("temple:left")
    expect(explorer.panel).to_be_hidden()
    map_page.expect_answer()
    expect(map_page.page.locator('[data-mode="marks"]')).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_finds_nothing_in_the_mode(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    MapPage(page).open("#p=soleus-1:right")
    explorer = Explorer(page)
    expect(explorer.result).to_be_visible()
    assert violations(page, RULES) == []
    explorer.input.fill("trap")
    expect(page.get_by_role("option").first).to_be_visible()
    # From here on only the panel differs from what was looked at.
    panel = "[data-explore]"
    assert violations(page, RULES, panel) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(page, {"type": "rule", "values": ["color-contrast"]}, panel) == []
