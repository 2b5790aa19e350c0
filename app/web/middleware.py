"""What every request passes through, as plain ASGI: headers, a shield, a size limit, kept answers.

Each class is one concern of about twenty lines and knows nothing of the catalogue. Order, from the
outside: `SecurityHeaders`, `ErrorShield`, the `Shortcut` to the match and `KeptAnswers` in front of
the framework; behind its own layers another `ErrorShield`, `HeadAsGet` and `BodyLimit`.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Iterable

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.bodies import StoredBody
from app.web.problems import Problem, problem_messages

logger = logging.getLogger("knotmap.web")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_EVERY_ANSWER = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
PAGE_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (
        b"permissions-policy",
        b"accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        b"magnetometer=(), microphone=(), payment=(), usb=()",
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    *_EVERY_ANSWER,
)
# What is no page opens nothing and needs nothing, so all is forbidden. In few words, for the server
# looks at every letter of a header at every match.
DATA_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    *_EVERY_ANSWER,
)
# A browser shows these as documents that may hold others.
_PAGES = (b"text/html", b"image/svg+xml")

# 500 marks, which is every zone of the body on both sides and more, take less than half of this.
BODY_LIMIT_BYTES = 64 * 1024


def _security_headers(named: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[bytes, bytes], ...]:
    for name, value in named:
        if name == b"content-type":
            return PAGE_HEADERS if value.startswith(_PAGES) else DATA_HEADERS
    # No content: a redirection, or a page that the browser has already.
    return PAGE_HEADERS


class SecurityHeaders:
    """Put the security headers on every answer: those of pages, or those of data."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to the headers of what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        def send_with_headers(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                message["headers"] = [*headers, *_security_headers(headers)]
            return send(message)

        await self.app(scope, receive, send_with_headers)


class ErrorShield:
    """Answer a failure of ours with a 500 problem, and log where it was without what was in it.

    The message of an exception may hold what somebody marked, so only its type and the places it
    passed through are logged.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and stop any exception here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_started = False

        def send_watched(message: Message) -> Awaitable[None]:
            nonlocal has_started
            has_started = True
            return send(message)

        try:
            await self.app(scope, receive, send_watched)
        except Exception as failure:
            places = " < ".join(
                f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
                for frame in reversed(traceback.extract_tb(failure.__traceback__)[-6:])
            )
            logger.error("answer failed: %s at %s", type(failure).__name__, places)
            if has_started:
                # The client already has a status: all that is left is to break off.
                raise ConnectionAbortedError("an answer failed after it had begun") from None
            for message in problem_messages(Problem.of("internal")):
                await send(message)


class KeptAnswers:
    """Answer GET and HEAD from kept bytes before any routing.

    Parameters
    ----------
    app : ASGI application
        What answers everything else.
    find : callable
        Gives the stored body of a path, or None.
    """

    def __init__(self, app: ASGIApp, find: Callable[[str], StoredBody | None]) -> None:
        self.app = app
        self.find = find

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the kept answer, or pass the request on."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            stored = None if scope["query_string"] else self.find(scope["path"])
            if stored is not None:
                await stored.send(scope, send)
                return
        await self.app(scope, receive, send)


class HeadAsGet:
    """Answer HEAD as GET without the body, so that routes need to know one method only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET and hold the body back."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_head)


class BodyLimit:
    """Refuse a body over the limit, by its announced length or as it comes in."""

    def __init__(self, app: ASGIApp, limit_bytes: int = BODY_LIMIT_BYTES) -> None:
        self.app = app
        self.limit_bytes = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body counted."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        for name, value in scope["headers"]:
            if name == b"content-length" and value.isdigit() and int(value) > self.limit_bytes:
                for message in problem_messages(Problem.of("body-too-large")):
                    await send(message)
                return
        received_bytes = 0

        async def receive_counted() -> Message:
            nonlocal received_bytes
            message = await receive()
            received_bytes += len(message.get("body", b""))
            if received_bytes > self.limit_bytes:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_counted, send)
