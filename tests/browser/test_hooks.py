"""The contract of scripts and templates: every `data-*` hook that a script uses is rendered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.map_page import MapPage

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "static" / "js").glob("*.js"))
HOOK = re.compile(r"\[(data-[a-z-]+)")
IMPORT = re.compile(r'from "\./([a-z-]+)\.js"')


def hooks_of(script: Path) -> set[str]:
    """List the attributes that a script's selectors name."""
    code = re.sub(r"/\*\*.*?\*/", "", script.read_text(), flags=re.DOTALL)
    return set(HOOK.findall(code))


@pytest.fixture
def rendered(map_page: MapPage) -> str:
    """The map with an answer that has everything: warnings, symptoms, sets, a list cut short."""
    map_page.mark(
        "forehead-medial:left", "thumb-palmar:left", "shoulder-front:left", "shoulder-side:left"
    )
    map_page.page.locator('input[name="symptom"]').first.evaluate("box => box.click()")
    map_page.page.locator("[data-chip-symptom]").wait_for()
    map_page.page.locator("[data-set]").first.wait_for()
    return map_page.page.content()


def test_every_hook_that_scripts_use_is_in_the_page(rendered: str) -> None:
    used = {hook for script in SCRIPTS for hook in hooks_of(script)}
    assert len(used) > 30
    assert {hook for hook in used if not re.search(rf"\b{hook}[\s=>]", rendered)} == set()


def test_every_module_the_map_imports_is_preloaded(map_page: MapPage) -> None:
    links = map_page.page.locator('link[rel="modulepreload"]')
    preloaded = {
        Path(href).stem
        for href in links.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    }
    imported = {name for script in SCRIPTS for name in IMPORT.findall(script.read_text())}
    assert preloaded == imported
