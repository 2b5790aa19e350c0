"""A real server and a real Chromium; every page is watched for errors and for strangers.

The browser is the one that `run.py` finds, or the one that Playwright fetched itself.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Request

import run
from tests.browser.map_page import MapPage

ROOT = Path(__file__).resolve().parents[2]
HELP = (
    "no browser found: install one (Debian: apt-get install -y chromium) "
    "or run `python3 run.py test`"
)
START_S = 20
# A loaded machine may be slow; a test that waits this long has failed.
PATIENCE_MS = 5000


@pytest.fixture(scope="session")
def browser_type_launch_args(
    playwright: Playwright, browser_type_launch_args: dict[str, Any]
) -> dict[str, Any]:
    """How Chromium is started: quietly, and without its sandbox where root runs it."""
    found = run.find_browser()
    if not found and not Path(playwright.chromium.executable_path).exists():
        pytest.fail(HELP, pytrace=False)
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
        "--disable-dev-shm-usage",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet.append("--no-sandbox")
    chosen = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **chosen, "args": quiet}


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """The address of a running server with the project's real files."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "app.main:app",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=10)


def _wait_for(address: str, server: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the server stopped: {server.communicate()[0]}", pytrace=False)
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server did not answer within {START_S} s", pytrace=False)


class Watch:
    """What a page did that it must not do, and all that it asked for."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self.requests: list[Request] = []
        self.complaints: list[str] = []

    def follow(self, page: Page) -> None:
        """Watch a page from now on."""
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", self._asked)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", lambda message: self._said(message.type, message.text))

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith((self._base_url, "data:")):
            self.complaints.append(f"asked elsewhere: {request.url}")

    def _said(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"console {kind}: {text}")


@pytest.fixture(autouse=True)
def watch(context: BrowserContext, base_url: str) -> Iterator[Watch]:
    """Fail a test whose pages had an error, broke the content policy or asked another origin."""
    watch = Watch(base_url)
    context.on("page", watch.follow)
    yield watch
    assert watch.complaints == []


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A laptop, without motion so that pictures stand still at once."""
    return {
        **browser_context_args,
        "viewport": {"width": 1440, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.fixture
def map_page(page: Page) -> MapPage:
    """The map, opened."""
    return MapPage(page).open()
