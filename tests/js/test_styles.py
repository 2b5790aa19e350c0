"""The style sheets: small files, and contrasts that are what docs/accessibility.md says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
LONGEST_LINES = 300
TEXT, GRAPHIC = 4.5, 3.0

# What is documented: words, foreground, background, least contrast (WCAG 1.4.3 and 1.4.11).
PAIRS = [
    ("text on paper", "ink", "paper", TEXT),
    ("secondary text on surface", "ink-2", "surface", TEXT),
    ("secondary text on a hovered card", "ink-2", "surface-2", TEXT),
    ("link on surface", "accent", "surface", TEXT),
    ("button's words", "on-accent", "accent", TEXT),
    ("warning's words", "alert", "alert-soft", TEXT),
    ("border of a control", "edge", "surface", GRAPHIC),
    ("focus ring on surface", "focus", "surface", GRAPHIC),
    ("focus ring on lightest skin", "focus", "tone-0", GRAPHIC),
    ("focus ring on middle skin", "focus", "tone-4", GRAPHIC),
    ("mark on lightest skin", "mark", "tone-0", GRAPHIC),
    ("mark on middle skin", "mark", "tone-4", GRAPHIC),
    ("main pain on middle skin", "mark-main", "tone-4", GRAPHIC),
    ("essential on lightest skin", "essential", "tone-0", GRAPHIC),
    ("essential on middle skin", "essential", "tone-4", GRAPHIC),
    ("spillover on lightest skin", "spillover", "tone-0", GRAPHIC),
    ("spillover on middle skin", "spillover", "tone-4", GRAPHIC),
    ("hovered place on middle skin", "hover", "tone-4", GRAPHIC),
    ("second of two patterns on lightest skin", "second", "tone-0", GRAPHIC),
    ("second of two patterns on middle skin", "second", "tone-4", GRAPHIC),
    ("X on its ring", "point", "point-halo", GRAPHIC),
]
TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


@pytest.fixture(scope="module")
def colours() -> dict[str, tuple[str, str]]:
    """Each colour token's light and dark value."""
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text()
    return {name: (light, dark) for name, light, dark in TOKEN.findall(tokens)}


def luminance(colour: str) -> float:
    """Give the relative luminance of WCAG 2.2 of a colour such as `#0e5a60`."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of WCAG 2.2 of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("words", "front", "back", "least"), PAIRS, ids=[pair[0] for pair in PAIRS]
)
def test_a_contrast_is_enough_and_as_documented(
    colours: dict[str, tuple[str, str]], words: str, front: str, back: str, least: float
) -> None:
    light, dark = (contrast(colours[front][i], colours[back][i]) for i in (0, 1))
    assert min(light, dark) >= least
    documented = (ROOT / "docs" / "accessibility.md").read_text()
    assert f"| {words} | {light:.1f} | {dark:.1f} |" in documented


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_style_sheet_is_small_and_says_what_it_is(sheet: Path) -> None:
    text = sheet.read_text()
    assert text.startswith("/* ")
    assert len(text.splitlines()) <= LONGEST_LINES


def test_no_template_has_a_style_attribute() -> None:
    templates = (ROOT / "templates").glob("*.html")
    assert [file.name for file in templates if re.search(r"\sstyle=", file.read_text())] == []
