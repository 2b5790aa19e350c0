"""The mouth's zones: which there are, whose side is where, and that they meet without overlap."""

from __future__ import annotations

import pytest
from shapely.geometry import Polygon
from shapely.ops import unary_union

from atlas.mouth import BOX_MM, MouthArt, draw_mouth
from atlas.pictures import Picture, ZoneShape


@pytest.fixture(scope="module")
def mouth() -> tuple[Picture, MouthArt]:
    return draw_mouth()


def polygon(shape: ZoneShape) -> Polygon:
    return Polygon(shape.loops[0].polygon_points())


def test_teeth_come_in_three_groups_a_side_and_jaw(mouth: tuple[Picture, MouthArt]) -> None:
    picture, art = mouth
    sided = {(s.zone, s.side) for s in picture.shapes if s.side != "midline"}
    groups = [
        f"{jaw}-{g}" for jaw in ("upper", "lower") for g in ("incisors", "premolars", "molars")
    ]
    assert sided == {(group, side) for group in groups for side in ("left", "right")}
    assert len(art.teeth) == 32


def test_patients_left_is_on_the_right_of_the_picture(mouth: tuple[Picture, MouthArt]) -> None:
    picture, _ = mouth
    for shape in picture.shapes:
        x = polygon(shape).centroid.x
        if shape.side == "left":
            assert x > 0
        elif shape.side == "right":
            assert x < 0
        else:
            assert abs(x) < 0.2


def test_zones_do_not_overlap_and_stay_in_the_picture(mouth: tuple[Picture, MouthArt]) -> None:
    picture, _ = mouth
    shapes = [polygon(shape) for shape in picture.shapes]
    assert all(shape.is_valid for shape in shapes)
    total = sum(shape.area for shape in shapes)
    assert unary_union(shapes).area == pytest.approx(total, rel=0.005)
    x, y, width, height = BOX_MM
    low_x, low_y, high_x, high_y = unary_union(shapes).bounds
    assert x < low_x
    assert high_x < x + width
    assert y < low_y
    assert high_y < y + height


def test_every_tooth_stands_in_its_gum(mouth: tuple[Picture, MouthArt]) -> None:
    _, art = mouth
    gums = unary_union([Polygon(loop.polygon_points()) for loop in art.gums])
    for loop in art.teeth:
        tooth = Polygon(loop.polygon_points())
        assert tooth.is_valid
        assert gums.buffer(0.3).contains(tooth)
