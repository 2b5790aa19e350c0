"""The page that explains the API to people, made from its OpenAPI description."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.web.bodies import StoredResponse
from app.web.contexts import Crumb, Link
from app.web.dependencies import SiteNow
from app.web.frames import Frame
from app.web.match_body import MATCH_EXAMPLE
from app.web.page_contexts import ApiContext, EndpointContext, EndpointGroup
from app.web.problems import PROBLEMS

router = APIRouter(include_in_schema=False)

_GROUPS = {
    "match": "Match",
    "search": "Search",
    "catalogue": "Catalogue",
    "figure": "Figure",
}


def api_context(description: dict[str, Any], frame: Frame) -> ApiContext:
    """Take from an OpenAPI description what a person needs to begin."""
    groups: dict[str, list[EndpointContext]] = {tag: [] for tag in _GROUPS}
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            groups[operation["tags"][0]].append(
                EndpointContext(
                    method=method.upper(),
                    path=path,
                    text=operation["description"],
                    parameters=tuple(
                        (p["name"], p.get("description", p["schema"].get("description", "")))
                        for p in operation.get("parameters", ())
                        if p["in"] == "query"
                    ),
                )
            )
    return ApiContext(
        **frame.common(
            "api",
            "/api/docs",
            "API",
            "The catalogue, the search and the match as JSON, described with OpenAPI.",
            (Crumb("API"),),
        ),
        groups=tuple(EndpointGroup(_GROUPS[tag], tuple(found)) for tag, found in groups.items()),
        example=json.dumps(MATCH_EXAMPLE, indent=2),
        problems=tuple(
            Link(p.title, f"/problems/{p.code}", str(p.status)) for p in PROBLEMS.values()
        ),
    )


@router.get("/api/docs")
async def docs(request: Request, site: SiteNow) -> Response:
    """Show the API's page."""
    description = request.app.openapi()
    return StoredResponse(
        await site.page("/api/docs", "api.html", lambda: api_context(description, site.frame))
    )
