"""The match: marks in a body, candidates back, as JSON, as a page, or as a fragment of one.

It is asked at every tap, so its endpoints read the body and write the answer themselves, without
models in between, and a shortcut leads to them past the router. Nothing that is asked is kept or
logged.
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
from app.web.problems import Problem, ProblemError
from app.web.shortcut import Endpoint
from app.web.site import HTML, JSON

FRAGMENT = "text/vnd.knotmap.fragment+html"
FORM = "application/x-www-form-urlencoded"


router = APIRouter()


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _is_json(media_type: str) -> bool:
    is_kind = media_type.startswith("application/") and media_type.endswith("+json")
    return media_type == JSON or is_kind


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
    if not _is_json(_media_type(request)):
        raise ProblemError(Problem.of("unsupported-media-type"))
    site = get_keeper(request).site
    query = site.reader.from_json(await request.body())
    warnings = site.warnings.as_json(query.marks) if query.marks or query.symptoms else "[]"
    text = site.engine.match_json(query.marks, query.symptoms, query.limit, warnings)
    return Response(text.encode(), media_type=JSON, headers={"cache-control": PRIVATE})


@router.post("/match", include_in_schema=False)
async def match_form(request: Request) -> Response:
    """Match the marks of a form; a page, or the answer alone when a script asks for it."""
    site = get_keeper(request).site
    is_fragment = FRAGMENT in request.headers.get("accept", "")
    marks: dict[str, bool] = {}
    symptoms: tuple[str, ...] = ()
    status = 200
    try:
        if _media_type(request) != FORM:
            raise ProblemError(Problem.of("unsupported-media-type"))
        query = site.reader.from_form(await request.body(), SHOWN_CANDIDATES)
    except ProblemError as error:
        context = site.answers.problem(error.problem)
        status = error.problem.status
    else:
        answer = site.engine.match(query.marks, query.symptoms, query.limit)
        context = site.answers.answer(query, answer)
        marks = {f"{m.zone}:{m.side.value}": m.weight is Weight.MAIN for m in query.marks}
        symptoms = query.symptoms
    content = site.templates.render("_answer.html", context)
    if not is_fragment:
        content = site.map_with(content, marks, symptoms)
    return Response(
        content,
        status_code=status,
        headers={
            "content-type": f"{FRAGMENT}; charset=utf-8" if is_fragment else HTML,
            "cache-control": PRIVATE,
            "vary": "accept",
        },
    )


ENDPOINTS: dict[str, Endpoint] = {f"{PREFIX}/match": match, "/match": match_form}
