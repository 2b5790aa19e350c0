"""Figures with a pattern drawn on them: which views show it, and the SVG of each.

Takes the built figures apart once (scenery, zones, pins) and puts together what a page needs: the
scenery, the zones of the pattern with their state classes, and the X. Knows the SVG contract and
nothing of muscles or pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from app.drawings import MuscleShape
from app.errors import FiguresError
from app.figures import Box, Figures, View

ZoneKey = tuple[str, str]

# A zone counts as shown where at least this share of its largest picture is seen.
_LEGIBLE = 0.45
# A further view must show at least this share of the pattern that no chosen view shows yet.
_WORTH_A_VIEW = 0.12
# The X belongs to the first picture: a view that faces it wins against one that shows this much
# more of the pattern.
_POINT_BONUS = 0.6
# Of two views that show as much, the inset is drawn finer.
_INSET_BONUS = 0.03
# A constructed picture of bones, drawn for the muscles in them, shows a place that is best seen
# elsewhere as its surroundings only: too little to count as shown.
_SCHEMATIC_GROUPS = frozenset({"jaw", "pelvis"})
_SCHEMATIC = 0.4
# A pin is as good in any view that has it as in its best, or nearly.
_PIN_ELSEWHERE = 0.8

# The frame around a pattern: part of its size left free, never smaller than a face, and never so
# narrow or flat that the body cannot be recognised.
_MARGIN = 0.25
_LEAST_FRAME_MM = 260.0
_ASPECTS = (0.75, 1.35)
# Half the width of the X, as part of the frame's longer side.
POINT_SIZE = 0.012

_KEY = r'data-zone="(?P<zone>[a-z0-9-]+)" data-side="(?P<side>left|right|midline)"'
_ZONE = re.compile(rf'<path class="zone" {_KEY}(?P<rest>[^>]*/>)')
_PIN = re.compile(rf'<g class="pin" {_KEY}(?P<rest>.*?</g>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A view's SVG taken apart: what comes before the zones, then zones and pins by their key."""

    scenery: str
    zones: Mapping[ZoneKey, str]
    pins: Mapping[ZoneKey, str]


def _split(view_id: str, svg: str) -> _Parts:
    zones = svg.find('<g class="figure-zones"')
    if zones < 0:
        raise FiguresError(f"view '{view_id}' has no group figure-zones", "run `make atlas`")
    pins = svg.find('<g class="figure-pins"')
    if pins < 0:
        pins = len(svg)
    start = svg.index(">", svg.index("<svg")) + 1
    return _Parts(
        svg[start:zones].strip(),
        {(m["zone"], m["side"]): m["rest"] for m in _ZONE.finditer(svg, zones, pins)},
        {(m["zone"], m["side"]): m["rest"] for m in _PIN.finditer(svg, pins)},
    )


class Scenes:
    """Which views' scenery a page holds already: a second figure refers to the first's."""

    def __init__(self) -> None:
        self._placed: set[str] = set()

    def place(self, view_id: str, scenery: str) -> str:
        """Give the scenery itself the first time, a reference to it after that."""
        name = f"scene-{view_id}"
        if view_id in self._placed:
            return f'<use href="#{name}"/>'
        self._placed.add(view_id)
        return f'<g id="{name}">{scenery}</g>'


class PictureBook:
    """All views, ready to have patterns drawn on them.

    Parameters
    ----------
    figures : Figures
        The built figures.
    """

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._parts: dict[str, _Parts] = {}
        self._seen = self._legibility(figures)

    @staticmethod
    def _legibility(figures: Figures) -> dict[ZoneKey, dict[str, float]]:
        """Tell for each zone how much of its largest picture each view shows, 0 to 1."""
        areas: dict[ZoneKey, dict[str, float]] = {}
        pins: set[ZoneKey] = set()
        for view in figures.views:
            for item in view.zones:
                areas.setdefault((item.zone, item.side), {})[view.id] = item.area
                if item.pin:
                    pins.add((item.zone, item.side))
        schematic = {view.id for view in figures.views if view.group in _SCHEMATIC_GROUPS}
        seen: dict[ZoneKey, dict[str, float]] = {}
        for key, by_view in areas.items():
            best = figures.best_view(*key) if figures.has_zone(*key) else ""
            if key in pins:
                seen[key] = {v: 1.0 if v == best else _PIN_ELSEWHERE for v in by_view}
            else:
                true = [area for view, area in by_view.items() if view not in schematic]
                largest = max(true or by_view.values()) or 1.0
                seen[key] = {view: area / largest for view, area in by_view.items()}
            seen[key] |= {v: _SCHEMATIC for v in schematic & seen[key].keys() if v != best}
        return seen

    def views_for(
        self,
        weights: Mapping[ZoneKey, float],
        points: Mapping[str, tuple[float, float]] | None = None,
        limit: int = 3,
    ) -> tuple[str, ...]:
        """Choose the views that show a pattern, best first.

        Parameters
        ----------
        weights : mapping of (zone, side) to float
            The pattern, and how much each zone matters.
        points : mapping of view id to (x, y), optional
            Where the X is; the first view shows it, when any does.
        limit : int
            How many views at most.
        """
        points = points or {}
        left = {key: weight for key, weight in weights.items() if key in self._seen}
        total = sum(left.values())
        chosen: list[str] = []
        while left and len(chosen) < limit:
            gains: list[tuple[float, str]] = []
            for view in self._figures.views:
                if view.id in chosen:
                    continue
                gain = sum(w * self._seen[key].get(view.id, 0.0) for key, w in left.items())
                if gain and view.group != "body":
                    gain += _INSET_BONUS * total
                if not chosen and view.id in points:
                    gain += _POINT_BONUS * total * self._facing(view, points[view.id])
                gains.append((gain, view.id))
            gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, ""))
            if gain <= 0 or (chosen and gain < _WORTH_A_VIEW * total):
                break
            chosen.append(best)
            left = {k: w for k, w in left.items() if self._seen[k].get(best, 0.0) < _LEGIBLE}
        if points and not any(view in points for view in chosen):
            views = [view for view in self._figures.views if view.id in points]
            chosen.insert(0, max(views, key=lambda view: self._facing(view, points[view.id])).id)
        return tuple(chosen)

    def open_view(self, views: Iterable[str]) -> str | None:
        """Choose of views the first constructed one, in which what is hidden lies open."""
        known = (self._figures.view_by_id[view] for view in views)
        return next((view.id for view in known if view.group in _SCHEMATIC_GROUPS), None)

    def _facing(self, view: View, point: tuple[float, float]) -> float:
        """Tell how squarely a view faces a point: how much it shows of the zone around it."""
        x, y = point
        around = [
            ((right - left) * (bottom - top), item)
            for item in view.zones
            for left, top, right, bottom in [item.box]
            if not item.pin and left <= x <= right and top <= y <= bottom
        ]
        if not around:
            return 0.0
        _, zone = min(around, key=lambda pair: pair[0])
        return self._seen[zone.zone, zone.side].get(view.id, 0.0)

    def draw(
        self,
        view_id: str,
        states: Mapping[ZoneKey, str],
        label: str,
        scenes: Scenes,
        point: tuple[float, float] | None = None,
        shape: MuscleShape | None = None,
    ) -> Markup:
        """Draw one view, framed on a pattern.

        Parameters
        ----------
        view_id : str
            The view.
        states : mapping of (zone, side) to str
            The state class of each zone, such as `is-essential`; zones without one are left out.
        label : str
            What the picture shows, for those who do not see it.
        scenes : Scenes
            Those of the page.
        point : (float, float), optional
            Where the X is, in units of the view.
        shape : MuscleShape, optional
            The muscle that the point is in, as this view shows it.
        """
        view = self._figures.view_by_id[view_id]
        scenery, zones, pins = self.layers(view_id, states)
        boxes = [item.box for item in view.zones if (item.zone, item.side) in states]
        if point:
            boxes.append((*point, *point))
        if shape:
            boxes.append(shape.box)
        frame = frame_around(view, boxes)
        mark = point_mark(point, POINT_SIZE * max(frame[2:])) if point else ""
        box = " ".join(number(value) for value in frame)
        muscle = f'<g class="figure-muscles">{shape.svg}</g>' if shape else ""
        svg = (
            f'<svg class="figure" xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
            f'data-view="{view_id}" role="img" aria-label="{escape(label)}">'
            f"{scenes.place(view_id, scenery)}{muscle}"
            f'<g class="figure-zones">{zones}</g><g class="figure-pins">{pins}</g>'
            f'<g class="figure-points">{mark}</g></svg>'
        )
        # Made of committed figures, ids and an escaped label only.
        return Markup(svg)  # noqa: S704

    def layers(self, view_id: str, states: Mapping[ZoneKey, str]) -> tuple[str, str, str]:
        """Give a view's scenery, and its zones and pins that have a state, as SVG."""
        parts = self._parts_of(view_id)
        zones = "".join(
            f'<path class="zone {state}" data-zone="{zone}" data-side="{side}"'
            f"{parts.zones[zone, side]}"
            for (zone, side), state in states.items()
            if (zone, side) in parts.zones
        )
        pins = "".join(
            f'<g class="pin {state}" data-zone="{zone}" data-side="{side}"{parts.pins[zone, side]}'
            for (zone, side), state in states.items()
            if (zone, side) in parts.pins
        )
        return parts.scenery, zones, pins

    def whole(self, view_id: str) -> Markup:
        """Give a view's SVG as it is, for a page in which it is decoration beside real controls."""
        svg = self._figures.svg_bytes(view_id).decode()
        opening = re.compile(r"<svg\b(?![^>]*\bclass=)")
        svg = opening.sub('<svg class="figure"', svg[svg.index("<svg") :], count=1)
        svg = svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
        # A committed figure.
        return Markup(svg)  # noqa: S704

    def _parts_of(self, view_id: str) -> _Parts:
        if view_id not in self._parts:
            self._parts[view_id] = _split(view_id, self._figures.svg_bytes(view_id).decode())
        return self._parts[view_id]


def number(value: float) -> str:
    """Write a length for an SVG: one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def point_mark(point: tuple[float, float], size: float) -> str:
    """Draw the X with its halo; `size` is half its width."""
    x, y = point
    corners = [(x + a * size, y + b * size) for a, b in ((-1, -1), (1, 1), (1, -1), (-1, 1))]
    (a, b, c, d) = (f"{number(px)} {number(py)}" for px, py in corners)
    return (
        f'<circle class="point-halo" cx="{number(x)}" cy="{number(y)}" r="{number(2 * size)}"/>'
        f'<path class="point-mark" d="M{a}L{b}M{c}L{d}"/>'
    )


def frame_around(
    view: View, boxes: Sequence[Box], least_mm: float = _LEAST_FRAME_MM
) -> tuple[float, float, float, float]:
    """Frame what is shown within a view: left, top, width, height; all of it when nothing is."""
    left0, top0, width0, height0 = view.view_box
    if not boxes:
        return view.view_box
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    margin = 2 * _MARGIN * max(right - left, bottom - top)
    width = max(right - left + margin, least_mm)
    height = max(bottom - top + margin, least_mm)
    narrowest, flattest = _ASPECTS
    width = max(width, narrowest * height)
    height = max(height, width / flattest)
    width, height = min(width, width0), min(height, height0)
    x = min(max((left + right - width) / 2, left0), left0 + width0 - width)
    y = min(max((top + bottom - height) / 2, top0), top0 + height0 - height)
    return (x, y, width, height)
