"""The API's description: the request body of a match, and problems as the one shape of errors."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.web.api_models import ProblemOut
from app.web.match_body import MatchIn
from app.web.problems import PROBLEM_MEDIA_TYPE

PREFIX = "/api/v1"
VERSION = "1.0.0"
TITLE = "Knotmap"
SUMMARY = "Which trigger points are described as referring pain to where it hurts"
_SCHEMAS = "#/components/schemas/{model}"

_MEANINGS = {
    400: "The request cannot be read",
    404: "There is no such record; the nearest known ids are named",
    413: "The body is larger than 64 KiB",
    415: "The body is not JSON",
    422: "A value is wrong; the place and, for an id, the nearest known ones are named",
}

MATCH_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/MatchIn"}}},
    }
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare the problems that an operation may answer with; each may have a bad parameter."""
    return {
        status: {"model": ProblemOut, "description": _MEANINGS[status]}
        for status in sorted({*statuses, 422})
    }


def describe(app: FastAPI) -> dict[str, Any]:
    """Describe the API as OpenAPI; made once."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=TITLE, version=VERSION, summary=SUMMARY, routes=app.routes, tags=app.openapi_tags
        )
        schemas = schema["components"]["schemas"]
        body = MatchIn.model_json_schema(ref_template=_SCHEMAS)
        schemas |= body.pop("$defs", {})
        schemas["MatchIn"] = body
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if status.startswith("4"):
                        problem = {"$ref": _SCHEMAS.format(model="ProblemOut")}
                        answer["content"] = {PROBLEM_MEDIA_TYPE: {"schema": problem}}
                        answer.setdefault("description", _MEANINGS[int(status)])
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        app.openapi_schema = schema
    return app.openapi_schema
