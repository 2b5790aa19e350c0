"""The real data files: no error, and what is not finished only grows less."""

from __future__ import annotations

from collections import Counter

import pytest

from app.catalogue import documents
from app.catalogue.catalogue import Catalogue
from app.catalogue.checks.statements import sourced_statements
from app.catalogue.files import read_files
from app.catalogue.findings import errors_among
from app.catalogue.loader import check_catalogue, check_files, load_catalogue
from app.catalogue.models import Basis
from app.settings import ROOT
from app.web.search import SearchIndex

# How many notices of each code there may be. Lower a number when the data allow it; raise none.
AT_MOST = {"CAT901": 5, "CAT902": 20}
# How many statements about muscles may be recalled instead of read. It may only fall: who adds a
# muscle reads for it, or reads for another.
MOST_RECALLED = 545


@pytest.fixture(scope="module")
def notices() -> Counter[str]:
    """Count what is not finished, by code."""
    return Counter(finding.code for finding in check_files(read_files(ROOT / "data"))[1])


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Give the real catalogue."""
    return load_catalogue(ROOT / "data")


def test_the_data_files_have_no_error() -> None:
    errors = errors_among(check_catalogue(ROOT / "data")[1])
    assert "\n".join(str(error) for error in errors) == ""


def test_what_is_not_finished_only_grows_less(notices: Counter[str]) -> None:
    # `knotmap check --complete` lists them.
    assert notices <= Counter(AT_MOST)


def test_no_more_statements_are_recalled_than_before(catalogue: Catalogue) -> None:
    recalled = [
        statement
        for muscle in catalogue.muscles
        for statement in sourced_statements(muscle)
        if statement.basis is Basis.RECALLED
    ]
    assert len(recalled) <= MOST_RECALLED


def test_the_whole_body_is_there_and_every_muscle_is_told_in_full(catalogue: Catalogue) -> None:
    assert len(catalogue.muscles) >= 157
    assert len(catalogue.trigger_point_by_id) >= 276
    thin = [
        muscle.id
        for muscle in catalogue.muscles
        if len(muscle.overload) < 2
        or not muscle.cautions
        or len(muscle.synonyms) < 2
        or muscle.id not in catalogue.care_by_muscle
    ]
    assert thin == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sternocleido", "sternocleidomastoid-clavicular"),
        ("scm", "sternocleidomastoid-sternal"),
        ("charley horse", "calf-cramp"),
        ("piriformus", "piriformis"),
        ("pins and needles little finger", "numb-ulnar-fingers"),
        ("musculus masseter", "masseter-superficial"),
        ("back of my knee", "posterior_knee"),
        ("gluteus maximus trp2", "gluteus-maximus-2"),
    ],
)
def test_people_find_what_they_mean(catalogue: Catalogue, query: str, found: str) -> None:
    assert found in [hit.id for hit in SearchIndex(catalogue).find(query)[:2]]


def test_the_generated_documents_are_fresh() -> None:
    made = documents.documents(ROOT)
    assert [path.relative_to(ROOT).as_posix() for path in documents.stale(made)] == []


def test_all_published_areas_are_there_and_every_zone_is_in_reach(catalogue: Catalogue) -> None:
    assert len(catalogue.areas) == 63
    assert len(catalogue.zones) == 233
    groups = {zone.group for zone in catalogue.zones}
    assert groups == {group.id for group in catalogue.groups}


def test_signs_that_are_always_asked_stay_few(catalogue: Catalogue) -> None:
    # More than six questions before every answer are not read.
    always = catalogue.warnings_for([])
    assert 1 <= len(always) <= 6
    assert always[0].level == "emergency"


def test_the_likeliest_emergency_of_the_place_is_asked_first(catalogue: Catalogue) -> None:
    heart = [sign.id for sign in catalogue.warnings_for(["chest-upper"])]
    assert heart[0] == "heart-attack"
    head = [sign.id for sign in catalogue.warnings_for(["temple", "neck-posterior"])]
    assert head[0] == "headache-sudden-worst"
    assert "meningitis-signs" in head[:4]
