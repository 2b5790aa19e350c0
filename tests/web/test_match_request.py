"""What a match refuses and how: a problem says where it is wrong and never what was sent."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.catalogue.catalogue import Catalogue
from app.matching.types import Mark, Weight
from app.web.api_models import ProblemOut
from app.web.match_body import MAX_LIMIT, MAX_MARKS
from app.web.match_request import MatchReader
from app.web.problems import ProblemError
from tests.builders import build_catalogue
from tests.web.worlds import every_mark

JSON = "application/json"


def post(client: TestClient, body: Any, media_type: str | None = JSON) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"content-type": media_type} if media_type else {}
    return client.post("/api/v1/match", content=content, headers=headers)


def marks(*marks: Any, **more: Any) -> Any:
    return {"marks": list(marks), **more}


TEMPLE = {"zone": "temple", "side": "left"}

NASTY = {
    "empty body": (b"", 400),
    "not JSON": (b"{marks: zqxsecret}", 400),
    "two values": (b"{} {}", 400),
    "not UTF-8": (b'{"marks": [{"zone": "\xff\xfezqxsecret"}]}', 400),
    "UTF-16": (json.dumps(marks(TEMPLE)).encode("utf-16"), 400),
    "lone surrogate in a value": (rb'{"marks": [{"zone": "\ud800zqxsecret"}]}', 400),
    "lone surrogate in a name": (rb'{"\udfff": 1}', 400),
    "deeply nested lists": (b"[" * 30_000 + b"]" * 30_000, 400),
    "deeply nested marks": (b'{"marks":' * 5_000 + b"1" + b"}" * 5_000, 400),
    "list": ([TEMPLE], 422),
    "text": ("zqxsecret", 422),
    "null": (None, 422),
    "NaN": (b"NaN", 422),
    "no marks": ({}, 422),
    "marks null": ({"marks": None}, 422),
    "marks a text": ({"marks": "zqxsecret"}, 422),
    "a mark a text": (marks("temple:left"), 422),
    "a mark a list": (marks(["temple", "left"]), 422),
    "zone a number": (marks({"zone": 1, "side": "left"}), 422),
    "zone NaN": (b'{"marks": [{"zone": NaN, "side": "left"}]}', 422),
    "zone a list": (marks({"zone": ["temple"], "side": "left"}), 422),
    "zone missing": (marks({"side": "left"}), 422),
    "side a boolean": (marks({"zone": "temple", "side": True}), 422),
    "side missing": (marks({"zone": "temple"}), 422),
    "weight unknown": (marks({**TEMPLE, "weight": "zqxsecret"}), 422),
    "weight a number": (marks({**TEMPLE, "weight": 1}), 422),
    "unknown field of a mark": (marks({**TEMPLE, "zqxsecret": 1}), 422),
    "unknown field": (marks(TEMPLE, zqxsecret=1), 422),
    "limit NaN": (b'{"marks": [], "limit": NaN}', 422),
    "limit Infinity": (b'{"marks": [], "limit": Infinity}', 422),
    "limit 1e999": (b'{"marks": [], "limit": 1e999}', 422),
    "limit huge": (b'{"marks": [], "limit": ' + b"9" * 5000 + b"}", 400),
    "limit a fraction": (marks(limit=1.5), 422),
    "limit a text": (marks(limit="50"), 422),
    "limit a boolean": (marks(limit=True), 422),
    "limit zero": (marks(limit=0), 422),
    "limit negative": (marks(limit=-1), 422),
    "symptoms a text": (marks(TEMPLE, symptoms="dizziness"), 422),
    "symptom a number": (marks(TEMPLE, symptoms=[1]), 422),
    "unknown symptom": (marks(TEMPLE, symptoms=["zqx secret"]), 422),
    "unknown zone that is no id": (marks({"zone": "ZQX <b>secret", "side": "left"}), 422),
    "zone too long": (marks({"zone": "zqxsecret" * 100, "side": "left"}), 422),
    "zone empty": (marks({"zone": "", "side": "left"}), 422),
    "side that is no id": (marks({"zone": "temple", "side": "ZQX secret"}), 422),
    "501 marks": (marks(*[TEMPLE] * 501), 422),
    "1,000 marks": (marks(*[TEMPLE] * 1000), 422),
    "65 KiB": (b" " * 66_000, 413),
}


@pytest.mark.parametrize("name", NASTY)
def test_bad_bodies_are_refused_as_problems_that_echo_nothing(
    client: TestClient, name: str
) -> None:
    body, status = NASTY[name]
    answer = post(client, body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = ProblemOut.model_validate_json(answer.content)
    assert problem.status == status
    assert "secret" not in answer.text.lower()
    assert client.get(problem.type).status_code == 200


@pytest.mark.parametrize("depth", [1_000, 32_000])
def test_depth_never_overflows_the_stack(client: TestClient, depth: int) -> None:
    for opening in (b"[", b'{"a":', b'{"marks":[', b'{"marks":[{"zone":'):
        body = (opening * depth)[:65_000]
        assert post(client, body).status_code == 400


def test_ten_megabytes_are_refused_before_they_are_read(client: TestClient) -> None:
    began = time.perf_counter()
    answer = post(client, b"[" * 10_000_000)
    assert answer.status_code == 413
    assert "64 KiB" in answer.json()["detail"]
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "media_type",
    [None, "text/plain", "text/json", "application/x-www-form-urlencoded", "multipart/form-data"],
)
def test_another_content_type_is_415(client: TestClient, media_type: str | None) -> None:
    answer = post(client, marks(TEMPLE), media_type)
    assert answer.status_code == 415
    assert answer.json()["type"] == "/problems/unsupported-media-type"


@pytest.mark.parametrize(
    "media_type", ["application/json", "Application/JSON; charset=utf-8", "application/vnd.x+json"]
)
def test_json_is_taken_under_its_names(client: TestClient, media_type: str | None) -> None:
    assert post(client, marks(TEMPLE), media_type).status_code == 200


def test_an_unknown_zone_is_named_with_the_nearest_and_its_place(client: TestClient) -> None:
    answer = post(client, marks(TEMPLE, {"zone": "tempel", "side": "left"}))
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "/problems/unknown-zone"
    assert "'tempel'" in problem["detail"]
    assert problem["nearest"][0] == "temple"
    assert problem["errors"][0]["pointer"] == "#/marks/1/zone"


def test_an_unknown_side_is_named_with_the_nearest(client: TestClient) -> None:
    problem = post(client, marks({"zone": "temple", "side": "lefft"})).json()
    assert problem["type"] == "/problems/unknown-side"
    assert "'lefft'" in problem["detail"]
    assert problem["nearest"] == ["left"]
    assert problem["errors"][0]["pointer"] == "#/marks/0/side"


def test_an_unknown_symptom_is_named_with_the_nearest(client: TestClient) -> None:
    problem = post(client, marks(TEMPLE, symptoms=["dizzyness"])).json()
    assert problem["type"] == "/problems/unknown-symptom"
    assert problem["nearest"] == ["dizziness"]
    assert problem["errors"][0]["pointer"] == "#/symptoms/0"


def test_a_side_of_a_midline_zone_says_that_it_is_one(client: TestClient) -> None:
    answer = post(client, marks({"zone": "sternum", "side": "left"}))
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "/problems/wrong-side"
    assert "midline zone" in problem["detail"]


def test_the_midline_of_a_sided_zone_says_that_it_has_two_sides(client: TestClient) -> None:
    problem = post(client, marks({"zone": "temple", "side": "midline"})).json()
    assert problem["type"] == "/problems/wrong-side"
    assert "left and on the right" in problem["detail"]


def test_a_sided_zone_needs_its_side(client: TestClient) -> None:
    problem = post(client, marks({"zone": "temple"})).json()
    assert "needs a side" in problem["detail"]


def test_too_many_marks_name_the_limit(client: TestClient) -> None:
    problem = post(client, marks(*[TEMPLE] * (MAX_MARKS + 1))).json()
    assert problem["type"] == "/problems/too-many-marks"
    assert str(MAX_MARKS) in problem["detail"]


def test_errors_say_where_without_repeating_unknown_names(client: TestClient) -> None:
    body = marks({"zone": 5, "side": "left", "zqxsecret": 1}, {"zone": "temple", "weight": 2})
    errors = post(client, body).json()["errors"]
    assert [error["pointer"] for error in errors] == [
        "#/marks/0/zone",
        "#/marks/0",
        "#/marks/1/weight",
    ]


def test_a_midline_zone_may_leave_its_side_out(client: TestClient) -> None:
    named = post(client, marks({"zone": "sternum", "side": "midline"})).json()
    assert post(client, marks({"zone": "sternum"})).json() == named
    assert post(client, marks({"zone": "sternum", "side": None})).json() == named


def test_the_same_marks_again_change_nothing_and_main_wins(client: TestClient) -> None:
    once = post(client, marks({**TEMPLE, "weight": "main"}, {"zone": "eyebrow", "side": "left"}))
    again = post(
        client,
        marks(
            {**TEMPLE, "weight": "also"},
            {"zone": "eyebrow", "side": "left"},
            {**TEMPLE, "weight": "main"},
            {**TEMPLE, "weight": "also"},
        ),
    )
    assert again.json() == once.json()


def test_every_zone_marked_is_answered(client: TestClient, catalogue: Catalogue) -> None:
    answer = post(client, marks(*every_mark(catalogue)))
    assert answer.status_code == 200
    assert answer.json()["candidates"]


def test_an_order_of_weights_does_not_matter_to_what_is_read() -> None:
    catalogue = build_catalogue("temporalis: temple!")
    reader = MatchReader(catalogue)
    body = json.dumps(marks({**TEMPLE, "weight": "also"}, {**TEMPLE, "weight": "main"})).encode()
    assert reader.from_json(body).marks == (Mark("temple", "left", Weight.MAIN),)


class ByModel(MatchReader):
    """Leaves every body to the model."""

    def _read_plain(self, body: bytes) -> None:
        return None


def outcome(reader: MatchReader, body: bytes) -> object:
    try:
        return reader.from_json(body)
    except ProblemError as error:
        return error.problem


odd = st.sampled_from(["temple", "", None, 0, 1, 1.0, True, [], {}, [1], ["temple"], 20_000])
mark_like = st.dictionaries(
    st.sampled_from(["zone", "side", "weight", "more"]),
    st.sampled_from(["temple", "sternum", "nose", "left", "midline", "main", "also"]) | odd,
)
good_mark = st.fixed_dictionaries(
    {
        "zone": st.sampled_from(["temple", "brow"]),
        "side": st.sampled_from(["left", "right"]),
        "weight": st.sampled_from(["main", "also"]),
    },
    optional={"more": odd},
)
midline_mark = st.fixed_dictionaries(
    {"zone": st.just("sternum"), "side": st.none(), "weight": st.just("also")}
)
body_like = st.fixed_dictionaries(
    {
        "marks": st.lists(good_mark, max_size=3)
        | st.lists(good_mark | midline_mark | mark_like, max_size=3)
        | odd
    },
    optional={
        "limit": st.sampled_from([None, 1, 10_000, 0, -1, 10_001]) | odd,
        "symptoms": st.lists(st.just("dizziness"), max_size=2) | odd,
        "more": odd,
    },
)


@given(body_like | odd)
def test_a_plain_body_is_read_as_the_model_reads_it(value: object) -> None:
    catalogue = build_catalogue("a: temple! brow!\nb: sternum!", midline="sternum")
    body = json.dumps(value).encode()
    assert outcome(MatchReader(catalogue), body) == outcome(ByModel(catalogue), body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"marks": [], "marks": [{"zone": "temple", "side": "left", "weight": "main"}]}',
        b'{"marks": [{"zone": "brow", "zone": "temple", "side": "left", "weight": "main"}]}',
        b'{"marks": [], "limit": 3, "limit": 4}',
        b'{"marks": [], "limit": NaN}',
        b'\xef\xbb\xbf{"marks": []}',
        b' {"marks": [] } ',
        b'{"marks": []}x',
        *(b'{"marks": [], "limit": %b}' % n for n in (b"0", b"-1", b"1.0", b"true", b"null")),
        *(b'{"marks": [], "limit": %d}' % limit for limit in (1, MAX_LIMIT, MAX_LIMIT + 1)),
    ],
)
def test_an_edge_is_read_as_the_model_reads_it(body: bytes) -> None:
    catalogue = build_catalogue("a: temple! brow!")
    assert outcome(MatchReader(catalogue), body) == outcome(ByModel(catalogue), body)


class TestForm:
    @pytest.fixture
    def reader(self) -> Any:
        return MatchReader(build_catalogue("a: temple! brow!\nb: sternum!", midline="sternum"))

    def test_main_and_mark_of_one_place_are_one_main_mark(self, reader: MatchReader) -> None:
        query = reader.from_form(b"mark=temple:left&main=temple:left&mark=brow%3Aright", 12)
        assert query.marks == (
            Mark("temple", "left", Weight.MAIN),
            Mark("brow", "right", Weight.ALSO),
        )

    def test_a_midline_zone_is_read_with_or_without_its_side(self, reader: MatchReader) -> None:
        for text in (b"mark=sternum", b"mark=sternum:midline"):
            assert reader.from_form(text, 12).marks[0].zone == "sternum"

    def test_an_exclamation_mark_says_main(self, reader: MatchReader) -> None:
        assert reader.from_form(b"mark=temple:left!", 12).marks[0].weight is Weight.MAIN

    def test_the_limit_is_the_page_s_unless_all_are_asked_for(self, reader: MatchReader) -> None:
        assert reader.from_form(b"mark=temple:left", 12).limit == 12
        assert reader.from_form(b"mark=temple:left&limit=all", 12).limit is None

    def test_unknown_fields_are_no_matter(self, reader: MatchReader) -> None:
        assert reader.from_form(b"q=knee&mark=temple:left", 12).marks

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"mark=tempel:left", "unknown-zone"),
            (b"mark=temple:lefft", "unknown-side"),
            (b"mark=sternum:left", "wrong-side"),
            (b"mark=temple", "wrong-side"),
            (b"mark=", "bad-mark"),
            (b"mark=temple:", "bad-mark"),
            (b"symptom=dizzy", "unknown-symptom"),
            (b"mark=%ff", "bad-form"),
            (b"\xff\xfe", "bad-form"),
            (b"mark=temple:left&" * 2000, "too-many-marks"),
        ],
    )
    def test_what_cannot_be_used_is_a_problem(
        self, reader: MatchReader, body: Any, code: str
    ) -> None:
        with pytest.raises(ProblemError) as caught:
            reader.from_form(body, 12)
        assert caught.value.problem.code == code


def test_a_former_id_of_a_zone_is_taken() -> None:
    catalogue = build_catalogue("temporalis: temple!")
    former = catalogue.zones[0].model_copy(update={"aliases": ("temple-side",)})
    reader = MatchReader(type(catalogue)("v", catalogue.muscles, (former,)))
    body = json.dumps(marks({"zone": "temple-side", "side": "left"})).encode()
    assert reader.from_json(body).marks[0].zone == "temple"
