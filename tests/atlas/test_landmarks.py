from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from atlas.descriptors import FLOOR_Y_MM
from atlas.landmarks import (
    LandmarkError,
    LandmarkPoints,
    find_landmarks,
    load_landmarks,
    off_surface,
    read_landmarks,
)
from atlas.placing import Placer, PositionError
from atlas.scene import Scene
from tests.atlas.toys import toy_body


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene(toy_body())


@pytest.fixture(scope="module")
def placer(scene: Scene) -> Placer:
    return Placer(scene)


def written(folder: Path, text: str, name: str = "landmarks.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


GOOD = """
landmarks:
- {id: sternum, name: breastbone, side: midline, position: {view: front, x_mm: 1, y_mm: 500}}
- {id: halfway, name: h, position: {between: [sternum, arm-outer], along: 0.3, facing: front}}
- {id: arm-outer, name: a, position: {segment: upper-arm, along: 0.5, around_deg: 90}}
"""


def test_a_view_position_is_the_first_surface_behind_the_picture_point(placer: Placer) -> None:
    point = placer.place({"view": "front", "x_mm": 30.0, "y_mm": FLOOR_Y_MM - 1000.0}, {})
    assert np.allclose(point, [30.0, 1000.0, 50.0])
    behind = placer.place({"view": "back", "x_mm": -30.0, "y_mm": FLOOR_Y_MM - 1000.0}, {})
    assert np.allclose(behind, [30.0, 1000.0, -50.0])


def test_a_side_view_meets_the_arm_before_the_trunk(placer: Placer) -> None:
    point = placer.place({"view": "left", "x_mm": 0.0, "y_mm": FLOOR_Y_MM - 1100.0}, {})
    assert np.allclose(point, [220.0, 1100.0, 0.0])


@pytest.mark.parametrize(
    ("around_deg", "expected"),
    [(0, [200.0, 1150.0, 20.0]), (90, [220.0, 1150.0, 0.0]),
     (180, [200.0, 1150.0, -20.0]), (270, [180.0, 1150.0, 0.0])],
)  # fmt: skip
def test_angles_around_a_limb_go_from_the_front_laterally(
    placer: Placer, around_deg: float, expected: list[float]
) -> None:
    position = {"segment": "upper-arm", "along": 0.5, "around_deg": around_deg}
    assert np.allclose(placer.place(position, {}), expected)


def test_the_trunk_is_met_without_its_arms(placer: Placer) -> None:
    position = {"segment": "trunk", "y_mm": 1150.0, "around_deg": 90}
    assert np.allclose(placer.place(position, {}), [100.0, 1150.0, 0.0])


def test_between_interpolates_offsets_and_comes_to_the_facing_skin(placer: Placer) -> None:
    known = {"a": np.array([0.0, 900.0, 50.0]), "b": np.array([0.0, 1100.0, 50.0])}
    position = {
        "between": ["a", "b"],
        "along": 0.25,
        "offset_mm": {"lateral": 30, "up": 5},
        "facing": "back",
    }
    assert np.allclose(placer.place(position, known), [30.0, 955.0, -50.0])


def test_a_midline_landmark_lies_exactly_on_the_midline(placer: Placer) -> None:
    position = {"view": "front", "x_mm": 3.0, "y_mm": FLOOR_Y_MM - 1000.0}
    point = placer.place(position, {}, is_midline=True)
    assert point[0] == 0.0
    assert np.allclose(point, [0.0, 1000.0, 50.0])


@pytest.mark.parametrize(
    ("position", "message"),
    [
        (
            {"view": "front", "x_mm": 150.0, "y_mm": 400.0},
            "x_mm, y_mm: .* beside the body in front",
        ),
        ({"view": "front", "x_mm": 1.0}, "y_mm: missing"),
        ({"view": "fronts", "x_mm": 1.0, "y_mm": 1.0}, "view: no view 'fronts'"),
        ({"view": "front", "x_mm": "1", "y_mm": 1.0}, "x_mm: '1' is not a number"),
        ({"view": "front", "x_mm": 1, "y_mm": 1, "z_mm": 1}, "z_mm: unknown in a view position"),
        ({"segment": "arm", "along": 0, "around_deg": 0}, "segment: no segment 'arm'"),
        ({"segment": "upper-arm", "along": 3, "around_deg": 0}, "along: no surface"),
        ({"segment": "trunk", "y_mm": 3000, "around_deg": 0}, "y_mm: no trunk"),
        ({"between": ["nowhere"]}, "between: no landmark 'nowhere'"),
        ({"between": ["a", "b"]}, "along: missing"),
        ({"between": ["a"], "offset_mm": {"left": 1}}, "offset_mm.left: use lateral"),
        ({"between": ["a"], "facing": "inward"}, "facing: 'inward' is not one of"),
        ({"along": 0.5}, "position: needs one of"),
    ],
)
def test_a_wrong_position_names_its_field(
    placer: Placer, position: dict[str, Any], message: str
) -> None:
    with pytest.raises(PositionError, match=message):
        placer.place(position, {"a": np.zeros(3)})


def test_landmarks_are_found_whatever_their_order_and_mirrored(
    tmp_path: Path, scene: Scene
) -> None:
    points = load_landmarks(scene, [written(tmp_path, GOOD)])
    assert list(points.left_mm) == ["sternum", "halfway", "arm-outer"]
    assert np.allclose(points.point_mm("arm-outer", "right"), [-220.0, 1150.0, 0.0])
    assert np.array_equal(points.point_mm("sternum", "right"), points.point_mm("sternum", "left"))
    # Three tenths of the way from (0, 1180, 50) to (220, 1150, 0).
    assert np.allclose(points.point_mm("halfway"), [66.0, 1171.0, 50.0])


def test_files_are_read_as_one(tmp_path: Path) -> None:
    first = written(tmp_path, GOOD)
    second = written(tmp_path, GOOD.replace("sternum", "other"), "landmarks-2.yaml")
    with pytest.raises(LandmarkError) as caught:
        read_landmarks([first, second])
    assert caught.value.problems == (
        "landmarks-2.yaml:4: halfway: id: used before at landmarks.yaml:4",
        "landmarks-2.yaml:5: arm-outer: id: used before at landmarks.yaml:5",
    )


def test_every_wrong_record_is_named_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "landmarks:\n- {name: nobody}\n- {id: a, name: A, side: right, position: {}}\n"
        "- {id: b, position: 3, colour: red}\n",
    )
    with pytest.raises(LandmarkError) as caught:
        read_landmarks([path])
    assert caught.value.problems == (
        "landmarks.yaml:2: id: every landmark needs one",
        "landmarks.yaml:3: a: side: 'right' is not left or midline",
        "landmarks.yaml:4: b: colour: unknown field; allowed are id, name, note, position, side",
        "landmarks.yaml:4: b: name: a readable name is required",
        "landmarks.yaml:4: b: position: a mapping is required",
    )


@pytest.mark.parametrize("text", ["[1, 2]", "landmarks: {}", "landmarks: [", ""])
def test_a_file_of_another_shape_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(LandmarkError, match=r"landmarks\.yaml"):
        read_landmarks([written(tmp_path, text)])


def test_circles_and_misses_are_told_with_file_line_and_id(tmp_path: Path, placer: Placer) -> None:
    path = written(
        tmp_path,
        "landmarks:\n- {id: a, name: A, position: {between: [b]}}\n"
        "- {id: b, name: B, position: {between: [a]}}\n"
        "- {id: c, name: C, position: {view: front, x_mm: 150, y_mm: 400}}\n"
        "- {id: d, name: D, position: {between: [c]}}\n",
    )
    points, problems = find_landmarks(read_landmarks([path]), placer)
    assert points.left_mm == {}
    assert [problem.split(": ")[:3] for problem in problems] == [
        ["landmarks.yaml:4", "c", "x_mm, y_mm"],
        ["landmarks.yaml:5", "d", "between"],
        ["landmarks.yaml:2", "a", "between"],
        ["landmarks.yaml:3", "b", "between"],
    ]


def test_points_off_the_surface_are_listed_with_their_distance(placer: Placer) -> None:
    points = LandmarkPoints(
        (), {"on": np.array([10.0, 1000.0, 50.5]), "off": np.array([10.0, 1000.0, 57.0])}
    )
    assert off_surface(points, placer) == pytest.approx({"off": 7.0})
