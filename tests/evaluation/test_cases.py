"""The guide's facts against the real vocabulary and the real catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from app.catalogue.catalogue import Catalogue
from app.catalogue.loader import load_catalogue
from app.catalogue.models import Side
from app.matching.types import Mark
from evaluation.cases import GUIDE, Guide, area_marks, build_cases, load_guide
from tests.builders import build_catalogue, muscle

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data")


def test_every_area_is_a_published_one_and_told_once(guide: Guide, catalogue: Catalogue) -> None:
    ids = [area.id for area in guide.areas]
    assert len(ids) == len(set(ids)) == 32
    assert set(ids) <= set(catalogue.area_by_id)


def test_an_entry_is_in_the_catalogue_with_all_its_muscles_or_with_none(
    guide: Guide, catalogue: Catalogue
) -> None:
    known = set(catalogue.muscle_by_id)
    torn = {
        (case.area.id, entry.name): sorted(set(entry.muscles) - known)
        for case in build_cases(guide, catalogue)
        for entry in case.area.entries
        if 0 < len(known & set(entry.muscles)) < len(set(entry.muscles))
    }
    assert torn == {}


def test_points_belong_to_the_entrys_muscles(guide: Guide, catalogue: Catalogue) -> None:
    for case in build_cases(guide, catalogue):
        for entry in case.area.entries:
            for point in entry.points:
                known = catalogue.trigger_point_by_id.get(point)
                if entry in case.absent:
                    assert known is None
                else:
                    assert known is not None, point
                    assert known[0].id in entry.muscles


def test_no_muscle_stands_for_two_entries_unless_its_points_tell_them_apart(
    guide: Guide, catalogue: Catalogue
) -> None:
    for area in (case.area for case in build_cases(guide, catalogue)):
        seen: dict[str, tuple[str, ...]] = {}
        for entry in area.entries:
            for name in entry.muscles:
                assert name not in seen or (
                    entry.points and seen[name] and set(entry.points).isdisjoint(seen[name])
                ), f"{area.id}: {name}"
                seen[name] = entry.points


def test_what_another_list_names_is_not_an_entry_too(guide: Guide, catalogue: Catalogue) -> None:
    for area in (case.area for case in build_cases(guide, catalogue)):
        entries = {name for entry in area.entries for name in entry.muscles}
        assert entries.isdisjoint(area.also), area.id


def test_the_file_holds_facts_and_no_addresses() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert "http" not in text
    assert set(yaml.safe_load(text)) == {"areas"}


def test_the_marks_of_an_area_lie_on_one_side_and_on_the_midline() -> None:
    catalogue = build_catalogue("a: temple! sternum!", midline="sternum")
    assert area_marks(catalogue, ["temple", "sternum"], Side.RIGHT) == (
        Mark("temple", Side.RIGHT),
        Mark("sternum", Side.MIDLINE),
    )


def test_a_case_says_which_entries_the_catalogue_lacks() -> None:
    entry = {"level": "essential", "confidence": "low", "membership": "memory"}
    guide = Guide.model_validate(
        {
            "areas": [
                {
                    "id": "headache",
                    "order": "memory",
                    "entries": [
                        {"name": "known", "muscles": ["a"], **entry},
                        {"name": "absent", "muscles": ["b"], **entry},
                    ],
                }
            ]
        }
    )
    catalogue = build_catalogue("a: temple!", areas={"headache": "temple"})
    (case,) = build_cases(guide, catalogue)
    assert [absent.name for absent in case.absent] == ["absent"]
    assert not case.is_complete
    assert case.marks == (Mark("temple", Side.LEFT),)


def test_a_muscle_that_was_renamed_is_still_found() -> None:
    entry = {
        "name": "upper part",
        "muscles": ["old-name"],
        "level": "essential",
        "confidence": "low",
        "membership": "memory",
    }
    guide = Guide.model_validate(
        {"areas": [{"id": "headache", "order": "memory", "entries": [entry]}]}
    )
    renamed = muscle("new-name", "temple!", aliases=["old-name"])
    catalogue = build_catalogue(muscles=[renamed], areas={"headache": "temple"})
    (case,) = build_cases(guide, catalogue)
    assert case.area.entries[0].muscles == ("new-name",)
    assert case.is_complete
