"""Decide which zone a surface point belongs to: nearest seed, among zones its body parts allow.

Takes zones as seed segments in the body frame (mm, the left half; the right is its mirror image)
and answers for any points. The score of a zone is a continuous function, so borders can be placed
between samples. Must not know files, pictures or pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
LabelArray = NDArray[np.int32]

# A place belongs to every part whose weight there is at least this, so that seeds decide at
# joints; below it a zone of other parts only is pushed away over a range of weights.
PART_SHARE = 0.15
PART_RAMP = 0.10
PART_PENALTY_MM = 1000.0
# A zone is pushed away from within this distance of a banned place, over this ramp: banned places
# are the corners of a triangulation, 4 mm apart.
BANNED_MM = 6.0
BANNED_RAMP_MM = 2.0
# A zone with a radius beats every other inside it and loses outside: the steepness of that step.
# Its border then lies within half a percent of the neighbour's distance from the radius.
RADIUS_STEEPNESS = 200.0
# Distances computed at once: keeps temporary arrays to some tens of megabytes.
CHUNK_DISTANCES = 1_500_000


@dataclass(frozen=True)
class Segments:
    """Straight pieces of seed lines: both ends, (n, 3) mm each; a point seed has equal ends."""

    starts_mm: FloatArray
    ends_mm: FloatArray

    @classmethod
    def of(cls, polylines: Sequence[FloatArray]) -> Segments:
        """Split polylines, each (k, 3) with k >= 1, into segments."""
        starts = [line[:-1] if len(line) > 1 else line for line in polylines]
        ends = [line[1:] if len(line) > 1 else line for line in polylines]
        if not starts:
            return cls(np.zeros((0, 3)), np.zeros((0, 3)))
        return cls(np.concatenate(starts), np.concatenate(ends))

    def __len__(self) -> int:
        return len(self.starts_mm)

    def distances_mm(self, points_mm: FloatArray) -> FloatArray:
        """Return the distance of each point to the nearest segment, (n,); infinite without any."""
        found = np.full(len(points_mm), np.inf)
        if not len(self):
            return found
        along = self.ends_mm - self.starts_mm
        squared = np.maximum((along * along).sum(axis=1), 1e-12)
        # Told from a seed nearby, squares are small, and their differences exact enough.
        starts, points = self.starts_mm - self.starts_mm[0], points_mm - self.starts_mm[0]
        starts_along = (starts * along).sum(axis=1)
        starts_squared = (starts * starts).sum(axis=1)
        per_chunk = max(1, CHUNK_DISTANCES // len(self))
        for first in range(0, len(points), per_chunk):
            chunk = points[first : first + per_chunk]
            ahead = chunk @ along.T
            ahead -= starts_along
            t = np.clip(ahead / squared, 0.0, 1.0)
            # |p - s - t d|^2, multiplied out: products of matrices instead of cubes.
            total = chunk @ (-2.0 * starts.T)
            total += starts_squared
            ahead *= 2.0
            ahead -= t * squared
            total -= t * ahead
            nearest = total.min(axis=1) + (chunk * chunk).sum(axis=1)
            found[first : first + per_chunk] = np.sqrt(np.maximum(nearest, 0.0))
        return found

    def near(self, centre_mm: FloatArray, within_mm: float) -> Segments:
        """Keep the segments that come within a distance of a point."""
        middle = (self.starts_mm + self.ends_mm) / 2.0
        half = np.linalg.norm(self.ends_mm - self.starts_mm, axis=1) / 2.0
        kept = np.linalg.norm(middle - centre_mm, axis=1) - half <= within_mm
        return Segments(self.starts_mm[kept], self.ends_mm[kept])


@dataclass(frozen=True)
class ZoneSeeds:
    """One zone ready to compete for the surface.

    Attributes
    ----------
    zone : id
    part_columns : columns of the part weights it may own
    own : its seeds
    border : further seeds along authored border lines; they know neither radius nor growth
    banned : places the zone must not own: islands that do not hang together with it
    radius_mm : owns what is within this of its own seeds and nothing beyond; None: nearest seed
    grow_mm : shortens the distance to its own seeds
    """

    zone: str
    part_columns: tuple[int, ...]
    own: Segments
    border: Segments
    radius_mm: float | None = None
    grow_mm: float = 0.0
    banned: Segments = Segments(np.zeros((0, 3)), np.zeros((0, 3)))

    @property
    def steepness(self) -> float:
        """Return how fast the score can change per mm."""
        return 1.0 if self.radius_mm is None else RADIUS_STEEPNESS

    def distance_scores(self, points_mm: FloatArray) -> FloatArray:
        """Return the score without regard to parts, (n,) mm; the lowest zone wins."""
        scores = self.own.distances_mm(points_mm)
        if self.radius_mm is None:
            scores -= self.grow_mm
        else:
            scores = RADIUS_STEEPNESS * (scores - self.radius_mm)
        if len(self.border):
            scores = np.minimum(scores, self.border.distances_mm(points_mm))
        return np.asarray(scores)

    def bans(self, points_mm: FloatArray) -> FloatArray:
        """Return what is added to the score near banned places, (n,) mm."""
        if not len(self.banned):
            return np.zeros(len(points_mm))
        near = (BANNED_MM - self.banned.distances_mm(points_mm)) / BANNED_RAMP_MM
        return np.asarray(PART_PENALTY_MM * np.clip(near, 0.0, 1.0))

    def part_penalties(self, part_weights: NDArray[np.float32]) -> FloatArray:
        """Return what is added to the score where the zone's parts have little weight, (n,) mm."""
        share = part_weights[:, list(self.part_columns)].sum(axis=1, dtype=np.float64)
        return np.asarray(PART_PENALTY_MM * np.clip((PART_SHARE - share) / PART_RAMP, 0.0, 1.0))

    def scores(self, points_mm: FloatArray, part_weights: NDArray[np.float32]) -> FloatArray:
        """Return the zone's score at points of the left half, (n,) mm."""
        found = self.distance_scores(points_mm) + self.part_penalties(part_weights)
        return np.asarray(found + self.bans(points_mm))


def is_allowed(
    zones: Sequence[ZoneSeeds], labels: LabelArray, part_weights: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Tell where the zone given to a point really owns a part there, (n,) bool.

    Where no zone does, `label_points` still names the nearest: the figure has no holes.
    """
    found = np.zeros(len(labels), dtype=bool)
    for index in np.unique(labels).tolist():
        rows = np.flatnonzero(labels == index)
        found[rows] = zones[index].part_penalties(part_weights[rows]) < PART_PENALTY_MM / 2.0
    return found


def crossing_shares(
    zones: Sequence[ZoneSeeds],
    first: tuple[FloatArray, NDArray[np.float32], LabelArray],
    second: tuple[FloatArray, NDArray[np.float32], LabelArray],
) -> FloatArray:
    """Find where between pairs of points the border of their two zones lies.

    Parameters
    ----------
    first, second : points (n, 3), part weights (n, p) and labels (n,) of both ends

    Returns
    -------
    shares : (n,) float in 0..1 from the first to the second; 0.5 where the scores do not cross
    """
    lead = [np.zeros(len(first[0])), np.zeros(len(first[0]))]
    for sign, whose in ((1.0, first[2]), (-1.0, second[2])):
        order = np.argsort(whose, kind="stable")
        bounds = np.flatnonzero(np.diff(whose[order], prepend=-1))
        for rows in np.split(order, bounds[1:]):
            if not len(rows):
                continue
            zone = zones[int(whose[rows[0]])]
            for end, (points, parts, _) in enumerate((first, second)):
                lead[end][rows] += sign * zone.scores(points[rows], parts[rows])
    # lead < 0: the first point's zone is ahead. It must lead at the first and trail at the second.
    crosses = (lead[0] <= 0.0) & (lead[1] >= 0.0) & (lead[1] > lead[0])
    shares = np.full(len(lead[0]), 0.5)
    np.divide(-lead[0], lead[1] - lead[0], out=shares, where=crosses)
    return shares
