"""The look of plates: what CSS does on a page, written into the shapes themselves.

A plate leaves the site (a slide, a handout, a picture viewer), so it cannot refer to a style sheet.
Takes the colours of `static/css/tokens.css`, in their light form, and turns classes into
attributes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-fA-F]{3,8})\s*,")
_CLASS = re.compile(r'class="([^"]*)"')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_HOOK = re.compile(r' (?:data-[a-z-]+|role|aria-[a-z-]+)="[^"]*"')

# Attributes by class, in the words of figure.css and muscles.css; `{ink}` stands for a token. Lines
# are in mm of the body, since a picture viewer may not know strokes that keep their width.
_RULES: dict[str, str] = {
    **{f"tone-{n}": f'fill="{{tone-{n}}}"' for n in range(10)},
    "accent": 'fill="{line}" fill-opacity=".55"',
    "eye": 'fill="{eye}"',
    "iris": 'fill="{line}"',
    "pupil": 'fill="{pupil}"',
    "cut": 'fill="{tone-3}"',
    **{f"bone-{n}": f'fill="{{bone-{n}}}"' for n in range(4)},
    "membrane": 'fill="{sinew}" fill-opacity=".8"',
    "tooth": 'fill="{tooth}" stroke="{line}" stroke-width=".4"',
    "ghost": 'stroke-width=".5" stroke-opacity=".75" stroke-dasharray="2 1.6"',
    "figure-lines": 'fill="none" stroke="{line}" stroke-linecap="round" stroke-linejoin="round"',
    "outline": 'stroke-width=".55"',
    "edge": 'stroke-width=".5" stroke-opacity=".6"',
    "muscle-intermediate": 'opacity=".9"',
    "muscle-deep": 'opacity=".65"',
    "muscle-inside": 'opacity=".6"',
    "muscle-sinew": 'fill="{sinew}" fill-opacity=".7"',
    "muscle-belly": 'fill="{muscle-belly}" fill-opacity=".55"',
    "muscle-swell": 'fill="{muscle-swell}" fill-opacity=".24"',
    "muscle-tendon": 'fill="{tendon}" fill-opacity=".9"',
    "muscle-fibre": 'fill="{muscle-fibre}" fill-opacity=".85"',
    "is-essential": 'fill="url(#fill-essential)" stroke="{essential}" stroke-width=".6"',
    "is-spillover": 'fill="url(#fill-spillover)" stroke="{spillover}" stroke-width=".4" '
    'stroke-dasharray="2 1.6"',
    "wash-essential": 'fill="{essential}" fill-opacity=".3"',
    "wash-spillover": 'fill="{spillover}" fill-opacity=".14"',
    "dot-essential": 'fill="{essential}"',
    "dot-spillover": 'fill="{spillover}"',
    "pin-leader": 'fill="none" stroke="{ink-2}" stroke-width="{hair}"',
    "pin-spot": 'fill="{ink-2}"',
    "pin-dot": 'fill="{essential}"',
    "pin-label": 'fill="{ink}" font-size="{small}"',
    "point-halo": 'fill="{point-halo}" fill-opacity=".92" stroke="{point}" stroke-width="{hair}"',
    "point-mark": 'fill="none" stroke="{point}" stroke-width="{bold}" stroke-linecap="round"',
    "point-number": 'fill="{point}" stroke="{point-halo}" paint-order="stroke" '
    'stroke-linejoin="round" font-weight="600"',
    "plate-paper": 'fill="{paper}"',
    "plate-frame": 'fill="none" stroke="{rule}"',
    "plate-title": 'fill="{ink}" font-size="30" font-weight="600"',
    "plate-latin": 'fill="{ink-2}" font-size="19" font-style="italic"',
    "plate-text": 'fill="{ink}" font-size="17"',
    "plate-small": 'fill="{ink-2}" font-size="14"',
}


def read_tokens(folder: Path) -> dict[str, str]:
    """Read the light colours of the style sheet's tokens from the folder `static`.

    A missing file gives none: shapes are then drawn black, as SVG does without a colour.
    """
    path = folder / "css" / "tokens.css"
    return dict(_TOKEN.findall(path.read_text(encoding="utf-8"))) if path.is_file() else {}


class PlateStyle:
    """Turns classes into attributes.

    Parameters
    ----------
    tokens : mapping of str to str
        Colours by token, without the leading hyphens.
    """

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self._tokens = tokens

    def write(self, svg: str, mm_per_px: float = 1.0) -> str:
        """Give the shapes with attributes in place of classes, and without the page's hooks.

        Parameters
        ----------
        svg : str
            Shapes with the classes of the figure.
        mm_per_px : float
            The scale at which they will be shown, for the width of the X.
        """
        sizes = {
            "hair": f"{1.2 * mm_per_px:.2f}",
            "bold": f"{3.2 * mm_per_px:.2f}",
            "small": f"{14 * mm_per_px:.2f}",
        }

        def attributes(match: re.Match[str]) -> str:
            rules = [_RULES[name] for name in match[1].split() if name in _RULES]
            # Of two rules for one attribute the last counts, as in a style sheet.
            found = dict(pair for rule in rules for pair in _ATTRIBUTE.findall(rule))
            text = " ".join(f'{name}="{value}"' for name, value in found.items())
            for name in re.findall(r"\{([a-z0-9-]+)\}", text):
                value = sizes.get(name) or self._tokens.get(name, "#000000")
                text = text.replace(f"{{{name}}}", value)
            return text

        return _HOOK.sub("", _CLASS.sub(attributes, svg)).replace(" >", ">").replace("  ", " ")
