"""Plates: a muscle or a trigger point as one picture to keep, captioned and credited.

Takes the built figures, the muscle layer and the catalogue; gives an SVG that stands alone, for
slides and handouts. A plate shows the muscle with its numbered points, and beside it the pattern
in the views that show it best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level, Muscle, Side, TriggerPoint
from app.drawings import Drawings
from app.figures import Box, Figures, View
from app.web import wording
from app.web.muscle_pages import drawn_side, pattern_of, pattern_weights
from app.web.pictures import PictureBook, ZoneKey, frame_around, number, point_mark
from app.web.plate_style import PlateStyle

CREDIT = "Knotmap {version}, CC BY 4.0. Body: MakeHuman, CC0."
HONESTY = "What sources describe; not proof of where pain comes from."
# Lengths of the sheet itself, in pixels: three panels fill a slide of 16:9.
PANEL_HEIGHT = 620
_MARGIN = 28
_HEAD = 96
_FOOT = 100
_GAP = 18
# The least width keeps the captions whole.
_LEAST_WIDTH = 860
_POINT_PX = 9.0
_FAR_POINT_PX = 4.5
_NUMBER_PX = 22
_MOST_PATTERN_VIEWS = 2
# Close enough to see fibres, far enough to see where on the body one is.
_MUSCLE_FRAME_MM = 190.0
# The first is what a PNG is set in.
FONTS = "Source Sans Pro, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
# How far apart the dots of a texture are, in pixels of the sheet.
_TEXTURE_SCALE = 1.15
# In these views both sides of the body are seen: which one stands on the left of the picture.
_SIDES_SEEN = {
    "front": ("R", "L"),
    "head-front": ("R", "L"),
    "back": ("L", "R"),
    "head-back": ("L", "R"),
    "jaw-open": ("R", "L"),
    "pelvic-floor": ("R", "L"),
}
_TEXTURES = """<pattern id="{essential}" width="8" height="8" patternUnits="userSpaceOnUse"
 patternTransform="scale({scale})"><rect class="wash-essential" width="8" height="8"/>
<circle class="dot-essential" cx="2" cy="2" r="1.5"/><circle class="dot-essential" cx="6" cy="6"
 r="1.5"/></pattern><pattern id="{spillover}" width="8" height="8" patternUnits="userSpaceOnUse"
 patternTransform="scale({scale})"><rect class="wash-spillover" width="8" height="8"/>
<circle class="dot-spillover" cx="2" cy="2" r=".9"/><circle class="dot-spillover" cx="6" cy="6"
 r=".9"/></pattern>"""


@dataclass(frozen=True)
class Panel:
    """One view cut to a frame, `PANEL_HEIGHT` pixels high and as wide as it says."""

    svg: str
    width: float
    view: View


class PlateMaker:
    """Makes plates of one version of the catalogue.

    Parameters
    ----------
    catalogue, figures, drawings, book, style
        What plates are made from.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        figures: Figures,
        drawings: Drawings,
        book: PictureBook,
        style: PlateStyle,
    ) -> None:
        self._catalogue = catalogue
        self._figures = figures
        self._drawings = drawings
        self._book = book
        self._style = style

    def of_muscle(self, muscle: Muscle) -> str:
        """Draw a muscle with all its points and the pattern of all of them together."""
        return self._make(muscle, muscle.trigger_points, muscle.name)

    def of_point(self, muscle: Muscle, point: TriggerPoint) -> str:
        """Draw one trigger point in its muscle, and its pattern."""
        return self._make(muscle, (point,), wording.point_name(muscle.name, muscle, point))

    def _make(self, muscle: Muscle, points: Sequence[TriggerPoint], title: str) -> str:
        side = drawn_side(points[0])
        pattern: dict[ZoneKey, Level] = {}
        for point in points:
            for key, level in pattern_of(self._catalogue, point, side).items():
                if pattern.get(key) is not Level.ESSENTIAL:
                    pattern[key] = level
        own = self._own_panel(muscle, points, side)
        panels = [own] if own else []
        places = {
            view: at
            for point in points
            for view, at in self._figures.points(point.id, side.value).items()
        }
        for view in self._book.views_for(pattern_weights(pattern), places, _MOST_PATTERN_VIEWS):
            panels.append(self._panel(muscle, points, side, view, pattern))
        where = "on the left" if side is Side.LEFT else "on the right"
        return self._sheet(panels, title, muscle, bool(pattern), where)

    def muscle_panel(self, muscle: Muscle) -> Panel | None:
        """Cut the view that shows a muscle best to it, with its points; None without a drawing."""
        points = muscle.trigger_points
        return self._own_panel(muscle, points, drawn_side(points[0]))

    def _own_panel(
        self, muscle: Muscle, points: Sequence[TriggerPoint], side: Side
    ) -> Panel | None:
        known = self._figures.view_by_id
        drawn = (v for v in self._drawings.views_of(muscle.id, side.value) if v in known)
        best = next(drawn, None)
        return None if best is None else self._panel(muscle, points, side, best, {})

    def _panel(
        self,
        muscle: Muscle,
        points: Sequence[TriggerPoint],
        side: Side,
        view_id: str,
        pattern: dict[ZoneKey, Level],
    ) -> Panel:
        view = self._figures.view_by_id[view_id]
        states = {key: f"is-{level.value}" for key, level in pattern.items()}
        scenery, zones, pins = self._book.layers(view_id, states)
        shape = self._drawings.shape(muscle.id, side.value, view_id)
        numbers = wording.point_numbers(muscle)
        marks = [
            (numbers.get(point.id, 0), at)
            for point in points
            if (at := self._place(point.id, side, view_id, shape.points if shape else {}))
        ]
        boxes: list[Box] = [(*at, *at) for _, at in marks]
        boxes += [item.box for item in view.zones if (item.zone, item.side) in states]
        if shape and not pattern:
            boxes.append(shape.box)
        least = {} if pattern else {"least_mm": _MUSCLE_FRAME_MM}
        x, y, width, height = frame_around(view, boxes, **least)
        mm_per_px = height / PANEL_HEIGHT
        layers = (
            scenery,
            shape.svg if shape else "",
            zones,
            pins,
            *self._marks(marks, mm_per_px, is_close=not pattern or len(points) == 1),
        )
        drawn = self._style.write("".join(layers), mm_per_px)
        textures = self._textures(view_id, _TEXTURE_SCALE * mm_per_px)
        for level in Level:
            drawn = drawn.replace(f"url(#fill-{level.value})", f"url(#{view_id}-{level.value})")
        width_px = width / mm_per_px
        box = " ".join(number(value) for value in (x, y, width, height))
        return Panel(
            f'<svg width="{number(width_px)}" height="{PANEL_HEIGHT}" viewBox="{box}">'
            f"{textures}{drawn}</svg>",
            width_px,
            view,
        )

    def _place(
        self, point_id: str, side: Side, view_id: str, drawn: object
    ) -> tuple[float, float] | None:
        """Find a point in a view: as the muscle's drawing has it, or as the figure has it."""
        if isinstance(drawn, dict) and point_id in drawn:
            found: tuple[float, float] = drawn[point_id]
            return found
        return self._figures.points(point_id, side.value).get(view_id)

    @staticmethod
    def _marks(
        marks: Sequence[tuple[int, tuple[float, float]]], mm_per_px: float, *, is_close: bool
    ) -> Iterator[str]:
        """Draw each X; near by with its number where there are several, far off without a halo."""
        size = (_POINT_PX if is_close else _FAR_POINT_PX) * mm_per_px
        for n, (x, y) in marks:
            mark = point_mark((x, y), size)
            yield mark if is_close else mark[mark.index("<path") :]
            if is_close and len(marks) > 1:
                at = f'x="{number(x + 2.1 * size)}" y="{number(y - 1.2 * size)}"'
                letter = _NUMBER_PX * mm_per_px
                yield (
                    f'<text class="point-number" {at} font-size="{letter:.2f}" '
                    f'stroke-width="{0.22 * letter:.2f}">{n}</text>'
                )

    def _textures(self, prefix: str, scale: float) -> str:
        """Define the textures of a panel, whose ids begin with a prefix."""
        ids = {level.value: f"{prefix}-{level.value}" for level in Level}
        return f"<defs>{self._style.write(_TEXTURES.format(scale=f'{scale:.3f}', **ids))}</defs>"

    def _sheet(
        self, panels: Sequence[Panel], title: str, muscle: Muscle, has_pattern: bool, where: str
    ) -> str:
        inner = sum(panel.width for panel in panels) + _GAP * max(0, len(panels) - 1)
        width = max(_LEAST_WIDTH, inner + 2 * _MARGIN)
        height = _HEAD + PANEL_HEIGHT + _FOOT
        parts = [
            f'<rect class="plate-paper" width="{number(width)}" height="{height}"/>',
            text_at("plate-title", _MARGIN, 46, title),
            text_at("plate-latin", _MARGIN, 74, f"{muscle.latin} · {muscle.plain}"),
        ]
        x = (width - inner) / 2
        for panel in panels:
            frame = f'width="{number(panel.width)}" height="{PANEL_HEIGHT}"'
            parts.append(
                f'<g transform="translate({number(x)} {_HEAD})">{panel.svg}'
                f'<rect class="plate-frame" {frame}/></g>'
            )
            below = _HEAD + PANEL_HEIGHT + 20
            parts.append(text_at("plate-small", x + 2, below, panel.view.label))
            for at, letter in zip((0.02, 0.96), _SIDES_SEEN.get(panel.view.id, ()), strict=False):
                place = (x + at * panel.width, _HEAD + PANEL_HEIGHT - 10)
                parts.append(text_at("plate-small", *place, letter))
            x += panel.width + _GAP
        below = _HEAD + PANEL_HEIGHT + 54
        if has_pattern:
            parts.append(_key(below, where))
        version = self._catalogue.version
        note = f"{HONESTY} {CREDIT.format(version=version)}"
        parts.append(text_at("plate-small", _MARGIN, below + 30, note))
        alt = f"{title}: the muscle, its trigger points and where they are described as referring"
        body = self._style.write("".join(parts))
        defs = self._textures("fill", _TEXTURE_SCALE)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{height}" '
            f'viewBox="0 0 {number(width)} {height}" role="img" font-family="{FONTS}">'
            f"<title>{escape(alt)}</title>{defs}{body}</svg>\n"
        )


def text_at(name: str, x: float, y: float, words: str) -> str:
    """Write words in one of the styles of plates."""
    return f'<text class="{name}" x="{number(x)}" y="{number(y)}">{escape(words)}</text>'


def _key(y: float, where: str) -> str:
    """Explain the textures and the X."""
    swatch = 'width="34" height="20" rx="3"'
    return (
        f'<g transform="translate({_MARGIN} {y - 15})">'
        f'<rect class="is-essential" {swatch}/></g>'
        + text_at("plate-text", _MARGIN + 42, y, "main pattern")
        + f'<g transform="translate({_MARGIN + 160} {y - 15})">'
        f'<rect class="is-spillover" {swatch}/></g>'
        + text_at("plate-text", _MARGIN + 202, y, "wider pattern")
        + point_mark((_MARGIN + 340, y - 5), 6)
        + text_at("plate-text", _MARGIN + 360, y, f"trigger point, {where}")
    )
