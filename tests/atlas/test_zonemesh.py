from __future__ import annotations

import numpy as np
import pytest

from atlas.descriptors import PARTS
from atlas.finemesh import FineMesh, fine_left_half, triangle_areas
from atlas.islands import divide, find_islands, without_islands
from atlas.labelling import label_points
from atlas.mesh import Surface
from atlas.vocabulary import ZoneName
from atlas.zonemesh import measure
from atlas.zones import Segments, ZoneSeeds
from tests.atlas.toys import boxes_surface

NO_SEEDS = Segments.of([])
TRUNK = PARTS.index("trunk")


def zone(name: str, *places: tuple[float, float, float]) -> ZoneSeeds:
    return ZoneSeeds(name, (TRUNK,), Segments.of([np.array([p]) for p in places]), NO_SEEDS)


def name(zone_id: str, *, midline: bool = False) -> ZoneName:
    return ZoneName(zone_id, zone_id, "chest", midline, is_deep=False)


@pytest.fixture(scope="module")
def surface() -> Surface:
    """A cube of 80 mm about the origin, edges on the midline."""
    return boxes_surface([((0.0, 0.0, 0.0), (40.0, 40.0, 40.0), "trunk")])


@pytest.fixture(scope="module")
def mesh(surface: Surface) -> FineMesh:
    return fine_left_half(surface, np.ones(len(surface.triangles), dtype=bool))


def test_the_fine_mesh_has_short_edges_the_same_area_and_no_gaps(mesh: FineMesh) -> None:
    corners = mesh.points_mm[mesh.triangles]
    edges = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2)
    assert edges.max() <= 4.0
    # Half of six faces of 80 mm by 80 mm.
    assert triangle_areas(corners).sum() == pytest.approx(3.0 * 6400.0)
    sides = np.sort(
        np.stack([mesh.triangles, np.roll(mesh.triangles, -1, axis=1)], -1).reshape(-1, 2)
    )
    ends, count = np.unique(sides, axis=0, return_counts=True)
    inner = (mesh.points_mm[ends][..., 0] > 0.0).any(axis=1)
    assert (count[inner] == 2).all()
    assert (count[~inner] == 1).all()


def test_hidden_triangles_are_left_out(surface: Surface) -> None:
    front = surface.points_mm[surface.triangles][..., 2].min(axis=1) > 39.0
    fine = fine_left_half(surface, front)
    assert triangle_areas(fine.points_mm[fine.triangles]).sum() == pytest.approx(3200.0)


def test_areas_and_borders_of_an_upper_and_a_lower_half(mesh: FineMesh) -> None:
    zones = [zone("upper", (0.0, 40.0, 0.0)), zone("lower", (0.0, -40.0, 0.0))]
    names = {"upper": name("upper"), "lower": name("lower")}
    found = measure(divide(zones, mesh), names, mesh)
    for key in (("upper", "left"), ("lower", "left"), ("upper", "right")):
        assert found.area_mm2[key] == pytest.approx(9600.0, rel=1e-3)
    # Around the left half at y = 0: 40 + 80 + 40.
    assert found.borders_mm["upper", "left"]["lower", "left"] == pytest.approx(160.0, rel=1e-3)
    # Left and right meet along the midline: 40 + 80 + 40 in the upper half, to an edge's length.
    across = found.borders_mm["upper", "left"]["upper", "right"]
    assert across == pytest.approx(160.0, abs=4.0)
    assert ("lower", "right") not in found.borders_mm["upper", "left"]
    assert found.islands == ()
    assert found.unowned_mm2 == 0.0


def test_a_midline_zone_counts_both_halves_and_borders_both_sides(mesh: FineMesh) -> None:
    zones = [zone("spine", (0.0, 0.0, -40.0)), zone("rest", (40.0, 0.0, 40.0))]
    names = {"spine": name("spine", midline=True), "rest": name("rest")}
    found = measure(divide(zones, mesh), names, mesh)
    total = found.area_mm2["spine", "midline"] + 2.0 * found.area_mm2["rest", "left"]
    assert total == pytest.approx(6.0 * 6400.0, rel=1e-6)
    borders = found.borders_mm["spine", "midline"]
    assert borders["rest", "left"] == borders["rest", "right"] > 0.0
    assert found.borders_mm["rest", "left"]["spine", "midline"] == borders["rest", "left"]


def test_an_island_is_found_and_taken_away(mesh: FineMesh) -> None:
    # One zone has a second seed far away, in the middle of the other's ground.
    zones = [
        zone("a", (40.0, 40.0, 40.0), (40.0, -40.0, -40.0)),
        zone("b", (40.0, -20.0, 0.0), (20.0, 0.0, 0.0), (40.0, 0.0, 40.0), (40.0, 40.0, -40.0)),
    ]
    labels = label_points(zones, mesh.points_mm, mesh.part_weights)
    (island,) = find_islands(zones, mesh, labels)
    assert island.zone == "a"
    assert str(island).startswith("a: an island of ")
    mended = without_islands(zones, mesh)
    assert [i.zone for i in mended.taken] == ["a"]
    after = label_points(mended.zones, mesh.points_mm, mesh.part_weights)
    assert (after == mended.labels).all()
    assert mended.islands == find_islands(mended.zones, mesh, after) == ()
    at_island = np.linalg.norm(mesh.points_mm - island.points_mm.mean(axis=0), axis=1) < 5.0
    assert (after[at_island] == 1).all()
