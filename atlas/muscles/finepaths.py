"""Write closed curves as compact SVG path data, strokes in hundredths of a millimetre.

Strokes are half a millimetre wide: the tenths of the zones' paths would make them ragged. Outlines
keep to tenths.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

HUNDREDTHS = 100


def _number(hundredths: int) -> str:
    """Write a number without needless digits: 50 is `.5`, -120 is `-1.2`."""
    whole, rest = divmod(abs(hundredths), HUNDREDTHS)
    digits = f"{rest:02d}".rstrip("0")
    text = f"{whole or ''}.{digits}" if digits else str(whole)
    return f"-{text}" if hundredths < 0 else text


def _joined(values: Iterable[int]) -> str:
    """Write numbers with as few separators as the grammar allows."""
    found: list[str] = []
    for value in values:
        text = _number(value)
        if found and not text.startswith("-") and not (text.startswith(".") and "." in found[-1]):
            found.append(" ")
        found.append(text)
    return "".join(found)


def fine_path(loops: Iterable[FloatArray], step: int = 1) -> str:
    """Write loops of cubic segments, each (n, 4, 2) mm, as one path with relative commands.

    Parameters
    ----------
    step : the grid, in hundredths of a mm
    """
    written: list[str] = []
    for segments in loops:
        grid = np.round(np.asarray(segments) * HUNDREDTHS / step).astype(np.int64) * step
        values = [
            int(v)
            for start, first, second, end in grid
            if (start != end).any() or (start != first).any()
            for v in (*(first - start), *(second - start), *(end - start))
        ]
        if values:
            written.append(f"M{_joined(grid[0, 0].tolist())}c{_joined(values)}z")
    return "".join(written)
