"""Pictures of a toy body: a trunk with zones left and right of a midline band, and two arms."""

from __future__ import annotations

import numpy as np
import pytest

from atlas.coverage import polygon
from atlas.descriptors import PARTS
from atlas.labels import label_view, left_box
from atlas.pictures import Picture, draw_picture
from atlas.pixelsides import OUTSIDE
from atlas.scene import Scene
from atlas.vocabulary import ZoneName
from atlas.zones import Segments, ZoneSeeds
from tests.atlas.toys import toy_body

NO_SEEDS = Segments.of([])


def zone(name: str, part: str, *line: list[float], radius_mm: float | None = None) -> ZoneSeeds:
    seeds = Segments.of([np.array(line, dtype=float)])
    return ZoneSeeds(name, (PARTS.index(part),), seeds, NO_SEEDS, radius_mm)


ZONES = (
    zone("band", "trunk", [0, 800, 50], [0, 1400, 50], radius_mm=20.0),
    zone("chest", "trunk", [60, 1200, 50], [60, 1400, 50]),
    zone("belly", "trunk", [60, 800, 50], [60, 1000, 50]),
    zone("arm", "upper-arm", [200, 1000, 20], [200, 1300, 20]),
)
NAMES = {z.zone: ZoneName(z.zone, z.zone, "chest", z.zone == "band", is_deep=False) for z in ZONES}


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene(toy_body())


@pytest.fixture(scope="module")
def front(scene: Scene) -> Picture:
    return draw_picture(scene, "front", ZONES, NAMES, mm_per_px=2.0)[0]


def areas(picture: Picture) -> dict[tuple[str, str], float]:
    return {(s.zone, s.side): float(polygon(s.loops).area) for s in picture.shapes}


def test_only_the_patients_left_half_is_computed(scene: Scene) -> None:
    box, mirror = left_box(scene, "front")
    assert (box[0], mirror) == (0.0, 0)
    box, mirror = left_box(scene, "back")
    assert (box[0] + box[2], mirror) == (0.0, 1)
    box, mirror = left_box(scene, "left")
    assert mirror is None


def test_labels_name_zones_on_the_body_and_nothing_off_it(scene: Scene) -> None:
    seen = label_view(scene, "front", ZONES, mm_per_px=4.0)
    assert set(np.unique(seen.labels)) == {OUTSIDE, 0, 1, 2, 3}
    assert ((seen.labels == OUTSIDE) == ~seen.frame.is_hit).all()


def test_sided_zones_come_in_twins_and_midline_ones_once(front: Picture) -> None:
    assert [(s.zone, s.side, s.is_twin) for s in front.shapes] == [
        ("band", "midline", False),
        ("chest", "left", False), ("chest", "right", True),
        ("belly", "left", False), ("belly", "right", True),
        ("arm", "left", False), ("arm", "right", True),
    ]  # fmt: skip


def test_zones_have_the_size_they_have_on_the_body(front: Picture) -> None:
    found = areas(front)
    assert found["band", "midline"] == pytest.approx(40.0 * 600.0, rel=0.025)
    assert found["chest", "left"] == pytest.approx(80.0 * 300.0, rel=0.015)
    assert found["chest", "right"] == pytest.approx(found["chest", "left"])
    assert found["arm", "left"] == pytest.approx(40.0 * 300.0, rel=0.01)


def test_zones_fill_the_outline(front: Picture) -> None:
    assert sum(areas(front).values()) == pytest.approx(polygon(front.outline).area, rel=1e-6)


def test_left_is_on_the_right_of_the_front_and_on_the_left_of_the_back(
    scene: Scene, front: Picture
) -> None:
    back, _ = draw_picture(scene, "back", ZONES, NAMES, mm_per_px=4.0)
    for picture, sign in ((front, 1.0), (back, -1.0)):
        for shape in picture.shapes:
            if shape.zone == "arm":
                side = 1.0 if shape.side == "left" else -1.0
                assert polygon(shape.loops).centroid.x * sign * side > 150.0


def test_the_view_from_the_right_mirrors_the_one_from_the_left(scene: Scene) -> None:
    left, _ = draw_picture(scene, "left", ZONES, NAMES, mm_per_px=4.0)
    right = left.mirrored("right")
    assert {s.side for s in left.shapes} == {"left"}
    assert {s.side for s in right.shapes} == {"right"}
    assert right.view_id == "right"
    for one, two in zip(left.shapes, right.shapes, strict=True):
        a, b = polygon(one.loops), polygon(two.loops)
        assert b.area == pytest.approx(a.area)
        assert b.centroid.x == pytest.approx(-a.centroid.x)


def test_a_nearer_part_has_an_edge_before_a_farther_one(scene: Scene) -> None:
    left, _ = draw_picture(scene, "left", ZONES, NAMES, mm_per_px=2.0)
    # The arm before the trunk: two upright edges, at z = -20 and z = 20.
    upright = [e for e in left.edges if np.ptp(e.flattened()[:, 1]) > 250.0]
    reached = {round(float(abs(x))) for e in upright for x in e.flattened()[:, 0]}
    assert 20 in reached
