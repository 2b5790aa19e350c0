"""Give points their zones, quickly: far zones are ruled out for whole blocks of points.

Takes zones and points in the body frame (mm, the left half). Must not know files, pictures or
pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.zones import PART_PENALTY_MM, ZoneSeeds

FloatArray = NDArray[np.float64]
LabelArray = NDArray[np.int32]

# Points are decided in blocks of this size: small enough that most blocks have a single zone.
BLOCK_MM = 10.0
# Blocks are asked together first, in groups of this size.
GROUP_MM = 60.0


def label_points(
    zones: Sequence[ZoneSeeds], points_mm: FloatArray, part_weights: NDArray[np.float32]
) -> LabelArray:
    """Give every point its zone.

    Parameters
    ----------
    zones : the competitors; of equal scores the first wins
    points_mm : (n, 3) body points of the left half (mirror right ones first)
    part_weights : (n, len(PARTS)) float

    Returns
    -------
    labels : (n,) int, positions in `zones`

    Raises
    ------
    ValueError
        When there are no zones.
    """
    if not zones:
        raise ValueError("no zone has seeds")
    labels = np.zeros(len(points_mm), dtype=np.int32)
    if not len(points_mm):
        return labels
    cells = np.floor(points_mm / BLOCK_MM).astype(np.int64)
    cells -= cells.min(axis=0)
    span = cells.max(axis=0) + 1
    keys = (cells[:, 0] * span[1] + cells[:, 1]) * span[2] + cells[:, 2]
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    ordered = points_mm[order]
    weights = part_weights[order]
    low = np.minimum.reduceat(ordered, starts, axis=0)
    high = np.maximum.reduceat(ordered, starts, axis=0)
    centres, reaches = (low + high) / 2.0, np.linalg.norm(high - low, axis=1) / 2.0
    most = np.maximum.reduceat(weights, starts, axis=0)
    least = np.minimum.reduceat(weights, starts, axis=0)
    is_candidate = _candidates(zones, Blocks(centres, reaches, most, least))
    ends = np.append(starts[1:], len(order))
    found = np.zeros(len(order), dtype=np.int32)
    for block, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        candidates = np.flatnonzero(is_candidate[block])
        if len(candidates) == 1:
            found[start:end] = candidates[0]
            continue
        inside, parts = ordered[start:end], weights[start:end]
        scores = np.stack([zones[c].scores(inside, parts) for c in candidates.tolist()], axis=1)
        found[start:end] = candidates[np.argmin(scores, axis=1)]
    labels[order] = found
    return labels


@dataclass(frozen=True)
class Blocks:
    """Balls around groups of points, with the range of part weights in each.

    Attributes
    ----------
    centres_mm, reaches_mm : (b, 3) and (b,) float
    most, least : (b, p) float, the greatest and least weight of each part
    """

    centres_mm: FloatArray
    reaches_mm: FloatArray
    most: NDArray[np.float32]
    least: NDArray[np.float32]

    def taken(self, rows: NDArray[np.bool_]) -> Blocks:
        """Return some of the blocks."""
        return Blocks(
            self.centres_mm[rows], self.reaches_mm[rows], self.most[rows], self.least[rows]
        )


def _candidates(zones: Sequence[ZoneSeeds], blocks: Blocks) -> NDArray[np.bool_]:
    """Tell which zones may own something of each block, (blocks, zones).

    Asked of wide groups of blocks first: most zones are far from most of the body.
    """
    cells = np.floor(blocks.centres_mm / GROUP_MM).astype(np.int64)
    _, group = np.unique(cells, axis=0, return_inverse=True)
    group = group.ravel()
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    low = np.minimum.reduceat(blocks.centres_mm[order], starts, axis=0)
    high = np.maximum.reduceat(blocks.centres_mm[order], starts, axis=0)
    reaches = np.linalg.norm(high - low, axis=1) / 2.0
    reaches += np.maximum.reduceat(blocks.reaches_mm[order], starts)
    wide = Blocks(
        (low + high) / 2.0,
        reaches,
        np.maximum.reduceat(blocks.most[order], starts, axis=0),
        np.minimum.reduceat(blocks.least[order], starts, axis=0),
    )
    everywhere = np.ones((len(starts), len(zones)), dtype=bool)
    floor, ceiling = _bounds(zones, wide, everywhere)
    near = floor <= ceiling.min(axis=1, keepdims=True)
    floor, ceiling = _bounds(zones, blocks, near[group])
    return np.asarray(floor <= ceiling.min(axis=1, keepdims=True))


def _bounds(
    zones: Sequence[ZoneSeeds], blocks: Blocks, asked: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and highest score each zone can have in each block, (blocks, zones).

    What is not asked for is out of reach: its lowest score is infinite.
    """
    floor = np.full(asked.shape, np.inf)
    ceiling = np.full(asked.shape, np.finfo(np.float64).max)
    for index, zone in enumerate(zones):
        rows = asked[:, index]
        if not rows.any():
            continue
        some = blocks.taken(rows)
        scores = zone.distance_scores(some.centres_mm)
        swing = some.reaches_mm * zone.steepness
        floor[rows, index] = scores - swing + zone.part_penalties(some.most)
        ceiling[rows, index] = scores + swing + zone.part_penalties(some.least)
        if len(zone.banned):
            ceiling[rows, index] += PART_PENALTY_MM
    return floor, ceiling
