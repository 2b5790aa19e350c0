"""The way past the router for the few endpoints that are asked at every tap.

The framework's matching of routes, parameters and exit stacks takes as long as a match itself. The
endpoints stay declared as routes, which describes them and refuses other methods.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.handlers import handle_http_error, handle_problem
from app.web.problems import ProblemError

Endpoint = Callable[[Request], Awaitable[Response]]


class Shortcut:
    """Call the endpoint of a POST by its path.

    Parameters
    ----------
    app : ASGI application
        What answers everything else.
    endpoints : mapping of str to Endpoint
        By path.
    """

    def __init__(self, app: ASGIApp, endpoints: Mapping[str, Endpoint]) -> None:
        self.app = app
        self.endpoints = endpoints

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the endpoint, or pass the request on."""
        is_post = scope["type"] == "http" and scope["method"] == "POST"
        endpoint = self.endpoints.get(scope["path"]) if is_post else None
        if endpoint is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await endpoint(request)
        except ProblemError as error:
            response = await handle_problem(request, error)
        except HTTPException as error:
            response = await handle_http_error(request, error)
        await response(scope, receive, send)
