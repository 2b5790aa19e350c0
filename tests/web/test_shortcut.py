from __future__ import annotations

from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.web.match_routes import FRAGMENT
from app.web.middleware import BODY_LIMIT_BYTES
from app.web.shortcut import Ask, Reply, Shortcut
from app.web.site import Site
from tests.web.worlds import make_app

TEMPLE = b'{"marks": [{"zone": "temple", "side": "left"}]}'
QUESTIONS = [
    (
        "/api/v1/match",
        b'{"marks": [{"zone": "temple", "side": "left"}]}',
        "application/json",
        "*/*",
    ),
    (
        "/api/v1/match",
        b'{"marks": [{"zone": "tempel", "side": "left"}]}',
        "application/json",
        "*/*",
    ),
    ("/api/v1/match", b"{", "text/plain", "*/*"),
    ("/match", b"mark=temple:left", "application/x-www-form-urlencoded", FRAGMENT),
    ("/match", b"mark=temple:up", "application/x-www-form-urlencoded", "text/html"),
]


@pytest.mark.parametrize(("path", "body", "media_type", "accept"), QUESTIONS)
def test_the_shortcut_answers_as_the_route_does(
    client: TestClient, path: str, body: bytes, media_type: str, accept: str
) -> None:
    app = make_app()
    app.front = [m for m in app.front if m.cls is not Shortcut]
    headers = {"content-type": media_type, "accept": accept}
    with TestClient(app) as around:
        route = around.post(path, content=body, headers=headers)
    short = client.post(path, content=body, headers=headers)
    assert short.status_code == route.status_code
    assert short.content == route.content
    assert dict(short.headers) == dict(route.headers)


def run(chunks: list[bytes], headers: list[tuple[bytes, bytes]] | None = None) -> Any:
    sent: list[Any] = []
    waiting = list(chunks)

    async def receive() -> Any:
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    def echo(site: Site, ask: Ask) -> Reply:
        return Reply(200, ((b"content-type", b"text/plain"),), ask.body)

    def no_site() -> Any:
        return None

    shortcut = Shortcut(FastAPI(), {"/echo": echo}, no_site)
    scope = {"type": "http", "method": "POST", "path": "/echo", "headers": headers or []}
    anyio.run(shortcut, scope, receive, send)
    return sent


def test_a_body_in_pieces_is_put_together() -> None:
    start, body = run([b"one ", b"two ", b"three"])
    assert start["status"] == 200
    assert body["body"] == b"one two three"
    assert (b"content-length", b"13") in start["headers"]


def test_a_body_of_the_limit_is_read_and_one_byte_more_is_refused() -> None:
    assert run([b"x" * BODY_LIMIT_BYTES])[0]["status"] == 200
    assert run([b"x" * BODY_LIMIT_BYTES, b"x", b"never read"])[0]["status"] == 413


def test_an_announced_body_over_the_limit_is_refused_unread() -> None:
    headers = [(b"content-length", str(BODY_LIMIT_BYTES + 1).encode())]
    assert run([], headers)[0]["status"] == 413
