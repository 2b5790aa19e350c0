"""The browser's pure modules, tested by Node: the one that the playwright package carries."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

HERE = Path(__file__).resolve().parent
MODULES = sorted(HERE.glob("*.test.mjs"))
SCRIPTS = sorted((HERE.parent.parent / "static" / "js").glob("*.js"))
LONGEST_LINES = 220


@pytest.fixture(scope="session")
def node() -> Path:
    """The path of the Node that comes with playwright."""
    return Path(compute_driver_executable()[0])


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name.split(".")[0])
def test_module_does_what_its_tests_say(node: Path, module: Path) -> None:
    run = subprocess.run(
        [node, "--no-warnings", "--test", "--test-reporter=spec", module],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "pass 0" not in run.stdout.splitlines(), "no test ran"


def test_every_pure_module_has_tests() -> None:
    pure = {script.stem for script in SCRIPTS if not _touches_the_page(script.read_text())}
    tested = {module.name.split(".")[0] for module in MODULES}
    assert tested == pure


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_is_small_and_type_checked(script: Path) -> None:
    lines = script.read_text().splitlines()
    assert lines[0] == "// @ts-check"
    assert len(lines) <= LONGEST_LINES


def _touches_the_page(source: str) -> bool:
    marks = ("document", "window.", "addEventListener", "SVGElement", "HTMLElement")
    return any(mark in source for mark in marks)
