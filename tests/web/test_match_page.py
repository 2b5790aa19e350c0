from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.builders import build_catalogue
from tests.web.html_reader import read_html
from tests.web.worlds import make_app

FRAGMENT = "text/vnd.knotmap.fragment+html"


def ask(client: TestClient, fields: Any = (), *, is_fragment: bool = False, **headers: Any) -> Any:
    if is_fragment:
        headers["accept"] = FRAGMENT
    body = "&".join(f"{name}={value}" for name, value in fields)
    headers.setdefault("content-type", "application/x-www-form-urlencoded")
    return client.post("/match", content=body, headers=headers)


MARKED = [("mark", "temple:left"), ("mark", "eyebrow:left"), ("main", "temple:left")]


def test_a_form_without_script_gets_the_map_with_the_answer_in_it(client: TestClient) -> None:
    answer = ask(client, MARKED)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    root = read_html(answer.text)
    assert root.one("form", method="post").attributes["action"] == "/match"
    section = root.one("section", data_state="answer")
    assert section.one("div", data_candidate="temporalis-1:left")


def test_what_was_marked_stays_ticked_and_marked_on_the_figure(client: TestClient) -> None:
    root = read_html(ask(client, [*MARKED, ("symptom", "dizziness")]).text)
    ticked = {
        (e.attributes["name"], e.attributes["value"])
        for e in root.all("input")
        if "checked" in e.attributes
    }
    assert ticked == {*MARKED, ("symptom", "dizziness")}
    figure = root.one("div", data_canvas="").one("svg", data_view="front")
    marked = {
        e.attributes["data-zone"]: e.attributes["class"]
        for e in figure.all("path", class_="is-marked")
    }
    assert marked == {"temple": "zone is-marked is-main", "eyebrow": "zone is-marked"}


def test_a_script_gets_the_answer_alone(client: TestClient) -> None:
    answer = ask(client, MARKED, is_fragment=True)
    assert answer.headers["content-type"] == f"{FRAGMENT}; charset=utf-8"
    root = read_html(answer.text)
    assert [child.tag for child in root.children] == ["section"]
    assert root.children[0].attributes["data-state"] == "answer"
    whole = read_html(ask(client, MARKED).text)
    assert whole.one("section", data_state="answer").text == root.children[0].text


def test_a_card_gives_the_reasons_of_the_api_one_by_one(client: TestClient) -> None:
    root = read_html(ask(client, MARKED, is_fragment=True).text)
    item = root.one("li", data_candidate_item="temporalis-1:left")
    marks = [
        {"zone": "temple", "side": "left", "weight": "main"},
        {"zone": "eyebrow", "side": "left", "weight": "also"},
    ]
    answer = client.post("/api/v1/match", json={"marks": marks}).json()
    candidate = next(
        each for each in answer["candidates"] if each["trigger_point"] == "temporalis-1"
    )
    told = [said["text"] for said in candidate["evidence"]]
    assert len(told) > 2
    assert [reason.text for reason in item.all("li", class_="reason")] == told


@pytest.mark.parametrize("is_fragment", [False, True])
@pytest.mark.parametrize("fields", [[], MARKED, [("mark", "tempel:left")]])
def test_a_match_is_never_cached(client: TestClient, fields: Any, is_fragment: bool) -> None:
    answer = ask(client, fields, is_fragment=is_fragment)
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert answer.headers["vary"] == "accept"


def test_no_marks_say_what_to_do(client: TestClient) -> None:
    for is_fragment in (False, True):
        answer = ask(client, is_fragment=is_fragment)
        assert answer.status_code == 200
        assert read_html(answer.text).one("section", data_state="empty")


def test_warnings_come_before_any_candidate(client: TestClient) -> None:
    text = ask(client, [("mark", "sternum")], is_fragment=True).text
    assert text.index("Heart") < text.index("data-candidate")
    warnings = read_html(text).one("section", data_warnings="").all("li")
    assert [w.text for w in warnings] == ["Stroke", "Heart", "New lump"]


@pytest.mark.parametrize(
    ("fields", "status", "named"),
    [
        ([("mark", "tempel:left")], 422, "'tempel'"),
        ([("mark", "sternum:left")], 422, "midline zone"),
        ([("mark", "temple:lefft")], 422, "'lefft'"),
        ([("symptom", "dizzyness")], 422, "'dizzyness'"),
        ([("mark", "temple:left")] * 2000, 422, "500"),
    ],
)
def test_marks_that_cannot_be_used_are_told_where_the_answer_would_be(
    client: TestClient, fields: Any, status: int, named: str
) -> None:
    for is_fragment in (False, True):
        answer = ask(client, fields, is_fragment=is_fragment)
        assert answer.status_code == status
        section = read_html(answer.text).one("section", data_state="problem")
        assert named in section.text


def test_another_content_type_is_refused_on_the_page(client: TestClient) -> None:
    answer = ask(client, MARKED, **{"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 415
    assert read_html(answer.text).one("section", data_state="problem")


def test_nobody_is_left_at_the_address_of_the_match(client: TestClient) -> None:
    answer = client.get("/match")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"


def test_markup_in_a_mark_is_never_given_back(client: TestClient) -> None:
    answer = ask(client, [("mark", "%3Cscript%3Ealert(1)%3C/script%3E:left")])
    assert answer.status_code == 422
    assert "alert(1)" not in answer.text


@pytest.fixture(scope="module")
def many() -> Iterator[Any]:
    text = "\n".join(f"muscle-{name}: temple!" for name in "abcdefghijklmnopqrst")
    catalogue = build_catalogue(text, zones="eyebrow sternum breast")
    with TestClient(make_app(catalogue)) as client:
        yield client


def test_the_first_candidates_are_shown_and_the_rest_counted_and_given_when_asked_for(
    many: TestClient,
) -> None:
    fields = [("mark", "temple:left")]
    root = read_html(ask(many, fields, is_fragment=True).text)
    assert len(root.all("div", class_="card")) == 12
    assert root.one("section", data_answer="").attributes["data-total"] == "20"
    more = root.one("button", name="limit")
    assert "8" in re.findall(r"\d+", more.text)
    every = read_html(ask(many, [*fields, ("limit", "all")], is_fragment=True).text)
    assert len(every.all("div", class_="card")) == 20
    assert every.all("button", name="limit") == []


def test_a_card_carries_what_the_script_draws(client: TestClient) -> None:
    card = read_html(ask(client, MARKED, is_fragment=True).text).one(
        "div", data_candidate="temporalis-1:left"
    )
    assert card.attributes["data-view"] == "front"
    assert re.fullmatch(r"front:[\d.]+,[\d.]+", card.attributes["data-points"])
    assert card.attributes["data-pattern"].split() == [
        "temple:left:essential",
        "eyebrow:left:essential",
        "eye-behind:left:spillover",
    ]


def test_more_marks_than_are_taken_are_refused_and_kept(client: TestClient) -> None:
    answer = ask(client, [*MARKED, *[("mark", "temple:left")] * 1000])
    assert answer.status_code == 422
    root = read_html(answer.text)
    assert "500" in root.one("section", data_state="problem").text
    ticked = {
        (e.attributes["name"], e.attributes["value"])
        for e in root.all("input")
        if "checked" in e.attributes
    }
    assert ticked == set(MARKED)


def test_what_can_be_read_is_kept_when_something_cannot(client: TestClient) -> None:
    answer = ask(client, [*MARKED, ("mark", "nowhere:left"), ("symptom", "dizziness")])
    assert answer.status_code == 422
    ticked = [e for e in read_html(answer.text).all("input") if "checked" in e.attributes]
    assert len(ticked) == len(MARKED) + 1


def test_points_with_one_picture_are_one_candidate_on_the_page() -> None:
    catalogue = build_catalogue(
        "soleus: calf! | calf! | calf! heel", zones="temple eyebrow sternum breast"
    )
    with TestClient(make_app(catalogue)) as client:
        root = read_html(ask(client, [("mark", "calf:left")], is_fragment=True).text)
        cards = root.all("div", class_="card")
        assert [card.attributes["data-candidate"] for card in cards] == [
            "soleus-1:left",
            "soleus-3:left",
        ]
        assert cards[0].one("span", class_="card-label").text == "TrP1 and TrP2"
        assert "TrP2: Middle of the belly" in cards[0].text
