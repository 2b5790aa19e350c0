"""Measure the zones on the body itself: areas, shared borders, stray islands.

Labels the corners of a fine triangulation of the left half and cuts triangles where borders cross
them. Gives mm and mm2 on the skin, for the left and for the right as its mirror image. Must not
know views.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from atlas.mesh import GROUP_CAP, GROUP_EYE, Surface
from atlas.regions import joined
from atlas.vocabulary import ZoneName
from atlas.zones import Segments, ZoneSeeds, crossing_shares, is_allowed, label_points

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
LabelArray = NDArray[np.int32]

# Edges are halved until none is longer: finer than the smallest zone's width by far.
LONGEST_EDGE_MM = 4.0
# Neighbours that touch over less than this only meet in a corner.
SHORTEST_BORDER_MM = 2.0
# An island of a zone below this is measuring noise.
SMALLEST_ISLAND_MM2 = 40.0
# What a zone gives up may make an island of another: rounds of banning.
BAN_ROUNDS = 3

ZoneSide = tuple[str, str]


@dataclass(frozen=True)
class FineMesh:
    """A fine triangulation of the left half of a surface.

    Attributes
    ----------
    points_mm : (n, 3); part_weights : (n, p) float32; triangles : (m, 3)
    is_eye : (n,) bool, vertices of the eyeball, which hangs together with nothing
    """

    points_mm: FloatArray
    part_weights: NDArray[np.float32]
    triangles: IntArray
    is_eye: NDArray[np.bool_]


@dataclass(frozen=True)
class Measures:
    """What the zones measure on the body.

    Attributes
    ----------
    area_mm2 : (zone, side) -> area
    borders_mm : (zone, side) -> its neighbours with the length of the border they share
    islands : the parts of zones that do not hang together with the rest
    unowned_mm2 : area given to a zone whose parts do not reach there
    """

    area_mm2: dict[ZoneSide, float]
    borders_mm: dict[ZoneSide, dict[ZoneSide, float]]
    islands: tuple[Island, ...]
    unowned_mm2: float


def fine_left_half(
    surface: Surface, is_exposed: NDArray[np.bool_], longest_mm: float = LONGEST_EDGE_MM
) -> FineMesh:
    """Split the touchable triangles of the left half until no edge is longer than a length."""
    on_left = surface.points_mm[surface.triangles][..., 0].max(axis=1) > 0.0
    triangles = surface.triangles[on_left & is_exposed & (surface.groups != GROUP_CAP)]
    used, compact = np.unique(triangles, return_inverse=True)
    is_eye = np.zeros(len(surface.points_mm))
    is_eye[surface.triangles[surface.groups == GROUP_EYE]] = 1.0
    points = surface.points_mm[used]
    # The eye rides along as one more weight while edges are halved.
    weights = np.column_stack([surface.part_weights[used], is_eye[used]])
    triangles = compact.reshape(-1, 3).astype(np.int64)
    while True:
        points, weights, finer = _halved(points, weights, triangles, longest_mm)
        if len(finer) == len(triangles):
            parts = weights[:, :-1].astype(np.float32)
            return FineMesh(points, parts, finer, weights[:, -1] > 0.5)
        triangles = finer


def _halved(
    points: FloatArray, weights: FloatArray, triangles: IntArray, longest_mm: float
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Cut every triangle with an edge that is too long across the middle of its longest edge.

    An edge is cut for both triangles beside it, so no gaps open: a triangle whose longest edge is
    fine but that has a cut edge is cut there too.
    """
    sides = np.sort(np.stack([triangles, np.roll(triangles, -1, axis=1)], axis=-1), axis=2)
    keys = sides[..., 0] * len(points) + sides[..., 1]
    lengths = np.linalg.norm(points[sides[..., 0]] - points[sides[..., 1]], axis=2)
    longest = np.argmax(lengths, axis=1)
    rows = np.arange(len(triangles))
    wanted = np.unique(keys[rows, longest][lengths[rows, longest] > longest_mm])
    if not len(wanted):
        return points, weights, triangles
    is_cut = np.isin(keys, wanted)
    # Each triangle is cut once a round, at the longest of its cut edges.
    side = np.argmax(np.where(is_cut, lengths, -1.0), axis=1)
    cut = np.asarray(is_cut.any(axis=1))
    # An edge must be cut in both its triangles or in none.
    chosen = keys[rows, side]
    agreed = _agreed(keys, chosen, cut)
    cut &= np.isin(chosen, agreed)
    number = np.searchsorted(agreed, chosen)
    ends = np.stack([agreed // len(points), agreed % len(points)], axis=1)
    middle = len(points) + number[cut]
    a, b, c = (
        np.take_along_axis(triangles[cut], ((side[cut] + k) % 3)[:, None], 1)[:, 0]
        for k in range(3)
    )
    found = np.concatenate(
        [triangles[~cut], np.stack([a, middle, c], axis=1), np.stack([middle, b, c], axis=1)]
    )
    return (
        np.concatenate([points, points[ends].mean(axis=1)]),
        np.concatenate([weights, weights[ends].mean(axis=1)]),
        found,
    )


def _agreed(keys: IntArray, chosen: IntArray, cut: NDArray[np.bool_]) -> IntArray:
    """Return the edges that all triangles beside them have chosen to cut, sorted."""
    picked, votes = np.unique(chosen[cut], return_counts=True)
    edges, beside = np.unique(keys, return_counts=True)
    return np.asarray(picked[votes == beside[np.searchsorted(edges, picked)]])


def measure(zones: Sequence[ZoneSeeds], names: dict[str, ZoneName], mesh: FineMesh) -> Measures:
    """Measure all zones on a fine mesh of the left half."""
    labels = label_points(zones, mesh.points_mm, mesh.part_weights)
    corner = labels[mesh.triangles]
    shares = _edge_shares(zones, mesh, labels)
    points = mesh.points_mm[mesh.triangles]
    area = np.zeros(len(zones))
    border: dict[tuple[int, int], float] = {}
    whole = (corner == corner[:, :1]).all(axis=1)
    np.add.at(area, corner[whole, 0], _areas(points[whole]))
    for index in np.flatnonzero(~whole).tolist():
        _cut_triangle(points[index], corner[index].tolist(), shares[index], area, border)
    midline = _midline_lengths(mesh, labels)
    owned = is_allowed(zones, labels, mesh.part_weights)
    homeless = ~owned[mesh.triangles].any(axis=1)
    sided = _sided([zone.zone for zone in zones], names, area, border, midline)
    return Measures(
        *sided,
        find_islands(zones, mesh, labels),
        2.0 * float(_areas(points[homeless]).sum()),
    )


def _areas(corners: FloatArray) -> FloatArray:
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return np.asarray(np.linalg.norm(across, axis=1) / 2.0)


def _edge_shares(zones: Sequence[ZoneSeeds], mesh: FineMesh, labels: LabelArray) -> FloatArray:
    """Return where on each side of each triangle the border lies, (m, 3); 0.5 where none is."""
    first = mesh.triangles
    second = np.roll(first, -1, axis=1)
    shares = np.full(first.shape, 0.5)
    differs = labels[first] != labels[second]
    a, b = first[differs], second[differs]
    shares[differs] = crossing_shares(
        zones,
        (mesh.points_mm[a], mesh.part_weights[a], labels[a]),
        (mesh.points_mm[b], mesh.part_weights[b], labels[b]),
    )
    return shares


def _cut_triangle(
    points: FloatArray,
    labels: list[int],
    shares: FloatArray,
    area: FloatArray,
    border: dict[tuple[int, int], float],
) -> None:
    """Add a mixed triangle's pieces to areas and borders."""
    cuts = [points[k] + shares[k] * (points[(k + 1) % 3] - points[k]) for k in range(3)]
    total = float(_areas(points[None])[0])

    def add_border(one: int, two: int, length: float) -> None:
        key = (min(one, two), max(one, two))
        border[key] = border.get(key, 0.0) + length

    lone = [k for k in range(3) if labels.count(labels[k]) == 1]
    if len(lone) == 1:
        k = lone[0]
        after, before = cuts[k], cuts[(k + 2) % 3]
        tip = float(_areas(np.array([[points[k], after, before]]))[0])
        area[labels[k]] += tip
        area[labels[(k + 1) % 3]] += total - tip
        add_border(labels[k], labels[(k + 1) % 3], float(np.linalg.norm(after - before)))
        return
    centre = sum(cuts) / 3.0
    for k in range(3):
        after, before = cuts[k], cuts[(k + 2) % 3]
        quad = np.array([[points[k], after, centre], [points[k], centre, before]])
        area[labels[k]] += float(_areas(quad).sum())
        add_border(labels[k], labels[(k + 1) % 3], float(np.linalg.norm(cuts[k] - centre)))


def _midline_lengths(mesh: FineMesh, labels: LabelArray) -> dict[int, float]:
    """Return for each label how much of the midline it holds, in mm."""
    first, second = mesh.triangles, np.roll(mesh.triangles, -1, axis=1)
    on_midline = (mesh.points_mm[first, 0] == 0.0) & (mesh.points_mm[second, 0] == 0.0)
    a, b = first[on_midline], second[on_midline]
    length = np.linalg.norm(mesh.points_mm[a] - mesh.points_mm[b], axis=1) / 2.0
    found: dict[int, float] = {}
    for ends in (labels[a], labels[b]):
        for label in np.unique(ends).tolist():
            found[label] = found.get(label, 0.0) + float(length[ends == label].sum())
    return found


def _sided(
    ids: list[str],
    names: dict[str, ZoneName],
    area: FloatArray,
    border: dict[tuple[int, int], float],
    midline: dict[int, float],
) -> tuple[dict[ZoneSide, float], dict[ZoneSide, dict[ZoneSide, float]]]:
    """Spread measures of the left half over both sides."""
    areas: dict[ZoneSide, float] = {}
    borders: dict[ZoneSide, dict[ZoneSide, float]] = {}

    def link(one: ZoneSide, two: ZoneSide, length: float) -> None:
        if length >= SHORTEST_BORDER_MM:
            borders.setdefault(one, {})[two] = length
            borders.setdefault(two, {})[one] = length

    for index, zone in enumerate(ids):
        name = names[zone]
        if name.is_midline:
            areas[zone, "midline"] = 2.0 * float(area[index])
        else:
            areas[zone, "left"] = areas[zone, "right"] = float(area[index])
            link((zone, "left"), (zone, "right"), midline.get(index, 0.0))
    for (one, two), length in sorted(border.items()):
        a, b = names[ids[one]], names[ids[two]]
        if a.is_midline and b.is_midline:
            link((a.id, "midline"), (b.id, "midline"), 2.0 * length)
            continue
        for side in ("left", "right"):
            link(
                (a.id, "midline" if a.is_midline else side),
                (b.id, "midline" if b.is_midline else side),
                length,
            )
    return areas, borders


@dataclass(frozen=True)
class Island:
    """A part of a zone that does not hang together with its largest part."""

    zone: str
    area_mm2: float
    points_mm: FloatArray

    def __str__(self) -> str:
        x, y, z = self.points_mm.mean(axis=0)
        return f"{self.zone}: an island of {self.area_mm2:.0f} mm2 near body ({x:.0f}, {y:.0f}, {z:.0f})"


def find_islands(
    zones: Sequence[ZoneSeeds], mesh: FineMesh, labels: LabelArray
) -> tuple[Island, ...]:
    """Find the parts of zones that do not hang together with their largest part."""
    sides = np.stack([mesh.triangles, np.roll(mesh.triangles, -1, axis=1)], axis=-1)
    edges = np.sort(sides.reshape(-1, 2))
    same = labels[edges[:, 0]] == labels[edges[:, 1]]
    root = joined(len(labels), np.unique(edges[same], axis=0))
    share = np.zeros(len(labels))
    areas = _areas(mesh.points_mm[mesh.triangles]) / 3.0
    np.add.at(share, mesh.triangles.ravel(), np.repeat(areas, 3))
    found: list[Island] = []
    for index, zone in enumerate(zones):
        members = np.flatnonzero((labels == index) & ~mesh.is_eye)
        pieces, which = np.unique(root[members], return_inverse=True)
        if len(pieces) < 2:
            continue
        size = np.bincount(which, weights=share[members])
        for piece in np.argsort(-size, kind="stable")[1:].tolist():
            if size[piece] >= SMALLEST_ISLAND_MM2:
                points = mesh.points_mm[members[which == piece]]
                found.append(Island(zone.zone, float(size[piece]), points))
    return tuple(found)


def without_islands(
    zones: Sequence[ZoneSeeds], mesh: FineMesh
) -> tuple[tuple[ZoneSeeds, ...], tuple[Island, ...]]:
    """Ban every zone from its islands, so that it hangs together.

    Returns
    -------
    zones : the same zones with bans
    islands : what was taken away
    """
    kept = tuple(zones)
    taken: list[Island] = []
    for _ in range(BAN_ROUNDS):
        labels = label_points(kept, mesh.points_mm, mesh.part_weights)
        islands = find_islands(kept, mesh, labels)
        if not islands:
            break
        taken += islands
        banned: dict[str, list[FloatArray]] = {}
        for island in islands:
            banned.setdefault(island.zone, []).append(island.points_mm)
        kept = tuple(_banned(zone, banned.get(zone.zone, [])) for zone in kept)
    return kept, tuple(taken)


def _banned(zone: ZoneSeeds, places: list[FloatArray]) -> ZoneSeeds:
    if not places:
        return zone
    points = np.concatenate([zone.banned.starts_mm, *places])
    return replace(zone, banned=Segments(points, points))
