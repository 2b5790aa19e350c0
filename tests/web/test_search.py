from __future__ import annotations

import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Area, Symptom, Zone, ZoneGroup
from app.web.search import SearchIndex
from app.web.search_words import words_of
from tests.builders import muscle, technique


def zone(zone_id: str, label: Any, *also: Any, kind: str = "sided") -> Any:
    return Zone(id=zone_id, label=label, group="body", kind=kind, place="surface", also=also)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    catalogue = Catalogue(
        version="v",
        muscles=(
            muscle("levator-scapulae", name="Levator scapulae", plain="Shoulder-blade lifter"),
            muscle("gastrocnemius", name="Gastrocnemius", plain="Calf muscle"),
            muscle("soleus", name="Soleus", plain="Deep calf muscle", synonyms=["second heart"]),
            muscle("vastus-lateralis", "", "", synonyms=["quads"]),
            muscle("temporalis", name="Temporalis", plain="Temple muscle", aliases=["temporal"]),
        ),
        techniques=(technique("muscle-stripping"),),
        groups=(ZoneGroup(id="body", label="Body"),),
        zones=(
            zone("temple", "temple", "side of the forehead"),
            zone("knee-back-inner", "inner back of the knee", "hollow of the knee"),
            zone("knee-back-outer", "outer back of the knee"),
            zone("patella", "kneecap"),
            zone("sternum", "breastbone", kind="midline"),
            zone("abdomen-middle", "middle of the abdomen", "belly", "left lower quadrant"),
            zone("jaw-joint", "jaw joint", "tmj", "Kiefergelenk", "mâchoire"),
        ),
        areas=(
            Area(
                id="posterior_knee",
                name="posterior knee pain",
                plain="pain in the back of the knee",
                group="leg",
                zones=("knee-back-inner", "knee-back-outer"),
            ),
            Area(
                id="anterior_knee",
                name="anterior knee pain",
                plain="pain in the front of the knee",
                group="leg",
                zones=("patella",),
            ),
            Area(
                id="front_of_chest",
                name="front-of-chest pain",
                plain="pain in the front of the chest",
                group="torso",
                zones=("sternum",),
            ),
        ),
        symptoms=(Symptom(id="dizziness", label="dizziness", also=("vertigo",)),),
    )
    return SearchIndex(catalogue)


def ids(index: SearchIndex, query: str, limit: int = 12) -> Any:
    return [hit.id for hit in index.find(query, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("back of my knee", "posterior_knee"),
        ("it hurts at the back of the knee", "posterior_knee"),
        ("behind the knee", "posterior_knee"),
        ("posterior knee", "posterior_knee"),
        ("front of knee", "anterior_knee"),
        ("kneecap", "patella"),
        ("patella", "patella"),
        ("levator", "levator-scapulae"),
        ("levator scapulae", "levator-scapulae"),
        ("gastroc", "gastrocnemius"),
        ("TMJ", "jaw-joint"),
        ("Mâchoire", "jaw-joint"),
        ("machoire", "jaw-joint"),
        ("belly", "abdomen-middle"),
        ("tummy", "abdomen-middle"),
        ("vertigo", "dizziness"),
        ("breast bone", "sternum"),
    ],
)
def test_plain_words_find_what_they_mean(index: SearchIndex, query: str, first: str) -> None:
    assert ids(index, query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("tempel", "temple"),
        ("kneecpa", "patella"),
        ("gastrocnimeus", "gastrocnemius"),
        ("levater scapuli", "levator-scapulae"),
        ("dizzyness", "dizziness"),
        ("solleus", "soleus"),
    ],
)
def test_a_slip_is_forgiven(index: SearchIndex, query: str, first: str) -> None:
    assert ids(index, query)[0] == first


def test_the_zones_of_an_area_come_with_it(index: SearchIndex) -> None:
    assert set(ids(index, "back of my knee")[:3]) == {
        "posterior_knee",
        "knee-back-inner",
        "knee-back-outer",
    }


def test_a_word_nobody_knows_does_not_hide_the_others(index: SearchIndex) -> None:
    assert ids(index, "throbbing knee")[0] in {"posterior_knee", "anterior_knee"}


def test_marks_are_for_both_sides_unless_one_is_said(index: SearchIndex) -> None:
    assert index.find("back of knee")[0].marks == (
        "knee-back-inner:left",
        "knee-back-inner:right",
        "knee-back-outer:left",
        "knee-back-outer:right",
    )
    assert index.find("back of my left knee")[0].marks == (
        "knee-back-inner:left",
        "knee-back-outer:left",
    )
    assert index.find("right breastbone")[0].marks == ("sternum:midline",)


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", "the of my", "pain", "left", "zzzzzz", "\ud800"]
)
def test_nothing_to_go_by_finds_nothing(index: SearchIndex, query: str) -> None:
    assert index.find(query) == ()


def test_a_hit_says_what_it_is_and_where(index: SearchIndex) -> None:
    hit = index.find("levator")[0]
    assert (hit.kind, hit.label, hit.detail) == (
        "muscle",
        "Levator scapulae",
        "Shoulder-blade lifter",
    )
    assert hit.url == "/muscles/levator-scapulae"
    assert index.find("dizziness")[0].url == "/symptoms/dizziness"


def test_the_limit_holds_and_the_order_is_the_same_each_time(index: SearchIndex) -> None:
    assert len(index.find("knee", 2)) == 2
    assert index.find("knee", 2) == index.find("knee")[:2]


def test_words_are_folded() -> None:
    assert words_of("Adam's apple, MÂCHOIRE; muscles & biceps") == [
        "adam",
        "apple",
        "machoire",
        "muscle",
        "bicep",
    ]


def test_a_query_of_the_longest_kind_is_answered_at_once(index: SearchIndex) -> None:
    began = time.perf_counter()
    for query in ("a" * 200, "knee " * 40, "xq " * 66, "gastrocnimeus " * 14):
        index.find(query)
    assert time.perf_counter() - began < 1


def test_the_api_gives_the_hits(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "temple"}).json()
    assert found["hits"][0]["id"] in {"temple", "temporal_headache"}
    assert client.get("/api/v1/search", params={"q": ""}).json()["hits"] == []
    assert len(client.get("/api/v1/search", params={"q": "t", "limit": 1}).json()["hits"]) <= 1


def test_a_numbered_point_is_found_when_it_is_named_and_comes_after_its_muscle_otherwise(
    index: SearchIndex,
) -> None:
    point = index.find("vastus lateralis trp2")[0]
    assert (point.kind, point.id) == ("trigger-point", "vastus-lateralis-2")
    assert point.url == "/muscles/vastus-lateralis#vastus-lateralis-2"
    kinds = [hit.kind for hit in index.find("vastus lateralis")]
    assert kinds == ["muscle", "trigger-point", "trigger-point"]


def test_the_only_point_of_a_muscle_is_found_as_its_muscle(index: SearchIndex) -> None:
    assert [hit.kind for hit in index.find("gastrocnemius")] == ["muscle"]


def test_a_word_said_in_full_comes_before_a_rarer_one_that_begins_alike(
    index: SearchIndex,
) -> None:
    assert index.find("quads")[0].id == "vastus-lateralis"


def test_a_technique_is_found(index: SearchIndex) -> None:
    hit = index.find("stripping")[0]
    assert (hit.kind, hit.url) == ("technique", "/techniques/muscle-stripping")
