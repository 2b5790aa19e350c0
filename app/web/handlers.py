"""What answers when a handler cannot: problem details for the API, a page for people."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.errors import KnotmapError
from app.web.about_page import error_context
from app.web.bodies import PRIVATE
from app.web.contexts import Link
from app.web.dependencies import get_keeper
from app.web.problems import (
    FieldError,
    Problem,
    ProblemError,
    problem_of,
    problem_response,
)
from app.web.wording import upper_first

_BY_STATUS = {
    400: "bad-request",
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "unsupported-media-type",
}
# Where the page of a known id of each kind is.
_PAGES = {"unknown-muscle": "muscles", "unknown-zone": "zones", "unknown-area": "areas"}
_NAME = re.compile(r"[a-z_]{1,40}")


def wants_json(request: Request) -> bool:
    """Tell whether an error should be problem details rather than a page."""
    path = request.url.path
    if path == "/api/docs":
        return False
    accept = request.headers.get("accept", "")
    return path.startswith("/api/") or ("json" in accept and "text/html" not in accept)


def answer_problem(
    request: Request, problem: Problem, headers: dict[str, str] | None = None
) -> Response:
    """Answer with a problem in the form that the client reads."""
    if wants_json(request):
        return problem_response(problem, headers)
    if problem.code == "not-found":
        problem = replace(problem, fix="start from the map")
    site = get_keeper(request).site
    nearest: tuple[Link, ...] = ()
    kind = _PAGES.get(problem.code)
    if kind:
        nearest = tuple(Link(_label(request, kind, i), f"/{kind}/{i}") for i in problem.nearest)
    page = site.templates.render("error.html", error_context(problem, site.frame, nearest))
    return Response(
        page,
        status_code=problem.status,
        media_type="text/html",
        headers={"cache-control": PRIVATE, **(headers or {})},
    )


def _label(request: Request, kind: str, known_id: str) -> str:
    catalogue = get_keeper(request).site.catalogue
    if kind == "muscles":
        return catalogue.muscle_by_id[known_id].name
    if kind == "zones":
        return upper_first(catalogue.zone_by_id[known_id].label)
    return upper_first(catalogue.area_by_id[known_id].plain)


async def handle_problem(request: Request, error: Exception) -> Response:
    """Answer with the problem that a handler raised."""
    if not isinstance(error, ProblemError):
        raise error
    return answer_problem(request, error.problem)


async def handle_domain_error(request: Request, error: Exception) -> Response:
    """Answer an error of the domain that a handler let through."""
    if not isinstance(error, KnotmapError):
        raise error
    return answer_problem(request, problem_of(error))


async def handle_http_error(request: Request, error: Exception) -> Response:
    """Answer what routing or the framework refuses; an address too many slashes long moves."""
    if not isinstance(error, HTTPException):
        raise error
    path = request.url.path
    if error.status_code == 404 and path.strip("/") and path.endswith("/"):
        # Slashes in front are folded too: two of them would name another host.
        return RedirectResponse(quote("/" + path.strip("/")), status_code=308)
    if error.status_code == 405 and path == "/match" and request.method == "GET":
        # Somebody has pressed return in the address bar: the marks are gone, the map is not.
        return RedirectResponse("/", status_code=303)
    code = _BY_STATUS.get(error.status_code)
    if code is None:
        code = "bad-request" if error.status_code < 500 else "internal"
    headers = dict(Headers(error.headers)) if error.headers else None
    return answer_problem(request, Problem.of(code), headers)


async def handle_validation_error(request: Request, error: Exception) -> Response:
    """Say which parameters are wrong and how, without their values."""
    if not isinstance(error, RequestValidationError):
        raise error
    errors = []
    for detail in error.errors():
        place, *names = detail["loc"]
        name = str(names[0]) if names else ""
        mark = "?" if place == "query" else "#/"
        errors.append(FieldError(f"{mark}{name if _NAME.fullmatch(name) else ''}", detail["msg"]))
    return answer_problem(request, Problem.of("invalid-request", errors=tuple(errors)))
