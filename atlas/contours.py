"""Trace level lines of a field on a pixel grid: marching squares, in numpy.

Takes a field sampled at pixel centres and a level, gives closed loops in pixels with the higher
side on a fixed hand. Must not know what the field means.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# For each of the 16 cases of a cell (bit set where a corner is above the level; corners clockwise
# from the upper left): pairs of cell sides (0 top, 1 right, 2 bottom, 3 left) joined by a piece of
# the line, walked in one direction. Saddles are cut apart, which never joins blobs.
_PIECES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 3),), 2: ((1, 0),), 3: ((1, 3),), 4: ((2, 1),), 5: ((0, 3), (2, 1)), 6: ((2, 0),),
    7: ((2, 3),), 8: ((3, 2),), 9: ((0, 2),), 10: ((1, 0), (3, 2)), 11: ((1, 2),), 12: ((3, 1),),
    13: ((0, 1),), 14: ((3, 0),),
}  # fmt: skip


def level_loops(field: NDArray[np.float32], level: float) -> list[FloatArray]:
    """Trace where a field equals a level.

    Parameters
    ----------
    field : (h, w) values at pixel centres; beyond the edge it counts as below every level
    level : the value to follow

    Returns
    -------
    list of (n, 2) float, x and y in pixels (a centre is at .5), the first point repeated at the
    end, in a fixed order
    """
    low = min(float(field.min()), level) - 1.0
    padded = np.pad(field.astype(np.float64), 1, constant_values=low)
    above = padded > level
    case = (
        above[:-1, :-1] * 1 + above[:-1, 1:] * 2 + above[1:, 1:] * 4 + above[1:, :-1] * 8
    ).astype(np.int8)
    rows, columns = np.nonzero((case > 0) & (case < 15))
    height, width = padded.shape
    following: dict[int, int] = {}
    for value, pieces in _PIECES.items():
        chosen = case[rows, columns] == value
        r, c = rows[chosen].astype(np.int64), columns[chosen].astype(np.int64)
        for start, end in pieces:
            following.update(
                zip(_side(r, c, start, width, height).tolist(),
                    _side(r, c, end, width, height).tolist(), strict=True)
            )  # fmt: skip
    return [_points(loop, padded, level, width, height) for loop in _loops(following)]


def _side(row: IntArray, column: IntArray, side: int, width: int, height: int) -> IntArray:
    """Give each cell side a number: horizontal ones first, then the upright ones."""
    if side == 0:
        return row * width + column
    if side == 2:
        return (row + 1) * width + column
    offset = height * width
    return offset + row * width + column + (1 if side == 1 else 0)


def _loops(following: dict[int, int]) -> list[list[int]]:
    found: list[list[int]] = []
    while following:
        start = next(iter(following))
        loop = [start]
        current = following.pop(start)
        while current != start:
            loop.append(current)
            current = following.pop(current)
        loop.append(start)
        found.append(loop)
    return found


def _points(
    loop: list[int], padded: FloatArray, level: float, width: int, height: int
) -> FloatArray:
    """Place each crossed side's point where the field, taken as linear, meets the level."""
    sides = np.array(loop, dtype=np.int64)
    upright = sides >= height * width
    flat = np.where(upright, sides - height * width, sides)
    row, column = flat // width, flat % width
    first = padded[row, column]
    second = np.where(
        upright,
        padded[np.minimum(row + 1, height - 1), column],
        padded[row, np.minimum(column + 1, width - 1)],
    )
    share = (level - first) / (second - first)
    x = column + np.where(upright, 0.0, share) - 0.5
    y = row + np.where(upright, share, 0.0) - 0.5
    return np.stack([x, y], axis=1)
