from __future__ import annotations

from pathlib import Path

import pytest

from atlas.seedbook import SeedBook, SeedLine
from atlas.seeds import read_seeds, seed_files

SURFACE, DEEP = frozenset({"temple", "ear", "sternum"}), frozenset({"ear-inside", "tongue"})

GOOD = """\
zones:
- {zone: temple, parts: [head], seeds: [[pterion, {view: head-left, at: [12, 34]}], [brow-mid]]}
- {zone: ear, parts: [head], radius_mm: 12, grow_mm: -1, seeds: [{fill: [top, tragus, lobe]}]}
borders:
- {line: [pterion, tragus], between: [temple, [ear, sternum]], width_mm: 2}
pins:
- {zone: ear-inside, view: head-left, landmark: tragus, offset_mm: {x: 30, y: -20}}
- {zone: ear-inside, view: front, at: [70, 140], offset_mm: {x: 30, y: -20}}
deep:
- {zone: ear-inside, beside: [ear, tongue]}
"""


def read(tmp_path: Path, *texts: str) -> SeedBook:
    for number, text in enumerate(texts):
        (tmp_path / f"zone_seeds-{number}.yaml").write_text(text, encoding="utf-8")
    return read_seeds(seed_files(tmp_path), SURFACE, DEEP)


def test_a_good_file_has_no_problems_and_keeps_what_it_says(tmp_path: Path) -> None:
    book = read(tmp_path, GOOD)
    assert book.problems == ()
    temple, ear = book.zones
    assert temple.parts == ("head",)
    assert temple.seeds[0] == SeedLine(
        ("pterion", {"view": "head-left", "x_mm": 12, "y_mm": 34}), is_fill=False
    )
    assert temple.radius_mm is None
    assert (ear.radius_mm, ear.grow_mm, ear.seeds[0].is_fill) == (12.0, -1.0, True)
    (border,) = book.borders
    assert border.between == (("temple",), ("ear", "sternum"))
    assert (border.width_mm, border.is_closed) == (2.0, False)
    assert book.pins[1].place == {"view": "front", "x_mm": 70, "y_mm": 140}
    assert book.deep[0].beside == ("ear", "tongue")


def test_files_are_read_as_one(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        "zones:\n- {zone: temple, parts: [head], seeds: [[pterion]]}\n",
        "zones:\n- {zone: ear, parts: [head], seeds: [[tragus]]}\n",
    )
    assert [zone.zone for zone in book.zones] == ["temple", "ear"]


def test_an_empty_file_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n").problems == ()


ZONE = "zones:\n- {zone: temple, parts: [head], seeds: [[pterion]]}\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("zones:\n- {zone: tempel, parts: [head], seeds: [[a]]}\n", ":2: tempel: is not a surface"),
        ("zones:\n- {zone: temple, parts: [hed], seeds: [[a]]}\n", ":2: temple: parts: ['hed']"),
        ("zones:\n- {zone: temple, seeds: [[a]]}\n", ":2: parts: missing"),
        ("zones:\n- {zone: temple, parts: [head], seed: 1, seeds: [[a]]}\n", ":2: seed: unknown"),
        (ZONE + "- {zone: temple, parts: [head], seeds: [[a]]}\n", ":3: temple: has seeds already"),
        ("zones:\n- {zone: temple, parts: [head], seeds: [[]]}\n", "a list of one or more places"),
        ("zones:\n- {zone: temple, parts: [head], seeds: [[4]]}\n", "4 is neither a landmark id"),
        (
            "zones:\n- {zone: temple, parts: [head], seeds: [[{view: nowhere, at: [1, 2]}]]}\n",
            "no view 'nowhere'",
        ),
        (
            "zones:\n- {zone: temple, parts: [head], seeds: [[{view: front, at: [1]}]]}\n",
            "at: needs [x_mm, y_mm]",
        ),
        (
            "zones:\n- {zone: temple, parts: [head], seeds: [[a]], radius_mm: big}\n",
            "radius_mm: 'big' is not a number",
        ),
        ("borders:\n- {line: [a, b], between: [temple]}\n", ":2: between: needs two sides"),
        ("borders:\n- {line: [a, b], between: [temple, nose]}\n", "no surface zone nose"),
        ("borders:\n- {line: [a], between: [temple, ear]}\n", "line: needs two or more places"),
        (
            "pins:\n- {zone: temple, view: front, landmark: a, offset_mm: {x: 1, y: 1}}\n",
            ":2: temple: is not a deep zone",
        ),
        (
            "pins:\n- {zone: tongue, view: side, landmark: a, offset_mm: {x: 1, y: 1}}\n",
            "view: no view 'side'",
        ),
        (
            "pins:\n- {zone: tongue, view: front, landmark: a, offset_mm: 3}\n",
            "needs a place, and offset_mm",
        ),
        ("deep:\n- {zone: tongue, beside: [nose]}\n", ":2: tongue: beside: needs a list"),
        ("deep:\n- {zone: ear, beside: [temple]}\n", ":2: ear: is not a deep zone"),
        ("zone:\n- {}\n", "zone: use lists zones, borders, pins, deep"),
        ("zones: [\n", "is not YAML"),
        ("- 1\n", "the top level is a mapping"),
    ],
)
def test_a_broken_record_is_named_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    (found,) = read(tmp_path, text).problems
    assert found.startswith("data/zone_seeds-0.yaml:")
    assert problem in found


def test_sound_records_survive_beside_broken_ones(tmp_path: Path) -> None:
    book = read(tmp_path, ZONE + "- {zone: nobody, parts: [head], seeds: [[a]]}\n")
    assert [zone.zone for zone in book.zones] == ["temple"]
    assert len(book.problems) == 1
