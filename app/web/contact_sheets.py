"""Contact sheets: all muscles of a region in one picture, each in the view that shows it best.

For review and for an overview in a class. Takes what plates are made from, gives an SVG that stands
alone; which muscles belong together is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.catalogue.models import Muscle
from app.web.pictures import number
from app.web.plate_style import PlateStyle
from app.web.plates import CREDIT, FONTS, PANEL_HEIGHT, PlateMaker, text_at

# Pixels: a tile is read at arm's length, a row fits a page across.
_TILE_HEIGHT = 300
_ROW_WIDTH = 1610
_LETTER_PX = 7.2
_MARGIN, _GAP, _CAPTION, _HEAD, _FOOT = 24, 12, 26, 64, 40


def contact_sheet(
    maker: PlateMaker, style: PlateStyle, title: str, muscles: Sequence[Muscle], version: str
) -> str:
    """Draw muscles side by side in rows, with their names and numbered points.

    Parameters
    ----------
    version : str
        Of the catalogue, for the credit line.
    """
    parts: list[str] = []
    x, y = float(_MARGIN), float(_HEAD)
    for muscle in muscles:
        panel = maker.muscle_panel(muscle)
        if panel is None:
            continue
        # A tile is no wider than a row, however wide its view is.
        scale = min(_TILE_HEIGHT / PANEL_HEIGHT, (_ROW_WIDTH - 2 * _MARGIN) / panel.width)
        width = panel.width * scale
        needed = max(width, _LETTER_PX * len(muscle.name))
        if x > _MARGIN and x + needed > _ROW_WIDTH - _MARGIN:
            x, y = float(_MARGIN), y + _TILE_HEIGHT + _CAPTION + _GAP
        parts.append(
            f'<g transform="translate({number(x)} {number(y)})">'
            f'<g transform="scale({scale:.4f})">{panel.svg}</g>'
            f'<rect class="plate-frame" width="{number(width)}" height="{_TILE_HEIGHT}"/></g>'
        )
        parts.append(text_at("plate-small", x + 2, y + _TILE_HEIGHT + 18, muscle.name))
        x += needed + _GAP
    height = y + _TILE_HEIGHT + _CAPTION + _FOOT
    parts.insert(0, f'<rect class="plate-paper" width="{_ROW_WIDTH}" height="{number(height)}"/>')
    parts.append(text_at("plate-title", _MARGIN, 42, title))
    parts.append(text_at("plate-small", _MARGIN, height - 18, CREDIT.format(version=version)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_ROW_WIDTH}" height="{number(height)}" '
        f'viewBox="0 0 {_ROW_WIDTH} {number(height)}" role="img" font-family="{FONTS}">'
        f"<title>{escape(title)}</title>{style.write(''.join(parts))}</svg>\n"
    )
