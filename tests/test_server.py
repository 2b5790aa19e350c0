"""Serving: a port is found, the address told, edits are taken up, no request is logged."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import server
from app.catalogue.loader import load_catalogue
from app.errors import SettingsError
from app.server import can_open_browser, listen
from app.settings import ROOT
from tests.builders import write_figures
from tests.data_folder import replaced, write_data

ADDRESS = re.compile(r"Knotmap is at http://127\.0\.0\.1:(\d+)/")


def test_a_free_port_is_listened_on() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.getsockname()[1] > 0


def test_another_port_is_taken_when_the_one_asked_for_is_in_use() -> None:
    with listen("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with listen("127.0.0.1", taken) as second:
            assert second.getsockname()[1] not in (0, taken)


@pytest.mark.parametrize("host", ["198.51.100.7", "no such host"])
def test_an_address_of_another_machine_is_a_setting_that_cannot_be_used(host: str) -> None:
    with pytest.raises(SettingsError, match="--host"):
        listen(host, 0)


def test_a_browser_opens_only_from_a_terminal_on_a_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.sys, "platform", "linux")
    monkeypatch.setattr(server.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert can_open_browser()
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not can_open_browser()
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(server.sys.stdout, "isatty", lambda: False, raising=False)
    assert not can_open_browser()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give an environment that points to a small world on disk, with the real page around it."""
    data, static = write_data(tmp_path), tmp_path / "static"
    shutil.copytree(ROOT / "static", static, ignore=shutil.ignore_patterns("svg"))
    write_figures(static / "svg", load_catalogue(data))
    variables = {"KNOTMAP_DATA": str(data), "KNOTMAP_STATIC": str(static)}
    return {**os.environ, **variables, "PYTHONUNBUFFERED": "1"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "app.cli", *arguments]


@pytest.fixture
def running(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Run `knotmap serve` on a port that is taken; give the port it found and its output."""
    output = tmp_path / "output.txt"
    with listen("127.0.0.1", 0) as taken, output.open("w") as stream:
        port = str(taken.getsockname()[1])
        process = subprocess.Popen(
            command("serve", "--no-open", "--port", port),
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            yield wait_for_port(process, output), output
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        finally:
            process.kill()
            process.wait()


def wait_for_port(process: subprocess.Popen[bytes], output: Path) -> int:
    for _ in range(400):
        found = ADDRESS.search(output.read_text())
        if found:
            return int(found[1])
        assert process.poll() is None, output.read_text()
        time.sleep(0.05)
    raise AssertionError(output.read_text())


def ask(port: int, method: str, path: str, body: object = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body else None, headers)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


def test_the_map_is_served_and_takes_up_edits_and_logs_no_request(
    running: tuple[int, Path], tmp_path: Path
) -> None:
    port, output = running
    marks = {"marks": [{"zone": "temple", "side": "left"}]}
    status, text = ask(port, "POST", "/api/v1/match", marks)
    assert (status, json.loads(text)["candidates"][0]["muscle"]) == (200, "temporalis")
    before = json.loads(text)["catalogue_version"]

    edited = replaced("trigger_points.yaml", "name: Sternalis", "name: Sternal muscle")
    (tmp_path / "data" / "trigger_points.yaml").write_text(edited)
    for _ in range(200):
        version = json.loads(ask(port, "POST", "/api/v1/match", marks)[1])["catalogue_version"]
        if version != before:
            break
        time.sleep(0.05)
    assert version == load_catalogue(tmp_path / "data").version
    assert ask(port, "GET", "/healthz")[0] == 200

    told = output.read_text()
    assert told.splitlines()[0].endswith("is in use")
    assert f"catalogue {version} is in use" in told
    assert "temple" not in told
    assert "match" not in told


def test_a_broken_catalogue_is_not_served(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data" / "zones.yaml").write_text("zones: [\n")
    ended = subprocess.run(
        command("serve", "--no-open", "--port", "0"),
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    lines = ended.stderr.splitlines()
    assert lines[0].startswith("data/zones.yaml:1: CAT004")
    assert lines[-1] == "knotmap: the catalogue cannot be used; mend the lines named above"
