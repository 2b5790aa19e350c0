"""The map page as a person meets it: where to tap, what is marked, what is answered."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

# A point of a place that is not covered by anything else, in client coordinates.
FIND_POINT = """
([zone, side]) => {
  const place = document.querySelector(`[data-canvas] [data-zone="${zone}"][data-side="${side}"]`);
  if (!place) return null;
  const box = place.getBoundingClientRect();
  for (const share of [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9])
    for (const other of [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9]) {
      const [x, y] = [box.left + box.width * share, box.top + box.height * other];
      if (document.elementFromPoint(x, y)?.closest("[data-zone]") === place) return { x, y };
    }
  return null;
}
"""

# What of these cannot be pressed where it stands: out of sight, or under something else.
COVERED = """
elements => elements.filter((element) => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return !element.contains(top);
}).map((element) => element.textContent.trim())
"""


_LOOK_EVERY_MS = 20
_LOOKS = 150


class MapPage:
    """The map on a page of the browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.form = page.locator("form[data-marks]")
        self.answer = page.locator("[data-answer]")
        self.candidates = page.locator("[data-candidate-item]")
        self.live = page.locator("[data-live]")
        self.notice = page.locator("[data-notice]")
        self.search = page.locator("[data-search-input]")
        self.sheet = page.locator("[data-sheet]")

    def open(self, fragment: str = "") -> MapPage:
        """Open the map, with a fragment where given, and wait until it listens."""
        self.page.goto(f"/{fragment}")
        # Waits for a state end as soon as it is there; expectations look again at longer intervals.
        self.page.locator("form[data-ready]").wait_for(state="attached")
        return self

    def place(self, key: str) -> Locator:
        """A place on the picture, by its key such as `temple:left`."""
        zone, side = key.split(":")
        return self.page.locator(f'[data-canvas] [data-zone="{zone}"][data-side="{side}"]')

    def box(self, key: str, name: str = "mark") -> Locator:
        """A place's box in the list."""
        return self.page.locator(f'input[name="{name}"][value="{key}"]')

    def point(self, key: str) -> tuple[float, float]:
        """Where to tap a place that the present view shows."""
        self.place(key).wait_for(state="attached")
        found: dict[str, Any] | None = self.page.evaluate(FIND_POINT, key.split(":"))
        assert found is not None, f"{key} cannot be tapped in this view"
        return found["x"], found["y"]

    def click(self, key: str) -> None:
        """Click a place with the mouse."""
        self.page.mouse.click(*self.point(key))

    def tap(self, key: str) -> None:
        """Tap a place with a finger."""
        self.page.touchscreen.tap(*self.point(key))

    def mark(self, *keys: str) -> None:
        """Tick places in the list, whichever group they are folded into."""
        for key in keys:
            self.box(key).evaluate("box => box.click()")

    def drag(
        self, start: tuple[float, float], end: tuple[float, float], button: Any = "left"
    ) -> None:
        """Drag with the mouse, in steps as a hand does."""
        self.page.mouse.move(*start)
        self.page.mouse.down(button=button)
        self.page.mouse.move(*end, steps=12)
        self.page.mouse.up(button=button)

    def view(self, view_id: str) -> None:
        """Turn to a view and wait for its picture."""
        self.page.locator(f'[data-view-button="{view_id}"]').click()
        self.expect_view(view_id)

    def expect_view(self, view_id: str) -> None:
        """Wait until a view is shown."""
        self.page.locator(f'[data-canvas] svg[data-view="{view_id}"]').wait_for()

    def expect_marks(self, *marks: str) -> None:
        """Expect exactly these marks, `!` for main: in form, address, and picture where seen."""
        keys = {mark.rstrip("!") for mark in marks}
        main = {mark.rstrip("!") for mark in marks if mark.endswith("!")}
        for name, wanted in (("mark", keys), ("main", main)):
            boxes = self.page.locator(f'input[name="{name}"]:checked')
            expect(boxes).to_have_count(len(wanted))
            assert set(boxes.evaluate_all("boxes => boxes.map((box) => box.value)")) == wanted
        for state, wanted in (("is-marked", keys), ("is-main", main)):
            script = (
                "places => places.map((place) => `${place.dataset.zone}:${place.dataset.side}`)"
            )
            drawn = set(
                self.page.locator(f"[data-canvas] [data-zone].{state}").evaluate_all(script)
            )
            shown = set(self.page.locator("[data-canvas] [data-zone]").evaluate_all(script))
            assert drawn == wanted & shown
        self._expect_written({mark.replace(":midline", "") for mark in marks})

    def _expect_written(self, marks: set[str]) -> None:
        """Wait until the address says these marks: it is written when the answer is there."""
        written: set[str] | None = None
        for _ in range(_LOOKS):
            fragment = self.page.evaluate("location.hash")
            written = set(fragment.removeprefix("#m=").split(";")[0].split(",") if fragment else [])
            if written == marks:
                return
            self.page.wait_for_timeout(_LOOK_EVERY_MS)
        assert written == marks

    def view_box(self) -> tuple[float, ...]:
        """The part of the picture that is seen, after the next frame."""
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        text = self.page.locator("[data-canvas] svg").get_attribute("viewBox") or ""
        return tuple(float(value) for value in text.split())

    def expect_answer(self) -> None:
        """Wait until candidates are answered."""
        self.candidates.first.wait_for()
