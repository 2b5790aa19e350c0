"""Muscles in constructed views: the rows a record may give, and what is drawn where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from atlas.diagrams.flat import flat_places, flat_views, see_flat
from atlas.diagrams.points import flat_point_entries
from atlas.diagrams.rows import FlatRows, read_flat_rows
from atlas.diagrams.views import DIAGRAMS, covered_area
from atlas.muscles.drawing import MuscleDrawing, ViewDrawing, muscle_svg, view_entries
from atlas.muscles.outlines import Drawing
from atlas.muscles.review import BONE, bones_ground
from atlas.muscles.sheets import Sheet, SheetBook, SheetPart, read_sheets, sheet_files
from atlas.points import read_positions

ROWS = FlatRows("pelvic-floor", (((10.0, 60.0), (20.0, 60.0)), ((10.0, 100.0), (20.0, 100.0))))
PART = SheetPart("main", (("a",), ("b",)), flat=(ROWS,))
POSITION = {"part": "main", "along": 0.25, "across": 0.5}


def rows_of(**fields: object) -> dict[str, object]:
    return {"view": "jaw-open", "origin": [[1, 2]], "insertion": [[3, 4]], **fields}


class TestReading:
    def test_rows_are_read_whole(self) -> None:
        problems: list[str] = []
        raw = rows_of(via=[[[5, 6], [7, 8]]], belly=0.1, tendon=[0, 0.8], behind=["face"])
        (found,) = read_flat_rows([raw], problems)
        assert problems == []
        assert found == FlatRows(
            "jaw-open",
            (((1.0, 2.0),), ((5.0, 6.0), (7.0, 8.0)), ((3.0, 4.0),)),
            0.1,
            (0.0, 0.8),
            ("face",),
        )

    @pytest.mark.parametrize(
        ("raw", "problem"),
        [
            ({}, "a list"),
            ([{"view": "jaw-open"}], "needs view, origin and insertion"),
            ([rows_of(view="front")], "'front' is not one of jaw-open, pelvic-floor"),
            ([rows_of(fibres=3)], "fibres: use view, origin"),
            ([rows_of(origin=[["asis"]])], "points [x, y] in picture mm"),
            ([rows_of(origin=[])], "points [x, y] in picture mm"),
            ([rows_of(behind=["sacrum"])], "behind: jaw-open has arch-root"),
            ([rows_of(), rows_of()], "one item for each view"),
        ],
    )
    def test_each_slip_is_named(self, raw: object, problem: str) -> None:
        problems: list[str] = []
        read_flat_rows(raw, problems)
        assert [problem in line for line in problems] == [True]

    def test_the_authored_rows_are_sound(self) -> None:
        assert read_sheets(sheet_files()).problems == ()


class TestSeeing:
    def test_along_and_across_mean_the_same_place(self) -> None:
        assert flat_places(POSITION, [PART]) == {"pelvic-floor": (15.0, 70.0)}
        assert flat_places({**POSITION, "part": "other"}, [PART]) == {}
        assert flat_places({"between": ["a", "b"]}, [PART]) == {}
        assert flat_views([PART]) == ("pelvic-floor",)

    def test_a_bone_hides_what_lies_behind_it(self) -> None:
        rows = (((15.0, 70.0), (15.0, 80.0)), ((55.0, 70.0), (55.0, 80.0)))
        behind = FlatRows("pelvic-floor", rows, behind=("hip-bone",))
        free, hidden = see_flat(PART, FlatRows("pelvic-floor", rows)), see_flat(PART, behind)
        assert free.share == pytest.approx(1.0)
        assert 0.2 < hidden.share < 0.9
        bone = covered_area("pelvic-floor", ("hip-bone",)).buffer(-1.5)
        inside = shapely.contains_xy(bone, hidden.places_mm[..., 0], hidden.places_mm[..., 1])
        assert inside.any()
        assert hidden.sight[inside].max() < 0.5

    def test_a_picture_may_give_its_own_belly_and_tendon(self) -> None:
        rows = FlatRows("pelvic-floor", ROWS.rows, 0.2, (0.1, 0.9))
        laid = see_flat(PART, rows).laid
        assert (laid.part.belly, laid.part.flesh) == (0.2, ((0.1,), (0.9,)))


@pytest.fixture(scope="module")
def book() -> SheetBook:
    return read_sheets(sheet_files())


class TestAuthored:
    def test_the_ring_muscle_goes_all_round_the_anus(self, book: SheetBook) -> None:
        parts = book.sheets["sphincter-ani"].parts
        places = np.concatenate([see_flat(p, p.flat[0]).places_mm.reshape(-1, 2) for p in parts])
        off = places - np.array([0.0, 116.0])
        angles = np.sort(np.degrees(np.arctan2(off[:, 1], off[:, 0])))
        assert np.diff(angles, append=angles[0] + 360.0).max() < 3.0
        assert np.hypot(*off.T).min() > 7.0

    def test_both_halves_of_the_ring_turn_one_way(self, book: SheetBook) -> None:
        # Where they overlap, outlines that ran against each other would leave a hole.
        turns = []
        for part in book.sheets["sphincter-ani"].parts:
            places = see_flat(part, part.flat[0]).places_mm
            along, aside = places[20, 50] - places[20, 48], places[22, 48] - places[20, 48]
            turns.append(np.sign(along[0] * aside[1] - along[1] * aside[0]))
        assert turns[0] == turns[1]

    def test_every_flat_muscle_is_drawn_within_its_picture(self, book: SheetBook) -> None:
        shown = [(s.muscle, p, r) for s in book.sheets.values() for p in s.parts for r in p.flat]
        assert {name for name, _, _ in shown} == {
            "bulbospongiosus", "coccygeus", "ischiocavernosus", "lateral-pterygoid", "levator-ani",
            "medial-pterygoid", "obturator-internus", "sphincter-ani",
            "transversus-perinei-superficialis",
        }  # fmt: skip
        for name, part, rows in shown:
            x, y, width, height = DIAGRAMS[rows.view].box_mm
            seen = see_flat(part, rows)
            inside = shapely.contains_xy(
                shapely.box(x, y, x + width, y + height).buffer(0.1),
                seen.places_mm[..., 0],
                seen.places_mm[..., 1],
            )
            assert inside.all(), name
            assert seen.share > 0.25, name

    def test_their_trigger_points_are_in_the_picture_on_both_sides(self, book: SheetBook) -> None:
        entries = flat_point_entries(read_positions(), book)
        told = {view: {e["trigger_point"] for e in found} for view, found in entries.items()}
        assert told["jaw-open"] == {"lateral-pterygoid-1", "medial-pterygoid-1"}
        assert len(told["pelvic-floor"]) == 10
        for found in entries.values():
            left = {e["trigger_point"]: e["point"] for e in found if e["side"] == "left"}
            right = {e["trigger_point"]: e["point"] for e in found if e["side"] == "right"}
            assert {name: [-x, y] for name, (x, y) in right.items()} == left
            assert all(x > 0.0 for x, _ in left.values())

    def test_a_point_described_on_one_side_is_there_only(self) -> None:
        record = {"muscle": "toy", "id": "toy-1", "position": POSITION, "only_side": "right"}
        toys = SheetBook({"toy": Sheet("toy", (PART,))}, ())
        assert flat_point_entries([record], toys)["pelvic-floor"] == (
            {"trigger_point": "toy-1", "side": "right", "point": [-15.0, 70.0]},
        )


class TestFiles:
    DRAWING = Drawing("M0 0z", (), "", "", "", (-5.0, 0.0, 5.0, 9.0))

    def drawn(self) -> MuscleDrawing:
        views = (
            ViewDrawing(("back",), (self.DRAWING,), (-4.0, 0.0, 9.0, 9.0), 9.0),
            ViewDrawing(("pelvic-floor",), (self.DRAWING,), (-5.0, 0.0, 5.0, 9.0), 9.0, True),
        )
        return MuscleDrawing("toy", views, "pelvic-floor", is_inside=True)

    def test_what_lies_open_is_not_drawn_as_if_seen_through(self) -> None:
        svg = muscle_svg(self.drawn(), "deep")
        closed, lies_open = svg.split('<g class="muscle muscle-open">')
        assert '<g class="muscle muscle-deep muscle-inside">' in closed
        assert 'data-view="back"' in closed
        assert 'data-view="pelvic-floor"' in lies_open

    def test_a_drawing_that_is_its_own_mirror_image_says_so(self) -> None:
        entries = view_entries(self.drawn(), {})
        assert [(e["view"], e.get("whole", False), e["sides"]) for e in entries] == [
            ("back", False, ["left", "right"]),
            ("pelvic-floor", True, ["left", "right"]),
        ]


def test_authors_see_a_constructed_view_as_its_bones() -> None:
    ground = bones_ground("pelvic-floor", (-10.0, 150.0, 20.0, 20.0), 0.5)
    assert ground.pixels.shape == (40, 40, 3)
    assert ground.to_px(np.array([[0.0, 160.0]])).tolist() == [[20.0, 20.0]]
    # The tailbone in the middle, nothing beside it.
    assert tuple(ground.pixels[20, 20].tolist()) == BONE
    assert tuple(ground.pixels[1, 1].tolist()) == (255, 255, 255)


def test_a_sheet_may_be_laid_flat(tmp_path: Path) -> None:
    text = (
        "sheets:\n- muscle: toy\n  parts:\n  - id: main\n    origin: [a]\n    insertion: [b]\n"
        "    flat:\n    - {view: pelvic-floor, origin: [[10, 60], [20, 60]],"
        " insertion: [[10, 100], [20, 100]]}\n"
    )
    path = tmp_path / "sheets-toy.yaml"
    path.write_text(text, encoding="utf-8")
    book = read_sheets([path])
    assert book.problems == ()
    assert book.sheets["toy"].parts[0].flat == (ROWS,)
