"""The skeleton: places under landmarks, forms from all sides, and drawings that hide and mirror."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from atlas.descriptors import BODIES, VIEW_BY_ID
from atlas.frames import Camera
from atlas.freshness import ROOT, digest_of
from atlas.pose import Joints
from atlas.skeleton.bones import Bones, build_bones
from atlas.skeleton.drawing import Drawing, draw_view
from atlas.skeleton.forms import Hull, Line, Outline, Tube, silhouette, smooth_closed, smooth_half
from atlas.skeleton.freshness import skeleton_folder, skeleton_inputs, stale_skeleton
from atlas.skeleton.layer import skeleton_svg
from atlas.skeleton.places import PlaceError, Places, hermite
from atlas.skeleton.records import Bone, Labelled, Part
from atlas.skeleton.rows import LEVELS, vertebrae

FloatArray = NDArray[np.float64]

# What a page can fetch along with a view, without compression.
LARGEST_BYTES = 27_000

LANDMARKS = {"hip": np.array([80.0, 900.0, 30.0]), "knee": np.array([100.0, 500.0, 40.0])}


def camera(view_id: str) -> Camera:
    """Return the camera of a whole-body view, which needs no joints."""
    view = VIEW_BY_ID[view_id]
    x, y = view.anchor_at_mm
    right, up = np.array(view.right), np.array(view.up)
    return Camera(-x * right + y * up, right, up, view.box_mm, view.mm_per_px)


def places() -> Places:
    start, end = np.array([80.0, 900.0, 0.0]), np.array([80.0, 500.0, 0.0])
    joints = Joints({"upperleg01.L": start, "lowerleg01.L": end}, {})
    return Places(LANDMARKS, joints)


def ball(x: float, y: float, z: float, radius: float) -> Tube:
    return Tube(np.array([[x, y, z]]), (radius,))


def drawn(*bones: Bone, view: str = "front", labels: tuple[Labelled, ...] = ()) -> Drawing:
    return draw_view(Bones(bones, labels, ()), view, camera(view))


def length(chains: tuple[tuple[FloatArray, bool], ...]) -> float:
    return sum(float(np.linalg.norm(c[:, 3] - c[:, 0], axis=1).sum()) for c, _ in chains)


def test_a_place_is_a_name_moved_or_between_two() -> None:
    found = places()
    assert found.find("hip").tolist() == [80.0, 900.0, 30.0]
    assert found.find(["hip", -5, 10, 2]).tolist() == [75.0, 910.0, 32.0]
    assert found.find(["hip", "knee", 0.5]).tolist() == [90.0, 700.0, 35.0]
    assert found.find(["hip", "knee", 0.5, 1, 0, -5]).tolist() == [91.0, 700.0, 30.0]
    assert found.find("thigh@0.25").tolist() == [80.0, 800.0, 0.0]


@pytest.mark.parametrize(
    "place", ["ankle", "thigh@middle", ["hip", 1.0], ["hip", "knee"], [1.0, 2.0, 3.0]]
)
def test_a_wrong_place_is_refused(place: str | list[str | float]) -> None:
    with pytest.raises(PlaceError):
        places().find(place)


def test_a_name_is_given_once() -> None:
    found = places()
    found.name("hip-centre", np.zeros(3))
    with pytest.raises(PlaceError, match="hip-centre"):
        found.name("hip-centre", np.ones(3))


def test_numbered_places_are_passed_and_evenly_numbered_places_stay_even() -> None:
    at = np.array([1.0, 2.0, 6.0])
    straight = np.stack([3.0 * at, -at], axis=1)
    wanted = np.arange(1.0, 7.0)
    np.testing.assert_allclose(hermite(at, straight, wanted)[:, 0], 3.0 * wanted)
    bent = np.array([[0.0], [4.0], [1.0]])
    np.testing.assert_allclose(hermite(at, bent, at), bent)


def test_a_ball_is_round_from_every_side() -> None:
    for view in ("front", "back", "left"):
        shape = silhouette(ball(50.0, 800.0, 20.0, 10.0), camera(view))
        assert shape.area == pytest.approx(np.pi * 100.0, rel=0.01)


def test_a_tube_is_as_wide_as_its_radii_say() -> None:
    tube = Tube(np.array([[50.0, 800.0, 0.0], [50.0, 700.0, 0.0]]), (10.0, 5.0))
    x0, y0, x1, y1 = silhouette(tube, camera("front")).bounds
    assert (x1 - x0, y1 - y0) == pytest.approx((20.0, 115.0), abs=0.2)


def test_closed_outlines_pass_their_points_and_halves_meet_the_midline_level() -> None:
    corners = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])
    loop = smooth_closed(corners)
    assert all(np.linalg.norm(loop - corner, axis=1).min() < 1e-9 for corner in corners)
    np.testing.assert_allclose(loop[0], loop[-1])
    half = smooth_half(np.array([[0.0, 10.0], [8.0, 5.0], [0.0, 0.0]]))
    first = half[1] - half[0]
    assert half[0].tolist() == [0.0, 10.0]
    assert abs(first[1]) < 0.2 * abs(first[0])


def test_a_flat_bone_seen_from_its_edge_is_a_thin_plate() -> None:
    flat = Outline(
        np.array([[10.0, 0.0, 0.0], [60.0, 0.0, 0.0], [60.0, 50.0, 0.0], [10.0, 50.0, 0.0]])
    )
    assert silhouette(flat, camera("front")).area > 2000.0
    assert 0.0 < silhouette(flat, camera("left")).area < 200.0


def test_a_nearer_bone_hides_the_lines_behind_it_and_not_those_beside_it() -> None:
    behind = Bone("b", "trunk", (Part(ball(100.0, 800.0, 0.0, 20.0)),))
    alone = length(drawn(behind).sided_lines)
    half = Bone(
        "h",
        "trunk",
        (
            Part(
                Hull(
                    np.array([[100.0, 700.0, 50.0], [300.0, 700.0, 50.0], [100.0, 900.0, 50.0]]),
                    1.0,
                )
            ),
        ),
    )
    both = drawn(half, behind)
    outline = length(drawn(half).sided_lines)
    assert length(both.sided_lines) == pytest.approx(outline + alone / 2.0, rel=0.1)
    from_behind = drawn(half, behind, view="back")
    assert length(from_behind.sided_lines) > outline + alone / 2.0 - 80.0


def test_what_reaches_the_midline_is_closed_by_its_mirror_image() -> None:
    found = drawn(Bone("s", "trunk", (Part(ball(0.0, 800.0, 0.0, 20.0)),)))
    assert found.sided_lines == ()
    ((chain, is_closed),) = found.whole_lines
    assert is_closed
    points = {(round(x, 3) + 0.0, round(y, 3)) for x, y in chain.reshape(-1, 2).tolist()}
    assert points == {(-x + 0.0, y) for x, y in points}


def test_an_open_end_has_no_edge() -> None:
    way = np.array([[50.0, 800.0, 0.0], [90.0, 800.0, 0.0]])
    closed = drawn(Bone("r", "trunk", (Part(Tube(way, (5.0, 5.0))),)))
    opened = drawn(Bone("r", "trunk", (Part(Tube(way, (5.0, 5.0), (0,))),)))
    assert length(opened.sided_lines) < length(closed.sided_lines) - 10.0
    assert not any(is_loop for _, is_loop in opened.sided_lines)


def test_a_part_is_drawn_in_its_views_only_and_arms_not_on_the_flank() -> None:
    arm = Bone("a", "arm", (Part(ball(100.0, 800.0, 0.0, 20.0), ("side",)),))
    assert drawn(arm).sided_lines == ()
    assert drawn(arm, view="left").whole_lines
    assert drawn(arm, view="left-flank").whole_lines == ()


def test_a_name_is_left_out_where_a_bone_hides_its_place() -> None:
    vertebra = Bone("v", "spine", (Part(ball(0.0, 800.0, 0.0, 15.0)),))
    cover = Bone("c", "trunk", (Part(ball(0.0, 800.0, 80.0, 30.0)),))
    name = Labelled("L3", "v", np.array([0.0, 800.0, 0.0]), ("front", "back"), 4.0)
    assert drawn(vertebra, labels=(name,)).labels == (("L3", 4.0, 880.0),)
    assert drawn(vertebra, cover, labels=(name,)).labels == ()
    assert drawn(vertebra, cover, view="back", labels=(name,)).labels == (("L3", 4.0, 880.0),)


def test_vertebrae_are_named_and_numbered_from_above() -> None:
    found = Places({"top": np.array([0.0, 1500.0, 0.0]), "low": np.array([0.0, 1000.0, 0.0])}, None)
    sizes = {"C1": 20.0, "L5": 40.0}
    column = {"C1": "top", "L5": "low"}
    data = dict.fromkeys(("width", "height", "depth", "span", "arches", "label_behind"), sizes)
    tips = {level: [name, 0, -5, -40] for level, name in column.items()}
    bones, labels = vertebrae({**data, "tips": tips, "bodies": column, "front": ["L5"]}, found)
    assert [bone.id for bone in bones if bone.id.startswith("vertebra-")] == [
        f"vertebra-{level}" for level in LEVELS
    ]
    heights = [float(found.find(level)[1]) for level in LEVELS]
    assert heights == sorted(heights, reverse=True)
    np.testing.assert_allclose(np.diff(heights), -500.0 / 23.0)
    assert [label.text for label in labels if "front" in label.views] == ["L5"]


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"bone": "b", "region": "wing", "parts": [{"tube": ["hip"]}]}, "region"),
        ({"bone": "b", "region": "leg", "parts": []}, "parts"),
        ({"bone": "b", "region": "leg", "colour": 1, "parts": [{"tube": ["hip"]}]}, "colour"),
        ({"bone": "b", "region": "leg", "parts": [{"tube": ["ankle"]}]}, "ankle"),
        ({"bone": "b", "region": "leg", "parts": [{"tube": ["hip"], "line": ["hip"]}]}, "one of"),
        ({"bone": "b", "region": "leg", "parts": [{"tube": ["hip"], "views": ["top"]}]}, "top"),
    ],
)
def test_a_wrong_record_is_told_by_name_and_left_out(record: dict[str, object], told: str) -> None:
    good = {"bone": "g", "region": "leg", "parts": [{"tube": ["hip", "knee"], "radii_mm": 9}]}
    found = build_bones({"bones": [record, good]}, places())
    assert [bone.id for bone in found.bones] == ["g"]
    (problem,) = found.problems
    assert problem.startswith("skeleton.yaml: b: ")
    assert told in problem


def test_a_file_has_classes_and_no_colours_and_its_twin_is_turned_but_not_its_words() -> None:
    line = Part(Line(np.array([[0.0, 900.0, 0.0], [0.0, 800.0, 30.0]])))
    name = Labelled("L3", "", np.array([0.0, 850.0, 20.0]), ("side",))
    found = drawn(
        Bone("v", "spine", (Part(ball(0.0, 800.0, 0.0, 15.0)), line)), view="left", labels=(name,)
    )
    for view, x in (("left", "-20"), ("right", "20")):
        svg = skeleton_svg(found, view, VIEW_BY_ID[view].box_mm)
        assert not re.search(r"style=|stroke=|fill=|#[0-9a-f]{3}", svg)
        tree = ET.fromstring(svg)  # noqa: S314 - made here
        kinds = {element.get("class") for element in tree.iter()} - {None}
        assert kinds == {"skeleton", "bone-fill", "bone-line", "bone-label"}
        (text,) = (e for e in tree.iter() if e.get("class") == "bone-label")
        assert (text.get("x"), text.get("transform")) == (x, None)
        paths = [e for e in tree.iter() if e.tag.endswith("path")]
        assert {e.get("transform") for e in paths} == {"scale(-1 1)" if view == "right" else None}


def test_a_symmetric_file_shows_the_left_twice() -> None:
    found = drawn(Bone("f", "leg", (Part(ball(100.0, 800.0, 0.0, 20.0)),)))
    svg = skeleton_svg(found, "front", VIEW_BY_ID["front"].box_mm)
    tree = ET.fromstring(svg)  # noqa: S314 - made here
    named = {e.get("id") for e in tree.iter() if e.get("id")}
    used = {str(e.get("href"))[1:] for e in tree.iter() if e.tag.endswith("use")}
    assert named == used == {"front-bone-fill", "front-bone-line"}


def test_the_committed_skeleton_is_told_stale_when_an_input_or_a_file_changes(
    tmp_path: Path,
) -> None:
    for name in skeleton_inputs():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("a", encoding="utf-8")
    assert ["missing" in reason for reason in stale_skeleton(tmp_path)] == [True] * len(BODIES)
    inputs = skeleton_inputs(tmp_path)
    manifest = {"inputs": inputs, "digest": digest_of(inputs), "views": []}
    for body in BODIES:
        folder = tmp_path / skeleton_folder(body)
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert stale_skeleton(tmp_path) == []
    (folder / "front.svg").write_text("<svg/>", encoding="utf-8")
    assert ["not in the manifest" in reason for reason in stale_skeleton(tmp_path)] == [True]
    (tmp_path / "data/skeleton.yaml").write_text("b", encoding="utf-8")
    assert any("data/skeleton.yaml" in reason for reason in stale_skeleton(tmp_path))


def test_shapes_are_valid() -> None:
    bow = Outline(
        np.array([[10.0, 0.0, 0.0], [60.0, 50.0, 0.0], [60.0, 0.0, 0.0], [10.0, 50.0, 0.0]])
    )
    assert shapely.is_valid(silhouette(bow, camera("front")))


@pytest.mark.parametrize("body", BODIES)
def test_the_published_drawings_are_small(body: str) -> None:
    drawings = sorted(Path(ROOT, skeleton_folder(body)).glob("*.svg"))
    assert {"front", "back", "left", "right", "head-left"} <= {path.stem for path in drawings}
    assert max(path.stat().st_size for path in drawings) <= LARGEST_BYTES
