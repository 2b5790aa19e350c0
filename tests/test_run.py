"""The script that starts everything, where the machine lacks something."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import run


class Commands:
    """Stands in for the commands that would be run; all succeed unless named as failing."""

    def __init__(self, failing: tuple[str, ...] = ()) -> None:
        self.failing = failing
        self.lines: list[str] = []
        self.after: Callable[[str], None] = lambda line: None

    def run(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        line = " ".join(map(str, command))
        self.lines.append(line)
        self.after(line)
        failed = any(name in line for name in self.failing)
        return subprocess.CompletedProcess(command, int(failed), "", "")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a folder that is the whole PATH, on a machine without any browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KNOTMAP_BROWSER", raising=False)
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run.ctypes, "CDLL", lambda name: None)
    return tmp_path


def put(folder: Path, name: str) -> Path:
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def test_an_installed_browser_is_used(machine: Path) -> None:
    program = put(machine, "chromium")
    assert run.ensure_browser() == {"KNOTMAP_BROWSER": str(program)}


def test_the_one_without_windows_is_taken_first(machine: Path) -> None:
    put(machine, "chromium")
    shell = put(machine, "chromium-headless-shell")
    assert run.ensure_browser() == {"KNOTMAP_BROWSER": str(shell)}


def test_root_on_debian_installs_the_package(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(machine, "apt-get")
    commands = Commands()
    package = "chromium-headless-shell"
    commands.after = lambda line: put(machine, package) if "install" in line else None
    monkeypatch.setattr(run.subprocess, "run", commands.run)
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    assert run.ensure_browser() == {"KNOTMAP_BROWSER": str(machine / package)}
    assert commands.lines == ["apt-get update -qq", f"apt-get install -y -qq {package}"]


def test_root_on_debian_installs_what_the_driver_of_the_browser_is_linked_to(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Debian with Python alone has no libatomic, and without it no browser test starts."""

    def load(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file")

    put(machine, "apt-get")
    put(machine, "chromium")
    commands = Commands()
    monkeypatch.setattr(run.ctypes, "CDLL", load)
    monkeypatch.setattr(run.subprocess, "run", commands.run)
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    run.ensure_browser()
    assert commands.lines[-1] == "apt-get install -y -qq libatomic1"


@pytest.mark.parametrize("user", [0, 1000])
def test_otherwise_playwright_fetches_a_browser(
    machine: Path, monkeypatch: pytest.MonkeyPatch, user: int
) -> None:
    if user:
        put(machine, "apt-get")
    commands = Commands()
    monkeypatch.setattr(run.subprocess, "run", commands.run)
    monkeypatch.setattr(run.os, "geteuid", lambda: user, raising=False)
    assert run.ensure_browser() == {}
    assert [line.split(" -m ")[1] for line in commands.lines] == ["playwright install chromium"]


def test_without_any_browser_the_command_that_helps_is_named(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.subprocess, "run", Commands(failing=("playwright",)).run)
    with pytest.raises(SystemExit, match="apt-get install chromium"):
        run.ensure_browser()


@pytest.mark.parametrize("missing", ["ensurepip", "venv"])
def test_a_python_that_cannot_make_environments_names_the_package(
    machine: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        run.make_environment()


def test_a_script_on_its_own_names_the_package_too(machine: Path, tmp_path: Path) -> None:
    """As on a fresh Debian: the interpreter is there, its ensurepip is not."""
    copy = tmp_path / "copy"
    (copy / "requirements").mkdir(parents=True)
    shutil.copy(run.ROOT / "run.py", copy)
    shutil.copy(run.ROOT / "requirements" / "run.txt", copy / "requirements")
    (copy / "ensurepip.py").write_text("raise ImportError('as Debian has it')\n")
    done = subprocess.run(
        [sys.executable, "run.py"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    assert not (copy / ".venv").exists()


def test_an_old_python_is_told_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 0))
    with pytest.raises(SystemExit, match=r"3\.11"):
        run.make_environment()
