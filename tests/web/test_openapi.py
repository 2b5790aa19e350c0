"""The API's description, and a search for requests that it does not survive."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

from app.web.problems import PROBLEMS
from tests.web.worlds import make_app

DESCRIPTION = "/api/v1/openapi.json"
api = schemathesis.openapi.from_asgi(DESCRIPTION, make_app())


@api.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_api_fail(case: Any) -> None:
    answer = case.call()
    assert answer.status_code < 500
    declared = case.operation.definition.raw["responses"]
    # A former id moves, and a method that is not the operation's own is refused.
    assert str(answer.status_code) in {*declared, "308", "405"}
    if answer.status_code >= 400:
        assert answer.headers["content-type"][0] == "application/problem+json"
        assert set(answer.json()) <= {
            "type", "title", "status", "detail", "fix", "nearest", "errors"
        }  # fmt: skip


@pytest.fixture(scope="module")
def description(app: FastAPI) -> Any:
    return app.openapi()


def test_every_operation_says_what_it_does_and_what_can_go_wrong(description: Any) -> None:
    for path, operations in description["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["description"], path
            assert operation["tags"], path
            for status, answer in operation["responses"].items():
                if status != "200":
                    assert list(answer["content"]) == ["application/problem+json"], path


def test_every_reference_leads_to_a_schema(description: Any) -> None:
    text = json.dumps(description)
    known = description["components"]["schemas"]
    for part in text.split('"#/components/schemas/')[1:]:
        assert part.partition('"')[0] in known
    assert "HTTPValidationError" not in text


def test_the_example_of_a_match_has_the_declared_fields(description: Any) -> None:
    match_in = description["components"]["schemas"]["MatchIn"]
    example = match_in["examples"][0]
    assert set(example) == set(match_in["properties"])
    assert set(example["marks"][0]) == set(
        description["components"]["schemas"]["MarkIn"]["properties"]
    )


def test_every_kind_of_problem_is_explained(client: TestClient) -> None:
    for code, problem in PROBLEMS.items():
        page = client.get(f"/problems/{code}")
        assert page.status_code == 200
        assert problem.title in page.text
        assert code in page.text
    assert client.get("/problems/unknown-thing").status_code == 404


def test_the_api_s_page_lists_every_operation(client: TestClient, description: Any) -> None:
    text = client.get("/api/docs").text
    for path, operations in description["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}" in text
