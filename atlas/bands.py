"""Draw where a field exceeds a level as path data; of a symmetric picture one half, exactly.

A curve that crosses the mirror line is cut there and arrives level, so that the half and its mirror
image meet smoothly. Takes fields on a pixel grid, gives paths in picture mm. Must not know light.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from atlas.contours import level_loops
from atlas.coverage import Loop
from atlas.curves import Finish, Line, fit_lines
from atlas.fitting import straight
from atlas.paths import path_data

FloatArray = NDArray[np.float64]
Image = NDArray[np.float32]

# The grid of outlines.
TENTH_MM = 0.1
# A half reaches this far beyond the mirror line, about a third of a pixel where the whole body is
# seen (a thinner overlap lets what lies below shine through), and each lighter band so much farther
# than the one below it: no seam shows where the halves meet, and no darker band's edge lies bare.
OVERLAP_MM, OVERLAP_STEP_MM = 1.0, 0.12


@dataclass(frozen=True)
class Bands:
    """Draws level sets of fields on one pixel grid.

    Attributes
    ----------
    origin_mm : picture position of the grid's upper left corner
    step_mm : size of a pixel
    is_half : only the part on which picture x is positive is drawn; the grid reaches at least one
        pixel beyond the mirror line, which runs between pixels
    grid_mm : grid on which curves are written; what is broad and soft loses nothing on a coarse
        one, and is smaller
    """

    origin_mm: FloatArray
    step_mm: float
    is_half: bool
    grid_mm: float = TENTH_MM

    def drawn(
        self, values: Image, level: float, smallest_mm2: float, finish: Finish, band: int = 0
    ) -> str:
        """Draw where a field exceeds a level; a half is closed just beyond the mirror line.

        Parameters
        ----------
        band : how many others lie below this one
        """
        beyond_mm = OVERLAP_MM + band * OVERLAP_STEP_MM
        whole, across = self._curves(values, level, smallest_mm2, finish)
        whole, across = ([self._snapped(curve) for curve in curves] for curves in (whole, across))
        # What closes a half is never coarser than the steps by which halves overlap.
        return path_data([*whole, *(_closed_beyond(half, beyond_mm) for half in across)])

    def _snapped(self, curve: FloatArray) -> FloatArray:
        return np.asarray(np.round(curve / self.grid_mm) * self.grid_mm)

    def drawn_apart(
        self, values: Image, level: float, smallest_mm2: float, finish: Finish
    ) -> tuple[str, str]:
        """Draw where a field exceeds a level, what crosses the mirror line apart and whole.

        For what is not opaque: there the halves must not lie on each other.
        """
        whole, across = self._curves(values, level, smallest_mm2, finish)
        joined = [np.concatenate([half, Loop(half).mirrored().segments]) for half in across]
        return path_data(whole), path_data(joined)

    def _curves(
        self, values: Image, level: float, smallest_mm2: float, finish: Finish
    ) -> tuple[list[FloatArray], list[FloatArray]]:
        """Return closed curves, and those that run from the mirror line to the mirror line."""
        # One column beyond the line tells where curves cross it.
        first = round(-float(self.origin_mm[0]) / self.step_mm) - 1 if self.is_half else 0
        corner = self.origin_mm + np.array([first * self.step_mm, 0.0])
        lines: list[Line] = []
        for loop in level_loops(values[:, first:], level):
            points = loop * self.step_mm + corner
            if not self.is_half or points[:, 0].min() > 0.0:
                if _area(points) >= smallest_mm2:
                    lines.append(Line(points, -1, -1, finish))
                continue
            for stretch in stretches(points):
                if 2.0 * _area(np.concatenate([stretch, stretch[:1]])) >= smallest_mm2:
                    lines.append(Line(stretch, 2 * len(lines), 2 * len(lines) + 1, finish))
        nodes = frozenset(node for line in lines for node in (line.start, line.end) if node >= 0)
        curves = fit_lines(lines, step_mm=self.step_mm, mirror_nodes=nodes)
        pairs = list(zip(lines, curves, strict=True))
        return (
            [curve.segments for line, curve in pairs if line.start < 0],
            [curve.segments for line, curve in pairs if line.start >= 0],
        )


def stretches(points: FloatArray) -> list[FloatArray]:
    """Cut a closed polyline at x = 0 and return its stretches with positive x, (n, 2) each.

    Both ends of a stretch lie exactly on the line.
    """
    core = points[:-1]
    inside = core[:, 0] > 0.0
    if not inside.any():
        return []
    start = int(np.argmin(inside))
    core, inside = np.roll(core, -start, axis=0), np.roll(inside, -start)
    core, inside = np.concatenate([core, core[:1]]), np.append(inside, inside[0])
    found: list[FloatArray] = []
    for low in (np.flatnonzero(~inside[:-1] & inside[1:])).tolist():
        high = low + 1 + int(np.argmin(inside[low + 1 :]))
        ends = [_at_line(core[low], core[low + 1]), _at_line(core[high], core[high - 1])]
        stretch = np.concatenate([ends[0][None], core[low + 1 : high], ends[1][None]])
        if len(stretch) > 2 or not np.allclose(ends[0], ends[1]):
            found.append(stretch)
    return found


def _at_line(outside: FloatArray, inside: FloatArray) -> FloatArray:
    """Return where the way between two points crosses x = 0."""
    share = outside[0] / (outside[0] - inside[0])
    return np.array([0.0, outside[1] + share * (inside[1] - outside[1])])


def _closed_beyond(half: FloatArray, beyond_mm: float) -> FloatArray:
    """Close a curve that ends on the mirror line a little beyond it, (n, 4, 2)."""
    start, end = half[0, 0], half[-1, 3]
    beyond = np.array([-beyond_mm, 0.0])
    corners = [end, end + beyond, start + beyond, start]
    legs = [straight(a, b) for a, b in pairwise(corners)]
    return np.concatenate([half, np.array(legs)])


def _area(loop: FloatArray) -> float:
    return 0.5 * abs(float(np.sum(loop[:-1, 0] * loop[1:, 1] - loop[1:, 0] * loop[:-1, 1])))
