"""Problem details (RFC 9457): the one shape of all errors of the API, and a table of their kinds.

A problem says what is wrong, where, and what to do. It never repeats what was sent, apart from an
id that looks like one: marks are health data, and an echo would put them into logs and caches.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response
from starlette.types import Message

from app.errors import KnotmapError, UnknownIdError
from app.web.bodies import PRIVATE

PROBLEM_MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One place in a request that is wrong.

    Attributes
    ----------
    pointer : str
        JSON pointer as a URI fragment (`#/marks/0/zone`), or `?q` for a query parameter.
    detail : str
        What is wrong there.
    """

    pointer: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: a kind from `PROBLEMS`, with what is particular to this occurrence."""

    code: str
    status: int
    title: str
    detail: str
    fix: str | None = None
    nearest: tuple[str, ...] = ()
    errors: tuple[FieldError, ...] = ()

    @staticmethod
    def of(
        code: str,
        detail: str | None = None,
        fix: str | None = None,
        nearest: tuple[str, ...] = (),
        errors: tuple[FieldError, ...] = (),
    ) -> Problem:
        """Take a kind from the table and set what is particular; an unknown kind is a KeyError."""
        kind = PROBLEMS[code]
        return replace(
            kind,
            detail=detail or kind.detail,
            fix=fix or kind.fix,
            nearest=nearest,
            errors=errors,
        )

    @property
    def type(self) -> str:
        """Give the address of the page that explains this kind."""
        return f"/problems/{self.code}"

    def as_json(self) -> bytes:
        """Write the problem as an `application/problem+json` body."""
        members: dict[str, Any] = {
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.fix:
            members["fix"] = self.fix
        if self.nearest:
            members["nearest"] = list(self.nearest)
        if self.errors:
            members["errors"] = [{"pointer": e.pointer, "detail": e.detail} for e in self.errors]
        return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def _kinds(*problems: Problem) -> dict[str, Problem]:
    return {problem.code: problem for problem in problems}


PROBLEMS: dict[str, Problem] = _kinds(
    Problem(
        "not-json",
        400,
        "Not JSON",
        "The body is not one JSON value in UTF-8.",
        "send a JSON object as the OpenAPI description shows",
    ),
    Problem(
        "bad-form",
        400,
        "Not a form",
        "The body is not a form in UTF-8.",
        "send the fields mark, main and symptom, URL-encoded",
    ),
    Problem("bad-request", 400, "Bad request", "The request cannot be read."),
    Problem(
        "not-found",
        404,
        "Not found",
        "There is nothing at this address.",
        "start from / or, for the API, from /api/v1/openapi.json",
    ),
    Problem("unknown-muscle", 404, "Unknown muscle", "There is no such muscle."),
    Problem("unknown-trigger-point", 404, "Unknown trigger point", "There is no such point."),
    Problem("unknown-technique", 404, "Unknown technique", "There is no such technique."),
    Problem("unknown-area", 404, "Unknown area", "There is no such area."),
    Problem("unknown-view", 404, "Unknown view", "There is no such view."),
    Problem(
        "method-not-allowed",
        405,
        "Method not allowed",
        "This address does not take that method.",
        "use a method that the Allow header names",
    ),
    Problem(
        "body-too-large",
        413,
        "Body too large",
        "The body is larger than 64 KiB.",
        "send at most 64 KiB and at most 500 marks",
    ),
    Problem(
        "unsupported-media-type",
        415,
        "Unsupported media type",
        "The body has a content type that this address does not take.",
        "send application/json to the API, application/x-www-form-urlencoded to /match",
    ),
    Problem(
        "invalid-request",
        422,
        "Invalid request",
        "The request does not have the shape that the API describes.",
        "mend the places that errors names",
    ),
    Problem("unknown-zone", 422, "Unknown zone", "There is no such zone."),
    Problem("unknown-symptom", 422, "Unknown symptom", "There is no such symptom."),
    Problem("unknown-side", 422, "Unknown side", "A side is left, right or midline."),
    Problem("wrong-side", 422, "Wrong side", "The zone does not exist on that side."),
    Problem("too-many-marks", 422, "Too many marks", "There are more marks than are taken."),
    Problem("bad-mark", 422, "Unreadable mark", "A mark cannot be read."),
    Problem(
        "internal",
        500,
        "Something failed here",
        "The answer could not be made; the fault is the server's.",
        "try again; when it fails again, report what you did",
    ),
)


def sentence(text: str) -> str:
    """Write a message of an error as a sentence."""
    return f"{text[:1].upper()}{text[1:]}." if text else text


def problem_of(
    error: KnotmapError, status: int | None = None, pointer: str | None = None
) -> Problem:
    """Turn an error of the domain into its problem.

    Parameters
    ----------
    error : KnotmapError
        An error whose code is in the table; any other becomes an internal problem.
    status : int, optional
        Instead of the table's: an unknown zone is 404 as a page and 422 in a match.
    pointer : str, optional
        Where in the request the error lies.
    """
    kind = PROBLEMS.get(error.code)
    if kind is None:
        return PROBLEMS["internal"]
    return replace(
        kind,
        status=status or kind.status,
        detail=sentence(error.message),
        fix=error.fix,
        nearest=error.nearest if isinstance(error, UnknownIdError) else (),
        errors=(FieldError(pointer, error.message),) if pointer else (),
    )


class ProblemError(Exception):
    """Carry a problem from a handler to the one place that answers with it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Answer with a problem as JSON."""
    return Response(
        problem.as_json(),
        status_code=problem.status,
        media_type=PROBLEM_MEDIA_TYPE,
        headers={"cache-control": PRIVATE, **(headers or {})},
    )


def problem_messages(problem: Problem) -> Iterable[Message]:
    """Give a problem as ASGI messages, for where there is no response object yet."""
    body = problem.as_json()
    yield {
        "type": "http.response.start",
        "status": problem.status,
        "headers": [
            (b"content-type", PROBLEM_MEDIA_TYPE.encode()),
            (b"cache-control", PRIVATE.encode()),
            (b"content-length", str(len(body)).encode()),
        ],
    }
    yield {"type": "http.response.body", "body": body}
