"""Pictures of the skeleton for those who author it: a view's published picture, the bones over it.

Colours are those the page gives by day, plain enough for any viewer of SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from atlas.freshness import FIGURES, ROOT

TONES = 10
DARKEST, LIGHTEST = (150, 112, 92), (252, 240, 228)
STYLE = (
    ".figure-zones,.figure-pins,.figure-points{display:none}"
    ".outline{fill:none;stroke:#8a6a58;stroke-width:.7}.edge{fill:#8a6a58}"
    ".bone-fill{fill:#fffdf6;fill-opacity:.5}"
    ".bone-line{fill:none;stroke:#3c4a58;stroke-width:.8;stroke-linejoin:round;"
    "stroke-linecap:round}"
    ".bone-label{font:6px sans-serif;fill:#20303f;text-anchor:middle;dominant-baseline:central}"
)


def _tones() -> str:
    """Return the style of the figure's tones, from light to dark."""
    found = ""
    for tone in range(TONES):
        share = tone / (TONES - 1)
        mixed = [round(a + (b - a) * share) for a, b in zip(LIGHTEST, DARKEST, strict=True)]
        found += f".tone-{tone}{{fill:rgb({','.join(map(str, mixed))})}}"
    return found


def over_figure(
    view_id: str, skeleton: str, crop: Sequence[float] | None = None, root: Path = ROOT
) -> str:
    """Put a view's skeleton over its picture.

    Parameters
    ----------
    crop : x0, y0, x1, y1 in picture mm; the whole view when omitted
    """
    figure = (root / FIGURES / f"{view_id}.svg").read_text(encoding="utf-8")
    inner = skeleton[skeleton.index(">") + 1 : skeleton.rindex("</svg>")]
    whole = figure[: figure.rindex("</svg>")] + f"<style>{STYLE}{_tones()}</style>{inner}</svg>"
    if crop is None:
        return whole
    x0, y0, x1, y1 = crop
    start = whole.index('viewBox="') + len('viewBox="')
    box = f"{x0:g} {y0:g} {x1 - x0:g} {y1 - y0:g}"
    return whole[:start] + box + whole[whole.index('"', start) :]
