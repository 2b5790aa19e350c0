"""The match: marks in a body, candidates back, as JSON, as a page, or as a fragment of one.

It is asked at every tap, so it is made without models in between, and a shortcut leads to it past
the routes that describe it. Nothing that is asked is kept or logged.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.matching.types import Weight
from app.web import api_models as models
from app.web.answer_page import SHOWN_CANDIDATES
from app.web.bodies import PRIVATE
from app.web.dependencies import get_keeper
from app.web.openapi import MATCH_BODY, PREFIX, errors
from app.web.problems import PROBLEM_MEDIA_TYPE, Problem, ProblemError
from app.web.shortcut import Answer, Ask, Reply
from app.web.site import HTML, JSON, Site

FRAGMENT = "text/vnd.knotmap.fragment+html"
FORM = "application/x-www-form-urlencoded"

_NEVER_KEPT = (b"cache-control", PRIVATE.encode())
_JSON_HEADERS = ((b"content-type", JSON.encode()), _NEVER_KEPT)
_PROBLEM_HEADERS = ((b"content-type", PROBLEM_MEDIA_TYPE.encode()), _NEVER_KEPT)
_VARY = (b"vary", b"accept")
_PAGE_HEADERS = ((b"content-type", HTML.encode()), _NEVER_KEPT, _VARY)
_FRAGMENT_HEADERS = (
    (b"content-type", f"{FRAGMENT}; charset=utf-8".encode()),
    _NEVER_KEPT,
    _VARY,
)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _is_json(content_type: str) -> bool:
    if content_type == JSON:
        return True
    media_type = _media_type(content_type)
    is_kind = media_type.startswith("application/") and media_type.endswith("+json")
    return media_type == JSON or is_kind


def answer_json(site: Site, ask: Ask) -> Reply:
    """Match the marks of a JSON body."""
    try:
        if not _is_json(ask.content_type):
            raise ProblemError(Problem.of("unsupported-media-type"))
        query = site.reader.from_json(ask.body)
    except ProblemError as error:
        return Reply(error.problem.status, _PROBLEM_HEADERS, error.problem.as_json())
    warnings = site.warnings.as_json(query.marks) if query.marks or query.symptoms else b"[]"
    answer = site.engine.match_json(query.marks, query.symptoms, query.limit, warnings)
    return Reply(200, _JSON_HEADERS, answer)


def answer_form(site: Site, ask: Ask) -> Reply:
    """Match the marks of a form; a page, or the answer alone when a script asks for it."""
    is_form = _media_type(ask.content_type) == FORM
    status = 200
    try:
        if not is_form:
            raise ProblemError(Problem.of("unsupported-media-type"))
        query = site.reader.from_form(ask.body, SHOWN_CANDIDATES)
    except ProblemError as error:
        context = site.answers.problem(error.problem)
        status = error.problem.status
        query = site.reader.known_in_form(ask.body if is_form else b"")
    else:
        context = site.answers.answer(query)
    content = site.templates.render("_answer.html", context)
    if FRAGMENT in ask.accept:
        return Reply(status, _FRAGMENT_HEADERS, content.encode())
    marks = {f"{m.zone}:{m.side.value}": m.weight is Weight.MAIN for m in query.marks}
    page = site.map_with(content, marks, query.symptoms)
    return Reply(status, _PAGE_HEADERS, page.encode())


ANSWERS: dict[str, Answer] = {f"{PREFIX}/match": answer_json, "/match": answer_form}

router = APIRouter()


@router.post(
    f"{PREFIX}/match",
    tags=["match"],
    summary="Match marks",
    response_model=models.MatchOut,
    responses=errors(400, 413, 415, 422),
    openapi_extra=MATCH_BODY,
)
async def match(request: Request) -> Response:
    """Give the trigger points described as referring to what is marked, in order, with reasons.

    No marks give no candidates. Marks given twice count once, and main wins over also. At most 500
    marks in at most 64 KiB. Nothing that is sent is stored or logged.
    """
    return await _respond(request, answer_json)


@router.post("/match", include_in_schema=False)
async def match_form(request: Request) -> Response:
    """Match the marks of a form."""
    return await _respond(request, answer_form)


async def _respond(request: Request, answer: Answer) -> Response:
    headers = request.headers
    ask = Ask(headers.get("content-type", ""), headers.get("accept", ""), await request.body())
    reply = answer(get_keeper(request).site, ask)
    response = Response(reply.body, reply.status)
    response.raw_headers[:0] = reply.headers
    return response
