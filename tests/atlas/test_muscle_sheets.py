"""Reading muscle sheets: what a record may say, and what each slip is answered with."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.muscles.sheets import SheetPart, read_sheets, sheet_files

GOOD = """sheets:
- muscle: biceps
  parts:
  - id: long-head
    origin: [tip]
    via:
    - [{segment: upper-arm, along: 0.5, around_deg: 10}]
    insertion: [{between: [tip, root]}, root]
    belly: 0.1
    tendon: [[0.0, 0.2], 0.9]
    fibres: 7
    views: [front]
"""


def read(tmp_path: Path, text: str) -> tuple[dict[str, SheetPart], tuple[str, ...]]:
    path = tmp_path / "sheets-arm.yaml"
    path.write_text(text, encoding="utf-8")
    book = read_sheets([path], frozenset({"biceps"}))
    return {muscle: sheet.parts[0] for muscle, sheet in book.sheets.items()}, book.problems


def test_a_record_is_read_whole(tmp_path: Path) -> None:
    parts, problems = read(tmp_path, GOOD)
    assert problems == ()
    half = {"between": ["tip", "root"], "along": 0.5}
    via = {"segment": "upper-arm", "along": 0.5, "around_deg": 10}
    assert parts["biceps"] == SheetPart(
        id="long-head",
        rows=(("tip",), (via,), (half, "root")),
        belly=0.1,
        flesh=((0.0, 0.2), (0.9,)),
        fibres=7,
        views=("front",),
    )


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    text = "sheets:\n- muscle: biceps\n  parts:\n  - {id: main, origin: [tip], insertion: [root]}\n"
    parts, problems = read(tmp_path, text)
    assert problems == ()
    assert parts["biceps"] == SheetPart("main", (("tip",), ("root",)))


def test_what_is_all_tendon_has_next_to_no_flesh_and_may_lie_over_the_rest(tmp_path: Path) -> None:
    text = GOOD.replace("tendon: [[0.0, 0.2], 0.9]", "tendon: all\n    over: true")
    parts, problems = read(tmp_path, text)
    assert problems == ()
    (start,), (end,) = parts["biceps"].flesh
    assert 0.0 < end - start < 0.01
    assert parts["biceps"].over


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("muscle: biceps", "muscle: triceps", "'triceps' is not in trigger_points.yaml"),
        ("id: long-head", "id: Long Head", "id: lower-case words"),
        ("    origin: [tip]\n", "", "origin: missing"),
        ("origin: [tip]", "origin: []", "origin: a line is a list"),
        ("origin: [tip]", "origin: [3]", "origin: 3 is neither"),
        ("origin: [tip]", "origin: [{between: [tip], up: 3}]", "origin: up: unknown"),
        ("belly: 0.1", "belly: 4", "belly: 4 is not a number from 0 to 0.6"),
        ("belly: 0.1", "bulge: 0.1", "bulge: unknown field"),
        ("tendon: [[0.0, 0.2], 0.9]", "tendon: 0.9", "tendon: needs [start, end]"),
        ("tendon: [[0.0, 0.2], 0.9]", "tendon: [0.5, 0.4]", "tendon: 0.4 is not a number"),
        ("views: [front]", "views: [below]", "views: a list of front"),
        ("views: [front]", "over: 1", "over: 1 is not true or false"),
        ("views: [front]", "lie: inside", "views: what lies inside needs the views"),
        ("views: [front]", "lie: under", "lie: 'under' is not surface or inside"),
        ("    via:\n", "    via: [tip]\n    belly:\n", "via: a list of lines"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new)
    if new.endswith("belly:\n"):
        text = text.replace("    belly: 0.1\n", "")
    parts, problems = read(tmp_path, text)
    assert parts == {}
    assert any(line.startswith("sheets-arm.yaml:2: ") and problem in line for line in problems)


def test_a_muscle_is_drawn_once(tmp_path: Path) -> None:
    parts, problems = read(tmp_path, GOOD + GOOD.removeprefix("sheets:\n"))
    assert list(parts) == ["biceps"]
    assert problems == ("sheets-arm.yaml:13: muscle: 'biceps' was drawn at sheets-arm.yaml:2",)


def test_two_parts_need_two_names(tmp_path: Path) -> None:
    part = GOOD[GOOD.index("  - id:") :]
    _, problems = read(tmp_path, GOOD + part)
    assert len(problems) == 1
    assert "part 2: id: 'long-head' is used twice" in problems[0]


def test_every_file_of_the_folder_is_read_by_name(tmp_path: Path) -> None:
    for name in ("sheets-leg.yaml", "sheets-arm.yaml", "landmarks-arm.yaml"):
        (tmp_path / name).write_text("sheets: []\n", encoding="utf-8")
    assert [path.name for path in sheet_files(tmp_path)] == ["sheets-arm.yaml", "sheets-leg.yaml"]


def test_a_file_of_another_shape_is_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "muscles: []\n")
    assert problems == ("sheets-arm.yaml:1: sheets: a list under this key is required",)
