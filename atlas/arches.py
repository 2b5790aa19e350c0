"""Dental arches: the line each row of teeth stands on, and the teeth on it.

Picture mm of the view `mouth`, seen from the front: the patient's left is on the viewer's right, y
down. Only the left quadrants are made; the right ones are their mirror image.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.coverage import Loop

FloatArray = NDArray[np.float64]

# Width along the row and depth across it of the eight teeth of a quadrant, middle to back, in mm:
# rounded means of adult permanent teeth as dental anatomy texts give them.
UPPER_TEETH = (
    (8.5, 7.0), (6.5, 6.2), (7.6, 8.0), (7.0, 9.0),
    (6.8, 9.0), (10.2, 11.0), (9.6, 10.8), (8.6, 10.2),
)  # fmt: skip
LOWER_TEETH = (
    (5.3, 6.0), (5.8, 6.4), (6.9, 7.6), (7.0, 8.0),
    (7.1, 8.4), (11.0, 10.4), (10.5, 10.2), (9.8, 9.8),
)  # fmt: skip
FIRST_PREMOLAR, FIRST_MOLAR = 3, 5
# Teeth stand this far apart on the picture, so that each reads as one.
GAP_MM = 0.5
# A circle's quarter as a cubic.
QUARTER = 0.5522847498
# Rounding of a tooth's corners, as a share of half its width and depth.
FRONT_ROUNDNESS, MOLAR_ROUNDNESS = (0.8, 0.72), (0.62, 0.55)
# The arches are measured out this far to the side, finely.
REACH_MM, STEPS = 42.0, 8001


@dataclass(frozen=True)
class Arch:
    """The line a row of teeth stands on: y = apex + down * (bend2 * x**2 + bend4 * x**4), mm.

    The fourth power makes the front broad and the sides steep, as dental arches are.
    """

    jaw: str
    sizes: tuple[tuple[float, float], ...]
    apex_mm: float
    down: float
    bend2: float
    bend4: float

    def at(self, along_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return points and outward unit normals, (n, 2) each, at lengths from the middle."""
        x = np.linspace(0.0, REACH_MM, STEPS)
        y = self.bend2 * x**2 + self.bend4 * x**4
        length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        at_x = np.interp(along_mm, length, x)
        slope = 2.0 * self.bend2 * at_x + 4.0 * self.bend4 * at_x**3
        points = np.stack([at_x, self.bend2 * at_x**2 + self.bend4 * at_x**4], axis=1)
        normals = np.stack([slope, -np.ones_like(slope)], axis=1) / np.hypot(slope, 1.0)[:, None]
        flip = np.array([1.0, self.down])
        return points * flip + np.array([0.0, self.apex_mm]), normals * flip

    def beside(self, first: float, last: float, off_mm: float, count: int) -> FloatArray:
        """Return points between two lengths beside the line, outside it for a positive distance."""
        points, normals = self.at(np.linspace(first, last, count))
        found: FloatArray = points + off_mm * normals
        found[:, 0] = np.maximum(found[:, 0], 0.0)
        return found

    @property
    def bounds_mm(self) -> FloatArray:
        """Return where one tooth ends and the next begins, as lengths from the middle, (9,)."""
        widths = np.array([width + GAP_MM for width, _ in self.sizes])
        return np.concatenate([[0.0], np.cumsum(widths)])

    def teeth(self) -> tuple[Tooth, ...]:
        """Stand the teeth on the line, middle to back."""
        bounds = self.bounds_mm
        points, normals = self.at((bounds[:-1] + bounds[1:]) / 2.0)
        return tuple(
            Tooth(number, point, normal, width, depth)
            for number, (point, normal, (width, depth)) in enumerate(
                zip(points, normals, self.sizes, strict=True)
            )
        )


@dataclass(frozen=True)
class Tooth:
    """One tooth seen from its chewing side: middle and outward direction, width and depth in mm."""

    number: int
    middle: FloatArray
    outward: FloatArray
    width: float
    depth: float

    @property
    def along(self) -> FloatArray:
        """Return the direction along the row."""
        return np.array([-self.outward[1], self.outward[0]])

    def loop(self) -> Loop:
        """Return its outline."""
        roundness = MOLAR_ROUNDNESS if self.number >= FIRST_MOLAR else FRONT_ROUNDNESS
        shape = rounded_box(self.width, self.depth, roundness)
        return Loop(self.middle + shape @ np.array([self.along, self.outward]))

    def fissures(self) -> tuple[FloatArray, ...]:
        """Return the grooves of a back tooth as open cubics: one, or on molars a cross."""
        if self.number < FIRST_PREMOLAR:
            return ()
        reach = 0.28 * self.width * self.along
        lines = [straight_line(self.middle - reach, self.middle + reach)]
        if self.number >= FIRST_MOLAR:
            reach = 0.27 * self.depth * self.outward
            lines.append(straight_line(self.middle - reach, self.middle + reach))
        return tuple(lines)


def straight_line(start: FloatArray, end: FloatArray) -> FloatArray:
    """Return a straight line as one cubic, (1, 4, 2)."""
    third = (end - start) / 3.0
    return np.array([[start, start + third, end - third, end]])


def rounded_box(width: float, depth: float, roundness: Sequence[float]) -> FloatArray:
    """Return a box with rounded corners as cubics around the origin, (8, 4, 2).

    Parameters
    ----------
    roundness : radius of the corners as a share of half the width and of half the depth
    """
    a, b = width / 2.0, depth / 2.0
    ra, rb = roundness[0] * a, roundness[1] * b
    corners: list[FloatArray] = []
    for k, (sx, sy) in enumerate(((1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0))):
        corner = np.array([sx * a, sy * b])
        legs = (np.array([-sx * ra, 0.0]), np.array([0.0, -sy * rb]))
        before, after = legs[:: -1 if k % 2 else 1]
        start, end = corner + before, corner + after
        corners.append(np.array([start, start - QUARTER * before, end - QUARTER * after, end]))
    whole: list[FloatArray] = []
    for k, segment in enumerate(corners):
        whole += [segment, straight_line(segment[3], corners[(k + 1) % 4][0])[0]]
    return np.array(whole)
