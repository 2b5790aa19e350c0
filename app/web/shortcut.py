"""The way past the framework for the few questions that are asked at every tap.

Routing, request and response objects take as long as a match itself. So a question is read here
from the bare messages into an `Ask`, and what comes back is sent as it is. The paths stay declared
as routes, which describes them and refuses other methods.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.middleware import BODY_LIMIT_BYTES
from app.web.problems import Problem, problem_messages
from app.web.site import Site


class Ask(NamedTuple):
    """A question: what its body is, what may come back, and the body."""

    content_type: str
    accept: str
    body: bytes


class Reply(NamedTuple):
    """An answer, ready to be sent but for its length."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


Answer = Callable[[Site, Ask], Reply]


class Shortcut:
    """Answer POST by its path.

    Parameters
    ----------
    app : ASGI application
        What answers everything else.
    answers : mapping of str to Answer
        By path.
    site_now : callable
        Gives the site in use.
    """

    def __init__(
        self, app: ASGIApp, answers: Mapping[str, Answer], site_now: Callable[[], Site]
    ) -> None:
        self.app = app
        self.answers = answers
        self.site_now = site_now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the question and send the answer, or pass the request on."""
        is_post = scope["type"] == "http" and scope["method"] == "POST"
        answer = self.answers.get(scope["path"]) if is_post else None
        if answer is None:
            await self.app(scope, receive, send)
            return
        content_type = accept = b""
        announced = 0
        for name, value in scope["headers"]:
            if name == b"content-type":
                content_type = value
            elif name == b"accept":
                accept = value
            elif name == b"content-length" and value.isdigit():
                announced = int(value)
        body = None if announced > BODY_LIMIT_BYTES else await _read(receive)
        if body is None:
            for message in problem_messages(Problem.of("body-too-large")):
                await send(message)
            return
        ask = Ask(content_type.decode("latin-1"), accept.decode("latin-1"), body)
        reply = answer(self.site_now(), ask)
        length = (b"content-length", str(len(reply.body)).encode())
        await send(
            {
                "type": "http.response.start",
                "status": reply.status,
                "headers": [*reply.headers, length],
            }
        )
        await send({"type": "http.response.body", "body": reply.body})


async def _read(receive: Receive) -> bytes | None:
    """Read a body to its end; None when it is over the limit. A client that leaves ends it."""
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body") and len(body) <= BODY_LIMIT_BYTES:
        message = await receive()
        body += message.get("body", b"")
    return body if len(body) <= BODY_LIMIT_BYTES else None
