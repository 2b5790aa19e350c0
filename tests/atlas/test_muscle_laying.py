"""Laying sheets: strings are tight on the skin, stay on their side, and bow where the flesh is."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from atlas.body import Body
from atlas.landmarks import LandmarkPoints
from atlas.mesh import GROUP_SKIN, Surface
from atlas.muscles.curves3d import catmull_rom, resample, smooth_along
from atlas.muscles.laying import SAMPLES, STRINGS, LaidPart, SheetLayer
from atlas.muscles.sheets import Sheet, SheetPart
from atlas.muscles.skinpatch import SkinPaths
from atlas.placing import Placer
from atlas.pose import Joints
from atlas.scene import Scene

FloatArray = NDArray[np.float64]

RADIUS = 40.0
CENTRE = np.array([100.0, 0.0, 0.0])


def cylinder(rings: int = 41, around: int = 48, height: float = 300.0) -> Surface:
    """Return an upright cylinder on the left, y from 0 up, open at both ends."""
    turn = np.arange(around) * 2.0 * np.pi / around
    ring = np.stack([np.sin(turn), np.zeros(around), np.cos(turn)], axis=1)
    levels = np.linspace(0.0, height, rings)
    points = np.concatenate([CENTRE + RADIUS * ring + [0.0, y, 0.0] for y in levels])
    normals = np.tile(ring, (rings, 1))
    triangles = []
    for level in range(rings - 1):
        for k in range(around):
            a, b = level * around + k, level * around + (k + 1) % around
            triangles += [[a, b, b + around], [a, b + around, a + around]]
    groups = np.full(len(triangles), GROUP_SKIN, dtype=np.uint8)
    parts = np.zeros((len(points), 21))
    parts[:, 2] = 1.0
    return Surface(points, normals, np.array(triangles), groups, parts)


def on_cylinder(angle_deg: float, y: float) -> FloatArray:
    turn = np.radians(angle_deg)
    return CENTRE + np.array([RADIUS * np.sin(turn), y, RADIUS * np.cos(turn)])


@pytest.fixture(scope="module")
def layer() -> SheetLayer:
    surface = cylinder()
    bones = ("head", "neck01", "spine02")
    joints = Joints(dict.fromkeys(bones, CENTRE), dict.fromkeys(bones, CENTRE))
    scene = Scene(Body(surface, joints, np.arange(len(surface.points_mm))))
    known = {
        "front-low": on_cylinder(0.0, 60.0),
        "front-high": on_cylinder(0.0, 240.0),
        "side-high": on_cylinder(60.0, 240.0),
        "side-low": on_cylinder(60.0, 60.0),
        "round-low": on_cylinder(150.0, 60.0),
    }
    exposed = np.ones(len(surface.triangles), dtype=bool)
    return SheetLayer(SkinPaths(surface, exposed), Placer(scene), LandmarkPoints((), known))


def laid(layer: SheetLayer, part: SheetPart) -> LaidPart:
    toward = {"front": np.array([0.0, 0.0, 1.0])}
    parts, problems = layer.lay(Sheet("toy", (part,), "sheets-arm.yaml:2"), toward)
    assert problems == ()
    return parts[0]


def off_skin(points: FloatArray) -> float:
    aside = points - CENTRE
    return float(np.abs(np.hypot(aside[..., 0], aside[..., 2]) - RADIUS).max())


def test_a_sheet_lies_on_the_skin_from_row_to_row(layer: SheetLayer) -> None:
    sheet = laid(layer, SheetPart("main", (("front-high", "side-high"), ("front-low", "side-low"))))
    assert sheet.points_mm.shape == (STRINGS, SAMPLES, 3)
    assert off_skin(sheet.points_mm) < 1.0
    assert np.linalg.norm(sheet.points_mm[0, 0] - on_cylinder(0.0, 240.0)) < 1.0
    assert np.linalg.norm(sheet.points_mm[-1, -1] - on_cylinder(60.0, 60.0)) < 1.0
    assert sheet.length_mm == pytest.approx(180.0, abs=2.0)


def test_a_string_takes_the_shortest_way_around(layer: SheetLayer) -> None:
    """Unrolled, the way around a cylinder is straight: length^2 = (radius * turn)^2 + height^2."""
    sheet = laid(layer, SheetPart("main", (("front-high",), ("round-low",))))
    straight = np.hypot(RADIUS * np.radians(150.0), 180.0)
    assert sheet.length_mm == pytest.approx(straight, rel=0.01)
    turn = np.degrees(np.arctan2(*(sheet.points_mm[0] - CENTRE)[:, [0, 2]].T))
    assert turn[SAMPLES // 2] == pytest.approx(75.0, abs=4.0)
    assert (np.diff(turn) > 0.0).all()


def test_a_via_line_leads_the_other_way_around(layer: SheetLayer) -> None:
    via = ({"between": ["front-high"], "offset_mm": {"lateral": -60.0, "up": -90.0}},)
    sheet = laid(layer, SheetPart("main", (("front-high",), via, ("round-low",))))
    assert sheet.points_mm[0, :, 0].min() < CENTRE[0] - 0.8 * RADIUS


def test_a_belly_bows_within_its_flesh_and_runs_from_medial_to_lateral(layer: SheetLayer) -> None:
    rows = (("front-high",), ("front-low",))
    sheet = laid(layer, SheetPart("main", rows, belly=0.1, flesh=((0.2,), (0.8,))))
    width = np.linalg.norm(sheet.points_mm[-1] - sheet.points_mm[0], axis=1)
    assert int(np.argmax(width)) == pytest.approx(SAMPLES // 2, abs=3)
    assert width.max() == pytest.approx(2.0 * 0.1 * 0.6 * 180.0, rel=0.1)
    assert width[2] < 0.25 * width.max()
    assert sheet.points_mm[-1, SAMPLES // 2, 0] > sheet.points_mm[0, SAMPLES // 2, 0]
    assert off_skin(sheet.points_mm) < 1.0


def test_what_lies_inside_keeps_its_depth(layer: SheetLayer) -> None:
    def deep(name: str) -> dict[str, object]:
        return {"between": [name], "offset_mm": {"forward": -40.0}}

    rows = ((deep("front-high"),), (deep("front-low"),))
    sheet = laid(layer, SheetPart("main", rows, lie="inside", belly=0.1, views=("front",)))
    assert np.allclose(sheet.points_mm[STRINGS // 2, :, [0, 2]].T, CENTRE[[0, 2]], atol=0.5)
    assert (sheet.normals == np.array([0.0, 0.0, 1.0])).all()


def test_a_place_is_found_by_along_and_across(layer: SheetLayer) -> None:
    sheet = laid(layer, SheetPart("main", (("front-high", "side-high"), ("front-low", "side-low"))))
    point, normal = sheet.at(0.5, 1.0)
    assert np.linalg.norm(point - on_cylinder(60.0, 150.0)) < 1.5
    assert float(normal @ (on_cylinder(60.0, 0.0) - CENTRE)) / RADIUS > 0.98


def test_an_unknown_landmark_is_told_with_its_record(layer: SheetLayer) -> None:
    sheet = Sheet("toy", (SheetPart("main", (("nowhere",), ("front-low",))),), "sheets-arm.yaml:2")
    assert layer.lay(sheet, {}) == ((), ("sheets-arm.yaml:2: toy: main: no landmark 'nowhere'",))


def test_the_skin_does_not_reach_across_a_gap() -> None:
    near, far = cylinder(), cylinder()
    points = np.concatenate([near.points_mm, far.points_mm + np.array([120.0, 0.0, 0.0])])
    surface = Surface(
        points,
        np.concatenate([near.normals, far.normals]),
        np.concatenate([near.triangles, far.triangles + len(near.points_mm)]),
        np.concatenate([near.groups, far.groups]),
        np.concatenate([near.part_weights, far.part_weights]),
    )
    skin = SkinPaths(surface, np.ones(len(surface.triangles), dtype=bool))
    with pytest.raises(ValueError, match="does not connect"):
        skin.path(on_cylinder(90.0, 100.0), on_cylinder(-90.0, 100.0) + np.array([120.0, 0.0, 0.0]))
    # Between the two, a point belongs to the one whose skin faces as it is told to.
    middle = on_cylinder(90.0, 100.0) + np.array([20.0, 0.0, 0.0])
    held, _ = skin.project(middle[None], np.array([[1.0, 0.0, 0.0]]))
    assert held[0, 0] == pytest.approx(CENTRE[0] + RADIUS, abs=1.0)
    held, _ = skin.project(middle[None], np.array([[-1.0, 0.0, 0.0]]))
    assert held[0, 0] == pytest.approx(CENTRE[0] + 120.0 - RADIUS, abs=1.0)


def test_curves_keep_their_ends_and_even_steps() -> None:
    controls = np.array([[[0.0, 0.0, 0.0], [10.0, 5.0, 0.0], [20.0, 0.0, 0.0]]])
    curve = catmull_rom(controls)
    assert np.abs(curve[0] - controls[0, 1]).sum(axis=1).min() < 1e-9
    even = resample(curve, 33)
    steps = np.linalg.norm(np.diff(even[0], axis=0), axis=1)
    assert steps.std() < 0.02 * steps.mean()
    smooth = smooth_along(even, 4.0)
    assert np.array_equal(smooth[0, [0, -1]], even[0, [0, -1]])
    assert smooth[0, :, 1].max() < even[0, :, 1].max()
