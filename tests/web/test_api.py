from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Technique
from app.web import api_models as models
from tests.builders import SOURCE

TEMPLE = {"zone": "temple", "side": "left"}


def match(client: TestClient, *marks: Any, **more: Any) -> Any:
    answer = client.post("/api/v1/match", json={"marks": list(marks), **more})
    assert answer.status_code == 200
    return answer


def response_schema(client: TestClient, path: str, method: str = "get") -> Any:
    """Find the template of a path in the description, and the schema of its 200."""
    asked = path.partition("?")[0].split("/")
    for template, operations in client.get("/api/v1/openapi.json").json()["paths"].items():
        steps = template.split("/")
        if len(steps) == len(asked) and all(
            step == given or step.startswith("{") for step, given in zip(steps, asked, strict=True)
        ):
            return operations[method]["responses"]["200"]["content"]["application/json"]["schema"]
    raise LookupError(path)


SHAPES = {
    "/api/v1/muscles": list[models.MuscleRow],
    "/api/v1/muscles/temporalis": models.MuscleOut,
    "/api/v1/muscles/masseter-deep": models.MuscleOut,
    "/api/v1/techniques": list[Technique],
    "/api/v1/trigger-points": list[models.TriggerPointOut],
    "/api/v1/trigger-points/temporalis-1": models.TriggerPointOut,
    "/api/v1/zones": list[models.ZoneRow],
    "/api/v1/zones/temple": models.ZoneOut,
    "/api/v1/zones/temple/candidates?side=left": models.MatchOut,
    "/api/v1/areas": list[models.AreaOut],
    "/api/v1/areas/temporal_headache": models.AreaOut,
    "/api/v1/symptoms": list[models.Symptom],
    "/api/v1/views": list[models.ViewOut],
    "/api/v1/catalogue": models.CatalogueOut,
    "/api/v1/search?q=temple": models.SearchOut,
}


@pytest.mark.parametrize("path", SHAPES)
def test_an_answer_has_the_shape_that_is_declared(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    TypeAdapter(SHAPES[path]).validate_json(answer.content)
    schema = response_schema(client, path)
    shape = SHAPES[path]
    name = getattr(shape, "__args__", [shape])[0].__name__
    assert schema.get("items", schema)["$ref"].endswith(f"/{name}")


def test_catalogue_answers_are_public_and_tagged_and_name_their_version(
    client: TestClient, catalogue: Catalogue
) -> None:
    for path in ("/api/v1/zones", "/api/v1/catalogue", "/api/v1/muscles/temporalis"):
        answer = client.get(path)
        assert "public" in answer.headers["cache-control"]
        assert "must-revalidate" in answer.headers["cache-control"]
        assert answer.headers["knotmap-catalogue-version"] == catalogue.version
        again = client.get(path, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304


def test_a_match_has_the_declared_shape_and_is_never_cached(
    client: TestClient, catalogue: Catalogue
) -> None:
    answer = match(client, TEMPLE, {"zone": "eyebrow", "side": "left", "weight": "also"})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    found = models.MatchOut.model_validate_json(answer.content)
    assert found.catalogue_version == catalogue.version
    assert found.candidates[0].trigger_point == "temporalis-1"
    assert found.candidates[0].side == "left"
    assert found.candidates[0].evidence


def test_a_match_is_what_the_engine_answers(app: FastAPI, client: TestClient) -> None:
    marks = [TEMPLE, {"zone": "sternum", "side": "midline"}]
    site = app.state.keeper.site
    query = site.reader.from_json(b'{"marks": [{"zone": "temple", "side": "left"},'
                                  b'{"zone": "sternum"}]}')  # fmt: skip
    expected = site.engine.match(query.marks)
    found = match(client, *marks).json()["candidates"]
    assert [(c["trigger_point"], c["side"], c["strength"]) for c in found] == [
        (c.trigger_point_id, c.side, c.strength) for c in expected.candidates
    ]


def test_without_a_limit_every_candidate_is_listed_and_with_one_the_first(
    client: TestClient,
) -> None:
    every = match(client, TEMPLE).json()["candidates"]
    assert len(every) > 1
    assert match(client, TEMPLE, limit=1).json()["candidates"] == every[:1]


def test_no_marks_give_no_candidates(client: TestClient) -> None:
    answer = match(client).json()
    assert answer["candidates"] == answer["explanations"] == answer["warnings"] == []


def test_symptoms_alone_are_matched(client: TestClient) -> None:
    answer = match(client, symptoms=["restricted-opening"]).json()
    assert {c["muscle"] for c in answer["candidates"]} == {"masseter-deep"}


def test_warnings_are_those_of_the_zones_and_those_always_asked_the_most_urgent_first(
    client: TestClient,
) -> None:
    signs = [(w["id"], w["level"]) for w in match(client, TEMPLE).json()["warnings"]]
    assert signs == [("stroke", "emergency"), ("new-lump", "soon")]
    signs = [w["id"] for w in match(client, {"zone": "sternum"}).json()["warnings"]]
    assert signs == ["stroke", "heart", "new-lump"]


def test_the_candidates_of_a_zone_are_the_match_of_that_zone(client: TestClient) -> None:
    listed = client.get("/api/v1/zones/temple/candidates?side=left&limit=2")
    assert listed.json() == match(client, TEMPLE, limit=2).json()
    assert listed.headers["cache-control"] == "no-store"


def test_the_candidates_of_a_zone_without_a_side_are_for_every_side_it_has(
    client: TestClient,
) -> None:
    both = client.get("/api/v1/zones/temple/candidates").json()
    assert both == match(client, TEMPLE, {"zone": "temple", "side": "right"}).json()
    middle = client.get("/api/v1/zones/sternum/candidates").json()
    assert middle == match(client, {"zone": "sternum"}).json()


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/muscles/temporali", 404, "unknown-muscle"),
        ("/api/v1/trigger-points/temporalis-9", 404, "unknown-trigger-point"),
        ("/api/v1/zones/tempel", 404, "unknown-zone"),
        ("/api/v1/zones/tempel/candidates", 404, "unknown-zone"),
        ("/api/v1/zones/temple/candidates?side=up", 422, "unknown-side"),
        ("/api/v1/zones/sternum/candidates?side=left", 422, "wrong-side"),
        ("/api/v1/zones/temple/candidates?limit=0", 422, "invalid-request"),
        ("/api/v1/zones/temple/candidates?limit=NaN", 422, "invalid-request"),
        ("/api/v1/areas/temporal_headach", 404, "unknown-area"),
        ("/api/v1/search", 422, "invalid-request"),
        ("/api/v1/search?q=" + "a" * 201, 422, "invalid-request"),
        ("/api/v1/search?q=a&limit=zqxsecret", 422, "invalid-request"),
        ("/api/v1/nothing", 404, "not-found"),
        ("/api/v2/zones", 404, "not-found"),
        ("/api/v1/zones/" + "a" * 300, 422, "invalid-request"),
        ("/api/v1/zones/%00", 404, "unknown-zone"),
        ("/api/v1/zones/%F0%9F%92%A9", 404, "unknown-zone"),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = models.ProblemOut.model_validate_json(answer.content)
    assert (problem.type, problem.status) == (f"/problems/{code}", status)
    assert "zqxsecret" not in answer.text
    if code.startswith("unknown-") and "%" not in path:
        assert problem.nearest


def test_a_wrong_method_names_the_right_ones(client: TestClient) -> None:
    answer = client.delete("/api/v1/match")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert answer.json()["type"] == "/problems/method-not-allowed"


def test_a_former_id_moves_to_the_present_one(client: TestClient) -> None:
    answer = client.get("/api/v1/muscles/masseter-profundus")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/api/v1/muscles/masseter-deep"


def test_the_catalogue_is_whole(client: TestClient, catalogue: Catalogue) -> None:
    whole = client.get("/api/v1/catalogue").json()
    assert [m["id"] for m in whole["muscles"]] == [m.id for m in catalogue.muscles]
    assert [z["id"] for z in whole["zones"]] == [z.id for z in catalogue.zones]
    assert [s["id"] for s in whole["sources"]] == [SOURCE]
    assert len(whole["warnings"]) == len(catalogue.warnings)


def test_views_lead_to_their_pictures(client: TestClient) -> None:
    view = client.get("/api/v1/views").json()[0]
    picture = client.get(view["url"])
    assert picture.status_code == 200
    assert picture.headers["content-type"] == "image/svg+xml"
    assert {"zone": "temple", "side": "left"} in view["zones"]
