"""The sides between pixels of different labels, and walks along them.

Takes a label picture with sub-pixel positions, gives borders as chains of pixel sides. The workings
of `tracing`; must not know what the labels mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
LabelArray = NDArray[np.int32]
ShareArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]

OUTSIDE = -1
# What lies beyond the mirror line of a picture of which only one half is given.
MIRROR = -2

# Directions of a step along pixel sides, in the order of a left turn with y down.
_STEPS = ((0, 1), (-1, 0), (0, -1), (1, 0))
_EAST, _NORTH, _WEST, _SOUTH = range(4)


@dataclass(frozen=True)
class Walk:
    """A border: the corners passed, and the direction in which each but the last is left."""

    corners: list[tuple[int, int]]
    directions: list[int]


class SideGrid:
    """The pixel sides between different labels, with a margin of one pixel around the picture."""

    def __init__(
        self,
        labels: LabelArray,
        share_right: ShareArray,
        share_down: ShareArray,
        is_hard_right: BoolArray,
        is_hard_down: BoolArray,
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
        self.degree = self._degrees()

    def _degrees(self) -> NDArray[np.int8]:
        """Count the sides that meet in each corner."""
        degree = np.zeros((self.height + 1, self.width + 1), dtype=np.int8)
        degree[:, :-1] += self.across
        degree[:, 1:] += self.across
        degree[:-1] += self.upright
        degree[1:] += self.upright
        return degree

    def keep_only(self, is_right: BoolArray, is_down: BoolArray) -> None:
        """Forget the labels' sides and take marked ones: (h, w-1) and (h-1, w) of the picture."""
        self.across[:], self.upright[:] = False, False
        self.across[2:-2, 1:-1] = is_down
        self.upright[1:-1, 2:-2] = is_right
        self.degree = self._degrees()

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

    def walk(self, row: int, column: int, direction: int) -> Walk:
        """Follow a border until a junction or back to the start."""
        corners, directions = [(row, column)], [direction]
        start = (row, column)
        while True:
            step = _STEPS[direction]
            row, column = row + step[0], column + step[1]
            corners.append((row, column))
            if self.degree[row, column] != 2 or (row, column) == start:
                return Walk(corners, directions)
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
        free = [side for side in sides if MIRROR not in side[3:]]
        if len(free) < len(sides):
            y = sum(side[1] for side in free) / len(free) if free else float(row)
            return float(column), y
        hard = [side for side in sides if side[2]]
        chosen = hard if len(hard) == 2 else sides
        return (
            sum(side[0] for side in chosen) / len(chosen),
            sum(side[1] for side in chosen) / len(chosen),
        )


def padded(
    labels: LabelArray,
    shares: tuple[NDArray[np.float32] | None, NDArray[np.float32] | None],
    hard: tuple[NDArray[np.bool_] | None, NDArray[np.bool_] | None],
    mirror_column: int | None,
) -> SideGrid:
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
    return SideGrid(padded, right, down, is_hard_right, is_hard_down)


def all_walks(grid: SideGrid) -> Iterator[Walk]:
    """Yield every border once: first those between junctions, then the closed ones."""
    seen_across = np.zeros(grid.across.shape, dtype=bool)
    seen_upright = np.zeros(grid.upright.shape, dtype=bool)

    def mark(walk: Walk) -> None:
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
