"""The real data files: no error, and what is not finished only grows less."""

from __future__ import annotations

from collections import Counter

import pytest

from app.catalogue import documents
from app.catalogue.catalogue import Catalogue
from app.catalogue.files import read_files
from app.catalogue.findings import errors_among
from app.catalogue.loader import check_catalogue, check_files, load_catalogue
from app.settings import ROOT

# How many notices of each code there may be. Lower a number when the data allow it; raise none.
AT_MOST = {"CAT901": 116, "CAT902": 29, "CAT903": 25}


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
