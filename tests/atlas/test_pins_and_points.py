from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from atlas.authored import Authored
from atlas.landmarks import LandmarkPoints
from atlas.pins import place_pins
from atlas.placing import Placer
from atlas.points import SurfacePoint, place_points, seen_points
from atlas.scene import Scene
from atlas.seedbook import PinRecord, SeedBook
from atlas.seedlines import LaidSeeds, SeedLayer
from atlas.skin import SkinIndex
from atlas.vocabulary import Vocabulary, ZoneName
from tests.atlas.toys import toy_body

LANDMARKS = {
    "breast": np.array([60.0, 1200.0, 50.0]),
    "back": np.array([60.0, 1200.0, -50.0]),
    "arm": np.array([200.0, 1150.0, 20.0]),
}
NAMES = {
    "joint": ZoneName("joint", "deep in the joint", "shoulder", is_midline=False, is_deep=True),
    "core": ZoneName("core", "deep inside", "pelvis", is_midline=True, is_deep=True),
}


@pytest.fixture(scope="module")
def authored() -> Authored:
    scene = Scene(toy_body())
    is_exposed = np.ones(len(scene.body.surface.triangles), dtype=bool)
    placer = Placer(scene)
    layer = SeedLayer(SkinIndex(scene.body.surface, is_exposed), placer, LANDMARKS)
    return Authored(
        Vocabulary(tuple(NAMES.values())), SeedBook(), scene, is_exposed, placer,
        LandmarkPoints((), LANDMARKS), layer, LaidSeeds((), {}, (), ()), (),
    )  # fmt: skip


def pin(zone: str, view: str, place: str = "breast") -> PinRecord:
    return PinRecord(zone, view, place, (40.0, -10.0), f"data/x.yaml: {zone}")


def test_a_sided_pin_in_a_symmetric_view_has_a_mirrored_twin(authored: Authored) -> None:
    pins, problems = place_pins(authored.scene, authored.layer, [pin("joint", "front")], NAMES)
    assert problems == ()
    left, right = pins["front"]
    assert (left.side, right.side) == ("left", "right")
    assert left.spot == (60.0, 480.0)
    assert left.dot == (100.0, 470.0)
    assert right.spot == (-60.0, 480.0)
    assert right.dot == (-100.0, 470.0)
    assert left.reads_rightward
    assert not right.reads_rightward


def test_a_midline_pin_stands_once_on_the_midline(authored: Authored) -> None:
    pins, _ = place_pins(authored.scene, authored.layer, [pin("core", "front")], NAMES)
    (only,) = pins["front"]
    assert (only.side, only.spot) == ("midline", (0.0, 480.0))


def test_a_pin_of_the_left_view_appears_mirrored_in_the_right_one(authored: Authored) -> None:
    pins, _ = place_pins(authored.scene, authored.layer, [pin("joint", "left")], NAMES)
    (left,), (right,) = pins["left"], pins["right"]
    assert (left.side, right.side) == ("left", "right")
    assert right.dot == (-left.dot[0], left.dot[1])


def test_a_pin_without_a_place_is_a_problem(authored: Authored) -> None:
    record = pin("joint", "front", "nowhere")
    pins, problems = place_pins(authored.scene, authored.layer, [record], NAMES)
    assert pins == {}
    assert problems == ("data/x.yaml: joint: place: no landmark 'nowhere'",)


def record(point_id: str, position: dict, only_side: str | None = None) -> dict:
    return {"id": point_id, "position": position, "only_side": only_side}


def test_points_are_seen_from_where_their_skin_faces(authored: Authored) -> None:
    points, problems = place_points(
        authored,
        [
            record("front-1", {"between": ["breast"]}),
            record("back-1", {"between": ["back"]}),
            record("arm-1", {"between": ["arm", "breast"], "along": 0.0}, "right"),
        ],
    )
    assert problems == ()
    front = seen_points(authored.scene.render("front", mm_per_px=2.0), points)
    assert front == {"front-1": (60.0, 480.0), "arm-1": (200.0, 530.0)}
    back = seen_points(authored.scene.render("back", mm_per_px=2.0), points)
    assert back == {"back-1": (-60.0, 480.0)}
    assert [point.sides for point in points] == [("left", "right"), ("left", "right"), ("right",)]


def test_a_point_behind_another_limb_is_not_seen(authored: Authored) -> None:
    position = {"between": ["breast"], "offset_mm": {"forward": -45.0}, "facing": "lateral"}
    points, _ = place_points(authored, [record("side-1", position)])
    assert points[0].point_mm[0] == pytest.approx(100.0)
    covered = seen_points(authored.scene.render("left", mm_per_px=2.0), points)
    assert covered == {}


def test_a_point_within_is_seen_through_in_the_views_that_show_its_muscle(
    authored: Authored,
) -> None:
    deep = np.array([30.0, 1200.0, 0.0])
    forward = np.array([0.0, 0.0, 1.0])
    point = SurfacePoint("deep-1", ("left", "right"), deep, forward, ("back",))
    on_skin = replace(point, through=())
    for view, expected in (("back", {"deep-1": (-30.0, 480.0)}), ("front", {})):
        frame = authored.scene.render(view, mm_per_px=2.0)
        assert seen_points(frame, [point]) == expected
        assert seen_points(frame, [on_skin]) == {}


def test_points_that_cannot_be_placed_are_problems(authored: Authored) -> None:
    points, problems = place_points(
        authored,
        [record("lost-1", {"between": ["nowhere"]}), record("none-1", None)],  # type: ignore[arg-type]
    )
    assert points == ()
    assert problems[0].startswith("data/trigger_points.yaml: lost-1: position: between")
    assert problems[1].startswith("data/trigger_points.yaml: none-1: position")
