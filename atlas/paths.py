"""Write curves as compact SVG path data.

Coordinates are rounded to a grid before differences are taken, so that neighbours which share a
curve write the same points, whichever way they walk it. Must not know what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Decimals of a millimetre in a path; the grid is one tenth.
TENTHS = 10


def number(tenths: int) -> str:
    """Write a number of tenths without needless digits: 5 is `.5`, -12 is `-1.2`."""
    whole, rest = divmod(abs(tenths), TENTHS)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if tenths < 0 else text


def joined(values: Iterable[int]) -> str:
    """Write numbers of tenths with as few separators as the grammar allows."""
    found = ""
    for value in values:
        text = number(value)
        if found and not text.startswith("-") and not (text.startswith(".") and _has_point(found)):
            found += " "
        found += text
    return found


def _has_point(text: str) -> bool:
    """Tell whether the last number written has a decimal point already."""
    for letter in reversed(text):
        if letter == ".":
            return True
        if letter in " -":
            return False
    return False


def path_data(loops: Iterable[FloatArray]) -> str:
    """Write loops of cubic segments, each (n, 4, 2) mm, as one path with relative commands.

    Straight segments become lines; segments that vanish on the grid are left out.
    """
    found: list[str] = []
    for segments in loops:
        grid = np.round(np.asarray(segments) * TENTHS).astype(np.int64)
        commands = _commands(grid)
        if commands:
            found.append(f"M{joined(grid[0, 0].tolist())}{''.join(commands)}z")
    return "".join(found)


def open_path_data(segments: FloatArray) -> str:
    """Write one open chain of cubic segments, (n, 4, 2) mm."""
    grid = np.round(np.asarray(segments) * TENTHS).astype(np.int64)
    return f"M{joined(grid[0, 0].tolist())}{''.join(_commands(grid))}"


def _commands(grid: IntArray) -> list[str]:
    found: list[str] = []
    last = ""
    for start, first, second, end in grid.tolist():
        if start == end and start == first == second:
            continue
        if _is_line(start, first, second, end):
            letter, values = "l", [end[0] - start[0], end[1] - start[1]]
        else:
            letter = "c"
            values = [v for p in (first, second, end) for v in (p[0] - start[0], p[1] - start[1])]
        text = joined(values)
        if letter == last:
            needs_space = not text.startswith("-") and not (
                text.startswith(".") and _has_point(found[-1])
            )
            found.append((" " if needs_space else "") + text)
        else:
            found.append(letter + text)
        last = letter
    return found


def _is_line(start: list[int], first: list[int], second: list[int], end: list[int]) -> bool:
    """Tell whether both controls lie on the chord, within the grid."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    if length == 0.0:
        return False
    for control in (first, second):
        cx, cy = control[0] - start[0], control[1] - start[1]
        if abs(cx * dy - cy * dx) > length or not 0 <= cx * dx + cy * dy <= length * length:
            return False
    return True
