"""Turn a plate into a PNG.

Rendering takes about a second of one processor, so one is made at a time. The renderer is resvg
(alive, one wheel, no system library) and the letters are Source Sans (from PyPI: a bare machine has
no fonts); both are loaded at the first PNG.
"""

from __future__ import annotations

import threading
from importlib import resources

ZOOM = 1.5
_FONT_PACKAGE = "font_source_sans_pro"
_FONTS = ("Regular", "It", "Semibold")
_one_at_a_time = threading.Lock()


def render_png(svg: str, zoom: float = ZOOM) -> bytes:
    """Render an SVG that stands alone; blocks while another is rendered.

    Parameters
    ----------
    zoom : float
        Pixels of the picture per unit of the SVG.
    """
    import resvg_py

    files = resources.files(_FONT_PACKAGE) / "files"
    fonts = [str(files / f"SourceSansPro-{style}.ttf") for style in _FONTS]
    with _one_at_a_time:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, zoom=zoom, skip_system_fonts=True, font_files=fonts
            )
        )
