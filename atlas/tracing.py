"""Trace a label picture into arcs between junctions, each border once, and into rings.

Takes a label per pixel and, where known, how far along the way from one pixel centre to the next
the border lies, so that borders come out with sub-pixel truth instead of stairs. Gives arcs in
pixels. Must not know what the labels mean, nor millimetres, curves or SVG.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
LabelArray = NDArray[np.int32]

OUTSIDE = -1
# What lies beyond the mirror line of a picture of which only one half is given.
MIRROR = -2

# Directions of a step along pixel sides, in the order of a left turn with y down.
_STEPS = ((0, 1), (-1, 0), (0, -1), (1, 0))
_EAST, _NORTH, _WEST, _SOUTH = range(4)


@dataclass(frozen=True)
class Arc:
    """One border between two labels, from junction to junction.

    Attributes
    ----------
    left, right : labels on either side of the walk from the first point to the last, y down
    points_px : (n, 2) float, x right, y down; pixel (row i, column j) has its centre at
        (j+.5, i+.5). First and last are the junctions'; a closed arc repeats its first point
    start, end : junction numbers; -1 in a closed arc
    is_hard : most of it is an outline or an occlusion rather than a border on one surface
    """

    left: int
    right: int
    points_px: FloatArray
    start: int
    end: int
    is_hard: bool = False

    @property
    def is_closed(self) -> bool:
        """Tell whether the arc meets no junction."""
        return self.start < 0


@dataclass(frozen=True)
class Ring:
    """A closed walk with one label on its left: arc numbers, and whether each runs backwards."""

    label: int
    steps: tuple[tuple[int, bool], ...]


@dataclass(frozen=True)
class Tracing:
    """All arcs of a picture, its junctions, and the rings of every label.

    Attributes
    ----------
    arcs : in the order of the picture's rows
    nodes_px : (k, 2) float, the junctions
    rings : sorted by label; those of `OUTSIDE` and `MIRROR` are left out
    """

    arcs: tuple[Arc, ...]
    nodes_px: FloatArray
    rings: tuple[Ring, ...]


@dataclass
class _Walk:
    """Arcs under construction: corners and directions of every pixel side passed."""

    corners: list[tuple[int, int]]
    directions: list[int]
    steps: list[tuple[int, bool]] = field(default_factory=list)


class _Grid:
    """The pixel sides between different labels, with a margin of one pixel around the picture."""

    def __init__(
        self,
        labels: LabelArray,
        share_right: NDArray[np.float32],
        share_down: NDArray[np.float32],
        is_hard_right: NDArray[np.bool_],
        is_hard_down: NDArray[np.bool_],
    ) -> None:
        self.labels = labels
        self.height, self.width = labels.shape
        # across[i, j]: side between corner (i, j) and (i, j+1); upright[i, j]: (i, j) to (i+1, j).
        self.across = np.zeros((self.height + 1, self.width), dtype=bool)
        self.across[1:-1] = labels[1:] != labels[:-1]
        self.upright = np.zeros((self.height, self.width + 1), dtype=bool)
        self.upright[:, 1:-1] = labels[:, 1:] != labels[:, :-1]
        self.share_right, self.share_down = share_right, share_down
        self.is_hard_right, self.is_hard_down = is_hard_right, is_hard_down
        degree = np.zeros((self.height + 1, self.width + 1), dtype=np.int8)
        degree[:, :-1] += self.across
        degree[:, 1:] += self.across
        degree[:-1] += self.upright
        degree[1:] += self.upright
        self.degree = degree

    def has_side(self, row: int, column: int, direction: int) -> bool:
        """Tell whether a border leaves a corner in a direction."""
        if direction == _EAST:
            return column < self.width and bool(self.across[row, column])
        if direction == _WEST:
            return column > 0 and bool(self.across[row, column - 1])
        if direction == _SOUTH:
            return row < self.height and bool(self.upright[row, column])
        return row > 0 and bool(self.upright[row - 1, column])

    def side(self, row: int, column: int, direction: int) -> tuple[float, float, bool, int, int]:
        """Return where the border crosses a pixel side, whether it is hard, and its labels."""
        if direction in (_EAST, _WEST):
            column -= direction == _WEST
            above, below = self.labels[row - 1, column], self.labels[row, column]
            share = float(self.share_down[row - 1, column])
            hard = bool(self.is_hard_down[row - 1, column])
            left, right = (above, below) if direction == _EAST else (below, above)
            y = float(row) if MIRROR in (above, below) else row - 0.5 + share
            return column + 0.5, y, hard, int(left), int(right)
        row -= direction == _NORTH
        west, east = self.labels[row, column - 1], self.labels[row, column]
        share = float(self.share_right[row, column - 1])
        hard = bool(self.is_hard_right[row, column - 1])
        left, right = (west, east) if direction == _NORTH else (east, west)
        x = float(column) if MIRROR in (west, east) else column - 0.5 + share
        return x, row + 0.5, hard, int(left), int(right)

    def walk(self, row: int, column: int, direction: int) -> _Walk:
        """Follow a border until a junction or back to the start."""
        corners, directions = [(row, column)], [direction]
        start = (row, column)
        while True:
            step = _STEPS[direction]
            row, column = row + step[0], column + step[1]
            corners.append((row, column))
            if self.degree[row, column] != 2 or (row, column) == start:
                return _Walk(corners, directions)
            for turn in (1, 0, 3):
                ahead = (direction + turn) % 4
                if self.has_side(row, column, ahead):
                    direction = ahead
                    break
            directions.append(direction)

    def node_point(self, row: int, column: int) -> tuple[float, float]:
        """Place a junction among the borders that meet in it.

        Where two of them are hard (an outline), the junction lies on that line; on the mirror line
        it keeps its x exactly.
        """
        sides = [
            self.side(row, column, direction)
            for direction in range(4)
            if self.has_side(row, column, direction)
        ]
        mirrored = [side for side in sides if MIRROR in side[3:]]
        free = [side for side in sides if MIRROR not in side[3:]]
        if mirrored:
            y = sum(side[1] for side in free) / len(free) if free else float(row)
            return mirrored[0][0], y
        hard = [side for side in sides if side[2]]
        chosen = hard if len(hard) == 2 else sides
        return (
            sum(side[0] for side in chosen) / len(chosen),
            sum(side[1] for side in chosen) / len(chosen),
        )


def trace(
    labels: LabelArray,
    *,
    share_right: NDArray[np.float32] | None = None,
    share_down: NDArray[np.float32] | None = None,
    is_hard_right: NDArray[np.bool_] | None = None,
    is_hard_down: NDArray[np.bool_] | None = None,
    mirror_column: int | None = None,
) -> Tracing:
    """Trace a label picture.

    Parameters
    ----------
    labels : (h, w) int, `OUTSIDE` where there is nothing
    share_right : (h, w - 1) float in 0..1, where the border between a pixel and the one to its
        right lies on the way between their centres; halfway when omitted
    share_down : (h - 1, w) float, the same downward
    is_hard_right, is_hard_down : same shapes, whether a border there is an outline or an occlusion
    mirror_column : 0 or w when that side of the picture is a mirror line: what touches it is cut
        straight there instead of getting an outline

    Raises
    ------
    ValueError
        When the mirror column is not at a side of the picture.
    """
    width = labels.shape[1]
    if mirror_column not in (None, 0, width):
        raise ValueError(f"the mirror line must be column 0 or {width}, not {mirror_column}")
    grid = _padded(labels, (share_right, share_down), (is_hard_right, is_hard_down), mirror_column)
    walks = list(_walks(grid))
    corners = sorted({c for w in walks for c in (w.corners[0], w.corners[-1]) if _is_node(grid, c)})
    number = {corner: index for index, corner in enumerate(corners)}
    nodes = np.array([grid.node_point(*corner) for corner in corners]).reshape(-1, 2)
    arcs: list[Arc] = []
    leaving: dict[tuple[tuple[int, int], int], tuple[int, bool]] = {}
    for index, walk in enumerate(walks):
        sides = [
            grid.side(*corner, direction)
            for corner, direction in zip(walk.corners, walk.directions, strict=False)
        ]
        points = [(side[0], side[1]) for side in sides]
        start, end = number.get(walk.corners[0], -1), number.get(walk.corners[-1], -1)
        if start < 0:
            points.append(points[0])
        else:
            points = [tuple(nodes[start]), *points, tuple(nodes[end])]
        is_hard = 2 * sum(side[2] for side in sides) > len(sides)
        arcs.append(Arc(*sides[0][3:], np.array(points) - 1.0, start, end, is_hard))
        leaving[(walk.corners[0], walk.directions[0])] = (index, False)
        back = (walk.directions[-1] + 2) % 4
        leaving[(walk.corners[-1], back)] = (index, True)
    rings = _rings(grid, walks, arcs, leaving)
    return Tracing(tuple(arcs), nodes - 1.0, rings)


def _padded(
    labels: LabelArray,
    shares: tuple[NDArray[np.float32] | None, NDArray[np.float32] | None],
    hard: tuple[NDArray[np.bool_] | None, NDArray[np.bool_] | None],
    mirror_column: int | None,
) -> _Grid:
    """Put a margin around the picture: outside, or the mirror's other side."""
    height, width = labels.shape
    padded = np.full((height + 2, width + 2), OUTSIDE, dtype=np.int32)
    padded[1:-1, 1:-1] = labels
    if mirror_column is not None:
        column = 0 if mirror_column == 0 else width + 1
        inner = 1 if mirror_column == 0 else width
        padded[:, column] = np.where(padded[:, inner] == OUTSIDE, OUTSIDE, MIRROR)
    right = np.full((height + 2, width + 1), 0.5, dtype=np.float32)
    down = np.full((height + 1, width + 2), 0.5, dtype=np.float32)
    if shares[0] is not None:
        right[1:-1, 1:-1] = shares[0]
    if shares[1] is not None:
        down[1:-1, 1:-1] = shares[1]
    is_hard_right = np.zeros(right.shape, dtype=bool)
    is_hard_down = np.zeros(down.shape, dtype=bool)
    if hard[0] is not None:
        is_hard_right[1:-1, 1:-1] = hard[0]
    if hard[1] is not None:
        is_hard_down[1:-1, 1:-1] = hard[1]
    return _Grid(padded, right, down, is_hard_right, is_hard_down)


def _is_node(grid: _Grid, corner: tuple[int, int]) -> bool:
    return bool(grid.degree[corner] != 2)


def _walks(grid: _Grid) -> Iterator[_Walk]:
    """Yield every border once: first those between junctions, then the closed ones."""
    seen_across = np.zeros(grid.across.shape, dtype=bool)
    seen_upright = np.zeros(grid.upright.shape, dtype=bool)

    def mark(walk: _Walk) -> None:
        for (row, column), direction in zip(walk.corners, walk.directions, strict=False):
            if direction in (_EAST, _WEST):
                seen_across[row, column - (direction == _WEST)] = True
            else:
                seen_upright[row - (direction == _NORTH), column] = True

    def is_seen(row: int, column: int, direction: int) -> bool:
        if direction in (_EAST, _WEST):
            return bool(seen_across[row, column - (direction == _WEST)])
        return bool(seen_upright[row - (direction == _NORTH), column])

    for row, column in np.argwhere((grid.degree != 2) & (grid.degree > 0)).tolist():
        for direction in range(4):
            if grid.has_side(row, column, direction) and not is_seen(row, column, direction):
                walk = grid.walk(row, column, direction)
                mark(walk)
                yield walk
    for row, column in np.argwhere(grid.across & ~seen_across).tolist():
        if not seen_across[row, column]:
            walk = grid.walk(row, column, _EAST)
            mark(walk)
            yield walk


def _rings(
    grid: _Grid,
    walks: list[_Walk],
    arcs: list[Arc],
    leaving: dict[tuple[tuple[int, int], int], tuple[int, bool]],
) -> tuple[Ring, ...]:
    """Chain arcs into rings, turning left as early as possible at every junction."""
    done: set[tuple[int, bool]] = set()
    rings: list[Ring] = []
    for index, arc in enumerate(arcs):
        for is_backward, label in ((False, arc.left), (True, arc.right)):
            if label < 0 or (index, is_backward) in done:
                continue
            steps: list[tuple[int, bool]] = []
            current = (index, is_backward)
            while current not in done:
                done.add(current)
                steps.append(current)
                if arcs[current[0]].is_closed:
                    break
                walk = walks[current[0]]
                if current[1]:
                    corner, direction = walk.corners[0], (walk.directions[0] + 2) % 4
                else:
                    corner, direction = walk.corners[-1], walk.directions[-1]
                turn = next(t for t in (1, 0, 3) if grid.has_side(*corner, (direction + t) % 4))
                current = leaving[(corner, (direction + turn) % 4)]
            rings.append(Ring(label, tuple(steps)))
    return tuple(sorted(rings, key=lambda ring: ring.label))
