"""Measure the zones on the body itself: areas, shared borders, stray islands.

Labels the corners of a fine triangulation of the left half and cuts triangles where borders cross
them. Gives mm and mm2 on the skin, for the left and for the right as its mirror image. Must not
know views.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.finemesh import FineMesh, triangle_areas
from atlas.islands import Division, Island
from atlas.vocabulary import ZoneName
from atlas.zones import ZoneSeeds, crossing_shares, is_allowed

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
LabelArray = NDArray[np.int32]

# Neighbours that touch over less than this only meet in a corner.
SHORTEST_BORDER_MM = 2.0

ZoneSide = tuple[str, str]


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


def measure(division: Division, names: dict[str, ZoneName], mesh: FineMesh) -> Measures:
    """Measure all zones on the fine mesh of the left half that they divide."""
    zones, labels = division.zones, division.labels
    corner = labels[mesh.triangles]
    shares = _edge_shares(zones, mesh, labels)
    points = mesh.points_mm[mesh.triangles]
    area = np.zeros(len(zones))
    border: dict[tuple[int, int], float] = {}
    whole = (corner == corner[:, :1]).all(axis=1)
    np.add.at(area, corner[whole, 0], triangle_areas(points[whole]))
    for index in np.flatnonzero(~whole).tolist():
        _cut_triangle(points[index], corner[index].tolist(), shares[index], area, border)
    midline = _midline_lengths(mesh, labels)
    owned = is_allowed(zones, labels, mesh.part_weights)
    homeless = ~owned[mesh.triangles].any(axis=1)
    sided = _sided([zone.zone for zone in zones], names, area, border, midline)
    return Measures(
        *sided,
        division.islands,
        2.0 * float(triangle_areas(points[homeless]).sum()),
    )


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
    total = float(triangle_areas(points[None])[0])

    def add_border(one: int, two: int, length: float) -> None:
        key = (min(one, two), max(one, two))
        border[key] = border.get(key, 0.0) + length

    lone = [k for k in range(3) if labels.count(labels[k]) == 1]
    if len(lone) == 1:
        k = lone[0]
        after, before = cuts[k], cuts[(k + 2) % 3]
        tip = float(triangle_areas(np.array([[points[k], after, before]]))[0])
        area[labels[k]] += tip
        area[labels[(k + 1) % 3]] += total - tip
        add_border(labels[k], labels[(k + 1) % 3], float(np.linalg.norm(after - before)))
        return
    centre = sum(cuts) / 3.0
    for k in range(3):
        after, before = cuts[k], cuts[(k + 2) % 3]
        quad = np.array([[points[k], after, centre], [points[k], centre, before]])
        area[labels[k]] += float(triangle_areas(quad).sum())
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
