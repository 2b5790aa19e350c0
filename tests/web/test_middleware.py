from __future__ import annotations

import logging
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from app.web.middleware import (
    BODY_LIMIT_BYTES,
    CONTENT_SECURITY_POLICY,
    DATA_HEADERS,
    PAGE_HEADERS,
    BodyLimit,
    ErrorShield,
)

ADDRESSES = [
    "/",
    "/muscles/temporalis",
    "/nothing-here",
    "/api/v1/zones",
    "/api/v1/nothing-here",
    "/healthz",
    "/muscles/",
    "/match",
]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    # A redirection has no type.
    is_data = "json" in answer.headers.get("content-type", "")
    for name, value in DATA_HEADERS if is_data else PAGE_HEADERS:
        assert answer.headers[name.decode()] == value.decode()


def test_what_is_no_page_may_load_nothing_and_be_shown_nowhere(client: TestClient) -> None:
    answer = client.post("/api/v1/match", json={"marks": []})
    policy = answer.headers["content-security-policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_was_not_modified_keeps_the_headers_of_a_page(client: TestClient) -> None:
    tag = client.get("/").headers["etag"]
    answer = client.get("/", headers={"if-none-match": tag})
    assert answer.status_code == 304
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_the_policy_allows_no_inline_script_or_style_and_no_other_origin(
    client: TestClient,
) -> None:
    policy = dict(
        part.split(" ", 1)
        for part in client.get("/").headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert not any("unsafe" in value or "http" in value for value in policy.values())


def run(app: FastAPI, scope: Any = None, chunks: Any = (b"",)) -> Any:
    sent, waiting = [], list(chunks)

    async def receive() -> Any:
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    anyio.run(
        app, {"type": "http", "method": "POST", "headers": [], **(scope or {})}, receive, send
    )
    return sent


def test_a_failure_becomes_a_problem_and_the_log_names_the_place_but_not_the_content(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def failing(scope: Any, receive: Any, send: Any) -> None:
        raise KeyError("temple:left")

    with caplog.at_level(logging.DEBUG):
        start, body = run(ErrorShield(failing))
    assert start["status"] == 500
    assert b"/problems/internal" in body["body"]
    assert "KeyError" in caplog.text
    assert "test_middleware.py" in caplog.text
    assert "temple" not in caplog.text
    assert b"temple" not in body["body"]


def test_a_failure_after_the_start_of_an_answer_breaks_it_off_without_its_content() -> None:
    async def failing(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("temple:left")

    with pytest.raises(ConnectionAbortedError) as caught:
        run(ErrorShield(failing))
    assert "temple" not in str(caught.value)
    assert caught.value.__suppress_context__


async def reading(scope: Any, receive: Any, send: Any) -> None:
    more, length = True, 0
    while more:
        message = await receive()
        length += len(message["body"])
        more = message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


def test_a_body_of_the_limit_is_read() -> None:
    start, body = run(BodyLimit(reading, 10), chunks=[b"12345", b"67890"])
    assert start["status"] == 200
    assert body["body"] == b"10"


def test_an_announced_body_over_the_limit_is_refused_unread() -> None:
    scope = {"headers": [(b"content-length", b"11")]}
    start, _ = run(BodyLimit(reading, 10), scope, chunks=[])
    assert start["status"] == 413


def test_a_body_that_grows_over_the_limit_is_refused_where_it_does() -> None:
    with pytest.raises(HTTPException) as caught:
        run(BodyLimit(reading, 10), chunks=[b"12345", b"678901", b"never read"])
    assert caught.value.status_code == 413


@pytest.mark.parametrize("path", ["/api/v1/match", "/match"])
@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_large_body_is_413_however_it_is_sent(
    client: TestClient, path: str, is_chunked: bool
) -> None:
    size = BODY_LIMIT_BYTES + 1
    content = (b"x" * 1024 for _ in range(size // 1024 + 1)) if is_chunked else b"x" * size
    media_type = "application/json" if "api" in path else "application/x-www-form-urlencoded"
    answer = client.post(path, content=content, headers={"content-type": media_type})
    assert answer.status_code == 413
    assert "64 KiB" in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/zones/temple", "/api/v1/zones/temple", "/healthz", "/nope"]
)
def test_head_is_answered_as_get_without_a_body(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]
