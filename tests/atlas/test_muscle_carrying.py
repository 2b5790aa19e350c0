from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from atlas.mesh import Surface
from atlas.muscles.carried import MuscleCarrier
from atlas.muscles.laying import SAMPLES, STRINGS, LaidPart
from atlas.muscles.places import PlacedPoint
from atlas.muscles.sheets import SheetPart
from atlas.muscles.skinpatch import SkinPaths
from tests.atlas.toys import boxes_surface

FloatArray = NDArray[np.float64]
SHIFT = np.array([0.0, 120.0, -7.0])
# The cube's few vertices make a skin so round that another step onto it still moves a point.
NEAR_MM = 1.5
FRONT = np.array([0.0, 0.0, 1.0])


@pytest.fixture(scope="module")
def neutral() -> Surface:
    """A cube of 80 mm about the origin."""
    return boxes_surface([((0.0, 0.0, 0.0), (40.0, 40.0, 40.0), "trunk")])


def carrier_to(neutral: Surface, points_mm: FloatArray) -> MuscleCarrier:
    skin = SkinPaths(neutral, np.ones(len(neutral.triangles), dtype=bool))
    return MuscleCarrier(
        neutral, skin, replace(neutral, points_mm=points_mm, home_mm=neutral.points_mm)
    )


def test_a_body_that_is_only_elsewhere_has_the_same_muscles_there(neutral: Surface) -> None:
    carrier = carrier_to(neutral, neutral.points_mm + SHIFT)
    across, along = np.meshgrid(
        np.linspace(5.0, 20.0, STRINGS), np.linspace(-20.0, 20.0, SAMPLES), indexing="ij"
    )
    grid = np.stack([across, along, np.full_like(along, 40.0)], axis=2)
    normals = np.broadcast_to(FRONT, grid.shape).copy()
    skin = LaidPart(SheetPart("skin", ()), *carrier._skin.project(grid, normals))
    deep = LaidPart(SheetPart("deep", (), lie="inside", views=("front",)), grid - 20.0, normals)
    moved = carrier.parts((skin, deep), {"front": FRONT})
    assert moved[0].points_mm == pytest.approx(skin.points_mm + SHIFT, abs=NEAR_MM)
    assert moved[1].points_mm == pytest.approx(deep.points_mm + SHIFT)
    assert (moved[1].normals == FRONT).all()
    assert [each.part.id for each in moved] == ["skin", "deep"]


def test_points_are_carried_as_the_sheets_are(neutral: Surface) -> None:
    carrier = carrier_to(neutral, neutral.points_mm + SHIFT)
    within = PlacedPoint("a-1", np.array([10.0, 0.0, 5.0]), FRONT, is_inside=True)
    assert carrier.point(within).point_mm == pytest.approx(within.point_mm + SHIFT)
    assert carrier.point(within).is_inside
    places, normals = carrier._skin.project(np.array([[10.0, 0.0, 40.0]]), FRONT[None])
    outside = carrier.point(PlacedPoint("a-2", places[0], normals[0]))
    assert outside.point_mm == pytest.approx(places[0] + SHIFT, abs=NEAR_MM)
    assert outside.normal == pytest.approx(normals[0], abs=0.05)


def test_what_lies_on_the_midline_stays_on_it(neutral: Surface) -> None:
    wide = neutral.points_mm * np.array([1.5, 1.0, 1.0])
    carried = carrier_to(neutral, wide).landmarks(
        {"middle": np.array([0.0, 3.0, 10.0]), "aside": np.array([30.0, 3.0, 10.0])}
    )
    assert carried["middle"][0] == pytest.approx(0.0, abs=1e-9)
    assert 36.0 < carried["aside"][0] < 50.0
