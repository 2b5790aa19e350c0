"""Lay authored seeds on the body surface: from places to dense lines of points.

Takes seed records, a placer and landmarks, gives `ZoneSeeds` in the body frame (mm, left half).
Must not know pictures or files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import PARTS
from atlas.placing import Placer, PositionError
from atlas.seedbook import BorderRecord, Place, SeedBook, SeedLine, ZoneRecord
from atlas.skin import SkinIndex
from atlas.zones import Segments, ZoneSeeds

FloatArray = NDArray[np.float64]

# Lines are sampled at this distance before they are laid on the surface: finer than any zone.
SAMPLE_MM = 3.0


@dataclass(frozen=True)
class LaidSeeds:
    """Zones ready to compete, and what could not be laid.

    Attributes
    ----------
    zones : in the order of the seed book
    lines_mm : zone -> its own seed lines on the surface, for pictures
    borders_mm : the authored border lines on the surface, for pictures
    problems : one line each
    """

    zones: tuple[ZoneSeeds, ...]
    lines_mm: Mapping[str, tuple[FloatArray, ...]]
    borders_mm: tuple[FloatArray, ...]
    problems: tuple[str, ...]


class SeedLayer:
    """Lays lines on one posed body."""

    def __init__(
        self, index: SkinIndex, placer: Placer, landmarks_mm: Mapping[str, FloatArray]
    ) -> None:
        self._index = index
        self._placer = placer
        self._landmarks = landmarks_mm
        self._placed: dict[str, FloatArray] = {}

    def place(self, place: Place) -> FloatArray:
        """Return the body point of a place, on the left half, (3,) mm.

        Raises
        ------
        PositionError
            When it names an unknown landmark or misses the body.
        """
        key = place if isinstance(place, str) else json.dumps(place, sort_keys=True)
        if key not in self._placed:
            if isinstance(place, str):
                if place not in self._landmarks:
                    raise PositionError(f"no landmark {place!r}")
                point = self._landmarks[place]
            else:
                point = self._placer.place(place, self._landmarks)
            self._placed[key] = np.asarray(point) * np.array([np.sign(point[0]) or 1.0, 1.0, 1.0])
        return self._placed[key]

    def normal_at(self, point_mm: FloatArray) -> FloatArray:
        """Return the skin's unit normal nearest to a point of the left half, (3,)."""
        return np.asarray(self._index.nearest(point_mm[None])[1][0])

    def lay(
        self, places: Sequence[Place], parts: Sequence[str], *, closed: bool = False
    ) -> FloatArray:
        """Lay a line through places on the surface, (n, 3) mm, about `SAMPLE_MM` apart."""
        corners = [self.place(place) for place in places]
        if len(corners) == 1:
            return np.array(corners)
        if closed:
            corners.append(corners[0])
        samples = [corners[0][None]]
        for start, end in pairwise(corners):
            count = max(1, round(float(np.linalg.norm(end - start)) / SAMPLE_MM))
            t = np.arange(1, count + 1)[:, None] / count
            samples.append(start + t * (end - start))
        allowed = self._index.allowed(parts) if parts else None
        return self._on_surface(np.concatenate(samples), allowed)

    def fill(self, places: Sequence[Place], parts: Sequence[str]) -> tuple[FloatArray, ...]:
        """Lay a closed patch: its outline, and ever smaller copies of it around its centre."""
        outline = self.lay(places, parts, closed=True)
        centre = outline[:-1].mean(axis=0)
        reach = float(np.linalg.norm(outline - centre, axis=1).max())
        allowed = self._index.allowed(parts)
        rings = [outline]
        for share in np.arange(1.0, 0.0, -SAMPLE_MM / max(reach, SAMPLE_MM))[1:]:
            count = max(3, round(len(outline) * float(share)))
            picked = outline[np.linspace(0, len(outline) - 1, count).round().astype(np.int64)]
            rings.append(self._on_surface(centre + share * (picked - centre), allowed))
        return tuple(rings)

    def pair(self, record: BorderRecord) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Lay a border line and the two lines beside it, (n, 3) mm each: line, one side, other."""
        line = self.lay(record.line, (), closed=record.is_closed)
        ahead = np.gradient(line, axis=0)
        if record.is_closed:
            ahead[0] = ahead[-1] = line[1] - line[-2]
        normals = self._index.nearest(line)[1]
        across = np.cross(normals, ahead)
        across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
        sides = [
            self._on_surface(line + sign * record.width_mm * across, None) for sign in (1.0, -1.0)
        ]
        return line, sides[0], sides[1]

    def _on_surface(self, points: FloatArray, allowed: NDArray[np.bool_] | None) -> FloatArray:
        return self._index.nearest(points, allowed)[0]


def _lay_line(layer: SeedLayer, line: SeedLine, parts: Sequence[str]) -> tuple[FloatArray, ...]:
    if line.is_fill:
        return layer.fill(line.places, parts)
    return (layer.lay(line.places, parts),)


def _side_of(
    sides: tuple[FloatArray, FloatArray],
    groups: tuple[tuple[str, ...], tuple[str, ...]],
    own: Mapping[str, Segments],
) -> tuple[bool, float]:
    """Tell whether the first group lies on the first side, and how clearly (0 to 1).

    The nearest seeds of both groups vote at every place of the line.
    """
    distances = [
        [np.min([own[z].distances_mm(points) for z in group], axis=0) for points in sides]
        for group in groups
    ]
    straight = distances[0][0] + distances[1][1]
    crossed = distances[0][1] + distances[1][0]
    total = float((straight - crossed).sum())
    clear = abs(total) / max(float(np.abs(straight - crossed).sum()), 1e-9)
    return total <= 0.0, clear


# A border whose sides the zones' own seeds do not tell apart at least this clearly is an error.
CLEAR_VOTE = 0.2


def lay_seeds(book: SeedBook, layer: SeedLayer) -> LaidSeeds:
    """Lay all seeds and border lines of a book on the surface.

    Returns
    -------
    LaidSeeds; what cannot be laid is left out and reported
    """
    problems: list[str] = []
    lines: dict[str, tuple[FloatArray, ...]] = {}
    records: dict[str, ZoneRecord] = {}
    for record in book.zones:
        try:
            laid = [_lay_line(layer, line, record.parts) for line in record.seeds]
        except ValueError as error:
            problems.append(f"{record.where}: seeds: {error}")
            continue
        lines[record.zone] = tuple(piece for pieces in laid for piece in pieces)
        records[record.zone] = record
    own = {zone: Segments.of(pieces) for zone, pieces in lines.items()}
    along_borders: dict[str, list[FloatArray]] = {zone: [] for zone in lines}
    borders: list[FloatArray] = []
    for border in book.borders:
        missing = [zone for group in border.between for zone in group if zone not in own]
        if missing:
            problems.append(f"{border.where}: between: no seeds for {', '.join(missing)}")
            continue
        try:
            line, first, second = layer.pair(border)
        except ValueError as error:
            problems.append(f"{border.where}: line: {error}")
            continue
        borders.append(line)
        is_straight, clear = _side_of((first, second), border.between, own)
        if clear < CLEAR_VOTE:
            problems.append(
                f"{border.where}: the own seeds of {border.between} do not lie clearly on "
                "opposite sides of the line: move them, or split the line"
            )
            continue
        if not is_straight:
            first, second = second, first
        for points, group in ((first, border.between[0]), (second, border.between[1])):
            _share_out(points, group, own, along_borders)
    zones = tuple(
        ZoneSeeds(
            zone,
            tuple(PARTS.index(part) for part in record.parts),
            own[zone],
            Segments.of(along_borders[zone]),
            record.radius_mm,
            record.grow_mm,
        )
        for zone, record in records.items()
    )
    return LaidSeeds(zones, lines, tuple(borders), tuple(problems))


def _share_out(
    points: FloatArray,
    group: tuple[str, ...],
    own: Mapping[str, Segments],
    found: dict[str, list[FloatArray]],
) -> None:
    """Give each stretch of a side line to the zone of its group whose own seeds are nearest."""
    nearest = np.argmin([own[zone].distances_mm(points) for zone in group], axis=0)
    cuts = np.flatnonzero(np.diff(nearest)) + 1
    for stretch, owner in zip(np.split(points, cuts), nearest[np.append(0, cuts)], strict=True):
        found[group[int(owner)]].append(stretch)
