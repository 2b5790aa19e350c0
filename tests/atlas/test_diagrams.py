"""The constructed views: their places, bones that hide what lies behind, and the file."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely

from atlas.coverage import polygon
from atlas.diagrams.diagram import Diagram, Ligament, across
from atlas.diagrams.forms import Bone, Hollow, Plate, Rod, closed_curve, open_curve
from atlas.diagrams.relief import draw_relief, half_grid, visible_lines
from atlas.diagrams.views import DIAGRAMS, covered_area, covers
from atlas.diagrams.writing import write_diagram
from atlas.manifest import CONSTRUCTED_VIEWS, VIEW_NAMES, shape_entries

SVG = "{http://www.w3.org/2000/svg}"
# What a page can afford for each, compressed, and for all of them.
LARGEST_BYTES, ALL_BYTES = 6 * 1024, 11.25 * 1024
# Neighbouring places are parted by a gap; where their smooth outlines touch, by less than this.
TOUCH_MM2 = 2.0

SQUARE = ((10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0))
BALL = Bone("ball", (Rod(((20.0, 20.0, 8.0),)),), 10.0)
BAR = Bone("bar", (Rod(((4.0, 20.0, 3.0), (36.0, 20.0, 3.0))),), 0.0)
BOX = (-50.0, 0.0, 100.0, 40.0)
NOTHING = shapely.Polygon()


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return {view_id: write_diagram(diagram) for view_id, diagram in DIAGRAMS.items()}


def test_every_constructed_view_has_its_words() -> None:
    assert {*DIAGRAMS, "mouth"} == CONSTRUCTED_VIEWS
    assert set(VIEW_NAMES) >= CONSTRUCTED_VIEWS


@pytest.mark.parametrize("diagram", DIAGRAMS.values(), ids=DIAGRAMS)
class TestPlaces:
    def test_they_stay_in_the_picture_and_hardly_touch(self, diagram: Diagram) -> None:
        areas = [polygon(shape.loops) for shape in diagram.zones]
        x, y, width, height = diagram.box_mm
        assert all(area.is_valid for area in areas)
        assert shapely.box(x, y, x + width, y + height).contains(shapely.union_all(areas))
        for k, area in enumerate(areas):
            for other in areas[k + 1 :]:
                assert area.intersection(other).area < TOUCH_MM2

    def test_the_patients_left_is_on_the_right_of_the_picture(self, diagram: Diagram) -> None:
        for entry in shape_entries(diagram.zones, diagram.box_mm):
            x = entry["label_point"][0]
            assert {"left": x > 0.0, "right": x < 0.0, "midline": x == 0.0}[entry["side"]]

    def test_bones_stay_in_the_picture(self, diagram: Diagram) -> None:
        x, y, width, height = diagram.box_mm
        left = shapely.box(x, y, x + width, y + height)
        assert left.buffer(0.01).contains(shapely.union_all([b.area() for b in diagram.bones]))


class TestForms:
    def test_a_rod_is_as_high_as_it_is_thick(self) -> None:
        grid = half_grid(BOX)
        heights = BAR.heights(grid)
        assert heights.max() == pytest.approx(3.0, abs=0.05)
        middles = grid.middles()
        beside = np.abs(middles[..., 1] - 20.0) > 3.2
        assert np.isneginf(heights[beside]).all()

    def test_a_plate_is_level_within_its_rim(self) -> None:
        grid = half_grid(BOX)
        heights = Plate(SQUARE, 4.0, 2.0).heights(grid)
        middles = grid.middles()
        inner = (np.abs(middles - 20.0) < 4.0).all(axis=-1)
        assert heights[inner] == pytest.approx(6.0)
        assert heights[np.isfinite(heights)].min() < 4.0

    def test_a_hollow_takes_height_away_in_its_middle_only(self) -> None:
        depths = Hollow((20.0, 20.0), (4.0, 2.0), 3.0).depths(half_grid(BOX))
        assert depths.max() == pytest.approx(3.0, abs=0.1)
        assert depths.min() == 0.0

    def test_a_bone_is_cut_level_where_it_is_said(self) -> None:
        area = Bone("cut", (Plate(SQUARE, 4.0),), 0.0, cut_above_mm=15.0).area()
        assert area.bounds[1] == 15.0
        assert area.bounds[3] > 29.0

    def test_curves_pass_through_their_points(self) -> None:
        for curve in (open_curve(SQUARE), closed_curve(SQUARE)):
            line = shapely.LineString(curve)
            assert max(line.distance(shapely.Point(p)) for p in SQUARE) < 0.01
        assert (closed_curve(SQUARE)[0] == closed_curve(SQUARE)[-1]).all()

    def test_a_half_is_closed_with_its_mirror_image(self) -> None:
        half = ((0.0, 1.0), (5.0, 2.0), (0.0, 3.0))
        assert across(half) == ((0.0, 1.0), (5.0, 2.0), (0.0, 3.0), (-5.0, 2.0))

    def test_a_ligaments_strands_run_from_edge_to_edge(self) -> None:
        band = Ligament("band", (((0.0, 0.0), (4.0, 0.0)), ((0.0, 9.0), (8.0, 9.0))), 3)
        assert band.strands()[1] == ((2.0, 0.0), (4.0, 9.0))
        assert band.outline() == ((0.0, 0.0), (0.0, 9.0), (8.0, 9.0), (4.0, 0.0))


class TestRelief:
    def test_a_nearer_bone_hides_the_lines_of_a_farther_one(self) -> None:
        areas = {bone.id: bone.area() for bone in (BALL, BAR)}

        def starts(*bones: Bone) -> int:
            return visible_lines(bones, areas, NOTHING).count("M")

        # The bar's outline falls in two, one piece on either side of the ball.
        assert (starts(BAR), starts(BALL), starts(BALL, BAR)) == (1, 1, 3)
        assert visible_lines((BAR, BALL), areas, NOTHING) == visible_lines(
            (BALL, BAR), areas, NOTHING
        )

    def test_what_lies_before_all_hides_all(self) -> None:
        areas = {BAR.id: BAR.area()}
        assert visible_lines((BAR,), areas, shapely.box(0.0, 0.0, 50.0, 40.0)) == ""

    def test_lighter_tones_cover_less(self) -> None:
        relief = draw_relief((BALL, BAR), BOX, NOTHING)
        assert relief.ground.startswith("M")
        assert len([tone for tone in relief.tones if tone]) >= 2

    def test_the_same_forms_give_the_same_picture(self) -> None:
        assert draw_relief((BAR, BALL), BOX, NOTHING) == draw_relief((BALL, BAR), BOX, NOTHING)


class TestFile:
    def test_it_keeps_to_classes_and_its_own_ids(self, written: dict[str, str]) -> None:
        for view_id, svg in written.items():
            root = ElementTree.fromstring(svg)  # noqa: S314 - made here
            assert root.get("data-view") == view_id
            ids = [e.get("id", "") for e in root.iter() if e.get("id")]
            assert ids
            assert all(name.startswith(f"{view_id}-") for name in ids)
            assert not any({"style", "fill", "stroke"} & set(e.keys()) for e in root.iter())
            referred = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg)
            assert {a or b for a, b in referred} == set(ids)

    def test_its_zones_are_the_diagrams(self, written: dict[str, str]) -> None:
        for view_id, svg in written.items():
            root = ElementTree.fromstring(svg)  # noqa: S314 - made here
            found = root.findall(f"{SVG}g[@class='figure-zones']/{SVG}path")
            told = [(e.get("data-zone"), e.get("data-side")) for e in found]
            assert told == [(shape.zone, shape.side) for shape in DIAGRAMS[view_id].zones]

    def test_it_is_small(self, written: dict[str, str]) -> None:
        sizes = [len(gzip.compress(svg.encode(), 9, mtime=0)) for svg in written.values()]
        assert max(sizes) <= LARGEST_BYTES
        assert sum(sizes) <= ALL_BYTES


def test_what_may_hide_a_muscle_is_known_on_both_sides() -> None:
    assert "sacrotuberous-ligament" in covers("pelvic-floor")
    area = covered_area("jaw-open", ("lower-jaw", "teeth"))
    assert area.area > covered_area("jaw-open", ("lower-jaw",)).area
    low_x, _, high_x, _ = area.bounds
    assert low_x == pytest.approx(-high_x)
