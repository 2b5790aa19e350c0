"""What somebody marks is health data: it is neither logged, nor cached, nor put into an address."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.matching.engine import Engine
from app.web.site import Site
from tests.web.worlds import make_app

JSON_BODY = '{"marks": [{"zone": "temple", "side": "left"}]}'
REQUESTS = {
    "JSON": ("/api/v1/match", JSON_BODY, "application/json"),
    "JSON that is wrong": (
        "/api/v1/match",
        '{"marks": [{"zone": "temple", "side": "wrongside"}]}',
        "application/json",
    ),
    "JSON that is broken": ("/api/v1/match", '{"marks": [{"zone": "temple"', "application/json"),
    "form": ("/match", "mark=temple:left", "application/x-www-form-urlencoded"),
    "form that is wrong": ("/match", "mark=temple:up", "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_no_mark_is_logged(
    client: TestClient,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    name: str,
) -> None:
    path, body, media_type = REQUESTS[name]
    with caplog.at_level(logging.DEBUG):
        client.post(path, content=body, headers={"content-type": media_type})
    assert "temple" not in caplog.text
    assert "temple" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("name", ["JSON", "form"])
def test_no_mark_is_logged_when_the_matching_itself_fails(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    name: str,
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError(f"cannot match {args} {kwargs}")

    path, body, media_type = REQUESTS[name]
    # It would fail too, and say so when the application ends.
    monkeypatch.setattr(Site, "warm_up", lambda site: None)
    with TestClient(make_app()) as client, caplog.at_level(logging.DEBUG):
        monkeypatch.setattr(Engine, "rank", fail)
        answer = client.post(path, content=body, headers={"content-type": media_type})
        monkeypatch.undo()
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["type"] == "/problems/internal"
    assert "RuntimeError" in caplog.text
    assert "temple" not in caplog.text
    assert "temple" not in answer.text
    assert "temple" not in "".join(capfd.readouterr())


def test_no_query_is_logged_or_cached(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="knotmap"):
        answer = client.get("/api/v1/search?q=temple")
    assert "temple" not in caplog.text
    assert answer.headers["cache-control"] == "no-store"


def test_no_form_of_the_map_puts_marks_into_an_address(client: TestClient) -> None:
    page = client.get("/").text
    assert page.count("<form") == 1
    assert 'method="post"' in page


def test_nothing_of_a_request_is_recorded_for_export(app: FastAPI) -> None:
    assert not app._native_telemetry.enabled()
