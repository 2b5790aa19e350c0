from __future__ import annotations

import numpy as np
import pytest

from atlas.placing import Placer
from atlas.scene import Scene
from atlas.seedbook import BorderRecord, SeedBook, SeedLine, ZoneRecord
from atlas.seedlines import SAMPLE_MM, SeedLayer, lay_seeds
from atlas.skin import SkinIndex
from tests.atlas.toys import toy_body

# Places on the toy trunk's front (z = 50) and its left arm's front (z = 20).
LANDMARKS = {
    "low": np.array([20.0, 900.0, 50.0]),
    "high": np.array([20.0, 1300.0, 50.0]),
    "inner": np.array([10.0, 1100.0, 50.0]),
    "middle": np.array([50.0, 1100.0, 50.0]),
    "outer": np.array([90.0, 1100.0, 50.0]),
    "side": np.array([100.0, 1100.0, 0.0]),
    "arm": np.array([200.0, 1100.0, 20.0]),
    "gap": np.array([130.0, 1100.0, 0.0]),
    "line-low": np.array([50.0, 900.0, 50.0]),
    "line-high": np.array([50.0, 1300.0, 50.0]),
}


@pytest.fixture(scope="module")
def layer() -> SeedLayer:
    body = toy_body()
    index = SkinIndex(body.surface, np.ones(len(body.surface.triangles), dtype=bool))
    return SeedLayer(index, Placer(Scene(body)), LANDMARKS)


def zone(name: str, *places: str, fill: bool = False) -> ZoneRecord:
    return ZoneRecord(
        name, ("trunk",), (SeedLine(places, fill),), None, 0.0, f"data/x.yaml: {name}"
    )


def border(*groups: tuple[str, ...]) -> BorderRecord:
    between = (groups[0], groups[1])
    return BorderRecord(("line-low", "line-high"), between, 3.5, False, "data/x.yaml:9")


def test_a_line_is_sampled_finely_and_stays_on_the_skin(layer: SeedLayer) -> None:
    line = layer.lay(("low", "high"), ("trunk",))
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    assert steps.max() <= SAMPLE_MM + 0.1
    assert line[:, 2] == pytest.approx(50.0)
    assert line[0] == pytest.approx(LANDMARKS["low"])
    assert line[-1] == pytest.approx(LANDMARKS["high"])


def test_a_line_around_an_edge_bends_with_the_skin(layer: SeedLayer) -> None:
    line = layer.lay(("middle", "side"), ("trunk",))
    on_front, on_side = np.isclose(line[:, 2], 50.0), np.isclose(line[:, 0], 100.0)
    assert (on_front | on_side).all()
    assert on_side.sum() > 3


def test_a_line_keeps_to_its_parts(layer: SeedLayer) -> None:
    line = layer.lay(("gap", "arm"), ("upper-arm",))
    assert (line[1:, 0] >= 180.0 - 1e-6).all()


def test_places_on_the_right_are_mirrored_to_the_left(layer: SeedLayer) -> None:
    point = layer.place({"between": ["inner"], "offset_mm": {"lateral": -40.0}})
    assert point == pytest.approx([30.0, 1100.0, 50.0])


def test_a_line_far_from_its_parts_is_an_error(layer: SeedLayer) -> None:
    with pytest.raises(ValueError, match="no allowed surface within 72 mm"):
        layer.lay(("inner", "middle"), ("upper-arm",))


def test_a_filled_patch_has_seeds_all_over(layer: SeedLayer) -> None:
    corners = ("low", "line-low", "middle", "inner")
    rings = np.concatenate(layer.fill(corners, ("trunk",)))
    for x in (25.0, 40.0):
        for y in (950.0, 1000.0):
            gap = np.linalg.norm(rings - np.array([x, y, 50.0]), axis=1).min()
            assert gap < 2.5 * SAMPLE_MM


def test_a_border_puts_a_pair_of_seeds_beside_its_line(layer: SeedLayer) -> None:
    book = SeedBook((zone("a", "inner"), zone("b", "outer")), (border(("a",), ("b",)),))
    laid = lay_seeds(book, layer)
    assert laid.problems == ()
    a, b = laid.zones
    assert a.border.starts_mm[:, 0] == pytest.approx(46.5, abs=0.6)
    assert b.border.starts_mm[:, 0] == pytest.approx(53.5, abs=0.6)


def test_which_side_is_whose_does_not_depend_on_the_order(layer: SeedLayer) -> None:
    book = SeedBook((zone("a", "inner"), zone("b", "outer")), (border(("b",), ("a",)),))
    a, b = lay_seeds(book, layer).zones
    assert a.border.starts_mm[:, 0].max() < b.border.starts_mm[:, 0].min()


def test_a_group_shares_its_side_by_nearness(layer: SeedLayer) -> None:
    book = SeedBook(
        (zone("low-zone", "low"), zone("high-zone", "high"), zone("b", "outer")),
        (border(("low-zone", "high-zone"), ("b",)),),
    )
    low, high, other = lay_seeds(book, layer).zones
    assert low.border.ends_mm[:, 1].max() == pytest.approx(1100.0, abs=5.0)
    assert high.border.starts_mm[:, 1].min() == pytest.approx(1100.0, abs=5.0)
    assert len(other.border) > 100


def test_a_border_whose_zones_lie_on_one_side_is_a_problem(layer: SeedLayer) -> None:
    book = SeedBook((zone("a", "inner"), zone("b", "inner")), (border(("a",), ("b",)),))
    laid = lay_seeds(book, layer)
    (problem,) = laid.problems
    assert problem.startswith("data/x.yaml:9")
    assert "do not lie clearly on opposite sides" in problem
    assert not len(laid.zones[0].border)


def test_unknown_places_and_zones_are_reported_and_left_out(layer: SeedLayer) -> None:
    book = SeedBook((zone("a", "nowhere"), zone("b", "outer")), (border(("a",), ("b",)),))
    laid = lay_seeds(book, layer)
    assert [z.zone for z in laid.zones] == ["b"]
    assert laid.problems == (
        "data/x.yaml: a: seeds: no landmark 'nowhere'",
        "data/x.yaml:9: between: no seeds for a",
    )
