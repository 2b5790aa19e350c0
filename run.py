#!/usr/bin/env python3
"""Run Knotmap, or set it up and test it, with nothing but Python's standard library.

    python3 run.py                 run the product (options are those of `knotmap serve`)
    python3 run.py test [ARGS]     install what the tests need and run them all (ARGS go to pytest)
    python3 run.py setup GROUP...  only make the environment, with extra requirement groups

It makes `.venv` beside this file from the pinned `requirements/*.txt`, and brings it up to date
when they change. It knows nothing of the application itself.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "requirements.sha256"
OLDEST_PYTHON = (3, 11)
# The shell without windows first: the browser's tests take a third less time in it.
BROWSER_NAMES = (
    *("chromium-headless-shell", "chrome-headless-shell"),
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
)


def fail(message: str) -> None:
    """Say what is wrong and what to do, and stop with exit code 1."""
    sys.exit(f"run.py: {message}")


def requirement_files(groups: list[str]) -> list[Path]:
    """Give the pinned requirement files of the groups, the product's own first."""
    files = [ROOT / "requirements" / f"{group}.txt" for group in ["run", *groups]]
    for file in files:
        if not file.is_file():
            known = ", ".join(sorted(f.stem for f in (ROOT / "requirements").glob("*.txt")))
            fail(f"no requirements/{file.name}; known groups: {known}")
    return files


def make_environment() -> None:
    """Create `.venv`, naming the one missing system package where the standard library is split."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        fail(f"Python {wanted} or newer is needed, this is {sys.version.split()[0]}")
    uv = shutil.which("uv")
    if uv:
        subprocess.run(
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], check=True
        )
        return
    try:
        # Debian ships venv without ensurepip until python3-venv is installed.
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        fail(
            "this Python cannot make virtual environments; "
            "install the missing system package: apt-get install python3-venv"
        )
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        fail(f"could not make {VENV.name}: {(made.stderr or made.stdout).strip()}")


def install(files: list[Path]) -> None:
    """Install pinned requirements and the `knotmap` command into `.venv`, with uv where present."""
    uv = shutil.which("uv")
    if uv:
        # uv leaves compiling to each start, which then takes a second longer; pip does it itself.
        command = [
            *(uv, "pip", "install", "--quiet"),
            *("--compile-bytecode", "--python", str(PYTHON)),
        ]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    requirements = [part for file in files for part in ("-r", str(file))]
    for arguments in (requirements, ["--no-deps", "--editable", str(ROOT)]):
        if subprocess.run([*command, *arguments], cwd=ROOT, check=False).returncode != 0:
            fail("installing the requirements failed (see above); check the network and run again")
    # The product starts faster for it; where it cannot be written, it starts all the same.
    compiling = [str(PYTHON), "-m", "compileall", "-q", str(ROOT / "app")]
    subprocess.run(compiling, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ensure_environment(groups: list[str]) -> None:
    """Bring `.venv` to the pinned requirements of the groups, doing nothing when it has them."""
    files = requirement_files(groups)
    installed = STAMP.read_text().split("\n") if STAMP.is_file() else []
    wanted = [f"{file.stem} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    if PYTHON.is_file() and set(wanted) <= set(installed):
        return
    print("Setting up .venv ...", flush=True)
    if not PYTHON.is_file():
        make_environment()
        installed = []
    install(files)
    kept = [line for line in installed if line and line.split()[0] not in {f.stem for f in files}]
    STAMP.write_text("\n".join([*kept, *wanted]))


def find_browser() -> str | None:
    """Give the path of an installed Chromium or Chrome, or None."""
    chosen = os.environ.get("KNOTMAP_BROWSER")
    if chosen:
        return chosen
    found = [path for name in BROWSER_NAMES if (path := shutil.which(name))]
    if sys.platform == "darwin":
        found.append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    if os.name == "nt":
        found += [
            str(Path(os.environ.get(base, "C:\\")) / "Google/Chrome/Application/chrome.exe")
            for base in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        ]
    return next((path for path in found if Path(path).exists()), None)


def can_install_packages() -> bool:
    """Tell whether this is a Debian, or one of its kind, and ours to install on."""
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def missing_packages() -> list[str]:
    """List the Debian packages that the browser tests lack."""
    missing = [] if find_browser() else ["chromium-headless-shell"]
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        # Playwright drives the browser with a Node.js of its own, which is linked to it.
        missing.append("libatomic1")
    return missing


def ensure_browser() -> dict[str, str]:
    """Find a browser for the tests, or get one; give the environment that names it."""
    missing = missing_packages() if can_install_packages() else []
    if missing:
        print(f"Installing {' and '.join(missing)} ...", flush=True)
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", *missing],
            env=quietly,
            check=False,
            stdout=subprocess.DEVNULL,
        )
    found = find_browser()
    if found:
        return {"KNOTMAP_BROWSER": found}
    print("No Chromium or Chrome found: letting Playwright fetch one ...", flush=True)
    fetch = [str(PYTHON), "-m", "playwright", "install", "chromium"]
    if subprocess.run(fetch, cwd=ROOT, check=False).returncode == 0:
        return {}
    fail(
        "the browser tests need Chromium or Chrome: install one (Debian: apt-get install chromium)"
    )
    return {}


def run_in_environment(arguments: list[str], extra: dict[str, str] | None = None) -> int:
    """Run the environment's Python from the repository root; give its exit code."""
    environment = {**os.environ, **(extra or {})}
    try:
        return subprocess.run(
            [str(PYTHON), *arguments], cwd=ROOT, env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


def main(arguments: list[str]) -> int:
    """Do what the command line asks; give the exit code."""
    if arguments[:1] == ["test"]:
        ensure_environment(["test"])
        return run_in_environment(["-m", "pytest", *arguments[1:]], ensure_browser())
    if arguments[:1] == ["setup"]:
        ensure_environment(arguments[1:])
        return 0
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if arguments[:1] and not arguments[0].startswith("-"):
        fail(f"unknown command {arguments[0]!r}; use `run.py`, `run.py test` or `run.py setup`")
    ensure_environment([])
    return run_in_environment(["-m", "app.cli", "serve", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
