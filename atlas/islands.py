"""Parts of a zone that do not hang together with the rest of it, and how they are taken away.

Works on the fine triangulation of the skin. Must not know views.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from atlas.finemesh import FineMesh, triangle_areas
from atlas.labelling import label_points
from atlas.regions import joined
from atlas.zones import Segments, ZoneSeeds

FloatArray = NDArray[np.float64]
LabelArray = NDArray[np.int32]

# An island of a zone below this is measuring noise.
SMALLEST_ISLAND_MM2 = 40.0
# What a zone gives up may make an island of another: rounds of banning.
BAN_ROUNDS = 3


@dataclass(frozen=True)
class Island:
    """A part of a zone that does not hang together with its largest part."""

    zone: str
    area_mm2: float
    points_mm: FloatArray

    def __str__(self) -> str:
        x, y, z = self.points_mm.mean(axis=0)
        where = f"({x:.0f}, {y:.0f}, {z:.0f})"
        return f"{self.zone}: an island of {self.area_mm2:.0f} mm2 near body {where}"


def find_islands(
    zones: Sequence[ZoneSeeds], mesh: FineMesh, labels: LabelArray
) -> tuple[Island, ...]:
    """Find the parts of zones that do not hang together with their largest part."""
    sides = np.stack([mesh.triangles, np.roll(mesh.triangles, -1, axis=1)], axis=-1)
    edges = np.sort(sides.reshape(-1, 2))
    same = labels[edges[:, 0]] == labels[edges[:, 1]]
    keys = np.unique(edges[same] @ np.array([len(labels), 1]))
    root = joined(len(labels), np.stack(np.divmod(keys, len(labels)), axis=1))
    share = np.zeros(len(labels))
    areas = triangle_areas(mesh.points_mm[mesh.triangles]) / 3.0
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


@dataclass(frozen=True)
class Division:
    """How zones divide a mesh.

    Attributes
    ----------
    zones : as they were, or banned from their islands
    labels : (n,) int, the zone of each corner of the mesh
    islands : parts that do not hang together with the rest of their zone
    taken : islands that were given to the zones around them
    """

    zones: tuple[ZoneSeeds, ...]
    labels: LabelArray
    islands: tuple[Island, ...]
    taken: tuple[Island, ...] = ()


def divide(zones: Sequence[ZoneSeeds], mesh: FineMesh) -> Division:
    """Divide a mesh among zones."""
    labels = label_points(zones, mesh.points_mm, mesh.part_weights)
    return Division(tuple(zones), labels, find_islands(zones, mesh, labels))


def without_islands(zones: Sequence[ZoneSeeds], mesh: FineMesh) -> Division:
    """Divide a mesh among zones; every zone is banned from its islands, so it hangs together."""
    found = divide(zones, mesh)
    for _ in range(BAN_ROUNDS):
        if not found.islands:
            break
        banned: dict[str, list[FloatArray]] = {}
        for island in found.islands:
            banned.setdefault(island.zone, []).append(island.points_mm)
        kept = [_banned(zone, banned.get(zone.zone, [])) for zone in found.zones]
        found = replace(divide(kept, mesh), taken=(*found.taken, *found.islands))
    return found


def _banned(zone: ZoneSeeds, places: list[FloatArray]) -> ZoneSeeds:
    if not places:
        return zone
    points = np.concatenate([zone.banned.starts_mm, *places])
    return replace(zone, banned=Segments(points, points))
