"""Draw the open mouth by formula: both rows of teeth, palate, tongue and throat.

The body mesh has no teeth, so this view is constructed. Gives zones and artwork in picture mm, seen
from the front: the patient's left is on the picture's right. The upper arch is above with its front
teeth at the top, the lower below with its front teeth at the bottom. Must not know SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.arches import LOWER_TEETH, UPPER_TEETH, Arch
from atlas.coverage import Loop
from atlas.curves import Finish, Line, fit_lines
from atlas.pictures import Box, Picture, ZoneShape

FloatArray = NDArray[np.float64]

VIEW_ID = "mouth"
BOX_MM: Box = (-60.0, 0.0, 120.0, 180.0)

# About 64 mm across at the upper wisdom teeth, a little less below.
UPPER = Arch("upper", UPPER_TEETH, 27.0, 1.0, 0.0167, 3.33e-5)
LOWER = Arch("lower", LOWER_TEETH, 153.0, -1.0, 0.0108, 4.8e-5)
# Which teeth of a quadrant, counted from the middle, make a zone.
GROUPS = (("incisors", 0, 2), ("premolars", 2, 5), ("molars", 5, 8))
# How far the gum reaches to either side of the line of teeth, and what lies within an arch from it.
GUM_MM, WITHIN_MM = 7.6, 8.0
# The gum ends this far behind the last tooth.
GUM_END_MM = 2.0

# Half outlines on the patient's left, top to bottom, where no arch gives them.
LIPS_OUTER = ((0.0, 4.5), (8.0, 1.5), (27.0, 8.0), (45.0, 33.0), (54.0, 74.0), (55.0, 102.0),
              (46.0, 140.0), (25.0, 170.0), (0.0, 177.0))  # fmt: skip
LIPS_INNER = ((0.0, 12.0), (22.0, 14.5), (38.0, 34.0), (48.0, 72.0), (49.0, 102.0), (40.0, 138.0),
              (21.0, 160.0), (0.0, 165.5))  # fmt: skip
PALATE_EDGE = ((24.0, 91.0), (19.0, 90.0), (12.5, 84.5), (6.4, 84.5), (3.7, 91.5), (0.0, 94.0))
THROAT = ((0.0, 95.6), (5.0, 92.8), (7.6, 86.6), (12.2, 86.6), (18.4, 92.2), (22.6, 97.0),
          (20.0, 102.6), (9.0, 105.2), (0.0, 105.4))  # fmt: skip
TONGUE_EDGE = ((0.0, 107.0), (9.0, 106.6), (16.0, 106.4))
# The tongue's furrow and the ridges of the palate, as cubics; the ridges are mirrored.
FURROW = ((0.0, 110.5), (0.4, 117.0), (-0.4, 121.0), (0.0, 128.0))
RIDGES = (
    ((1.5, 50.5), (5.0, 48.9), (8.0, 50.4), (10.5, 53.5)),
    ((1.5, 57.0), (6.0, 55.1), (10.5, 57.7), (13.5, 62.0)),
    ((1.5, 63.5), (6.0, 61.8), (11.0, 64.4), (14.5, 69.0)),
)

# What is sampled from the arches is fitted with curves this closely.
STEP_MM = 0.25
FINISH = Finish(0.0, 0.05)


@dataclass(frozen=True)
class MouthArt:
    """What is drawn besides the zones, from back to front.

    Attributes
    ----------
    lips, cavity, gums, palate, throat, tongue, teeth : loops
    grooves : open cubics, (n, 4, 2) each: fissures of back teeth, palate's ridges, tongue's furrow
    """

    lips: tuple[Loop, ...]
    cavity: tuple[Loop, ...]
    gums: tuple[Loop, ...]
    palate: tuple[Loop, ...]
    throat: tuple[Loop, ...]
    tongue: tuple[Loop, ...]
    teeth: tuple[Loop, ...]
    grooves: tuple[FloatArray, ...]


def draw_mouth() -> tuple[Picture, MouthArt]:
    """Draw the mouth: its zones as a picture, and its artwork."""
    shapes: list[ZoneShape] = []
    for arch in (UPPER, LOWER):
        for name, first, last in GROUPS:
            left = ZoneShape(f"{arch.jaw}-{name}", "left", (_stretch(arch, first, last),))
            right = left.mirrored()
            shapes += [left, ZoneShape(right.zone, right.side, right.loops, is_twin=True)]
    palate = smooth_loop([*_rim(UPPER), *PALATE_EDGE])
    tongue = smooth_loop([*TONGUE_EDGE, *_rim(LOWER)[-2::-1]])
    throat = smooth_loop(THROAT)
    for zone, loop in (("tongue", tongue), ("palate", palate), ("throat-inside", throat)):
        shapes.append(ZoneShape(zone, "midline", (loop,)))
    teeth = [tooth for arch in (UPPER, LOWER) for tooth in arch.teeth()]
    loops = [tooth.loop() for tooth in teeth]
    half = [line for tooth in teeth for line in tooth.fissures()]
    half += [np.array([ridge]) for ridge in RIDGES]
    lips = smooth_loop(LIPS_OUTER)
    art = MouthArt(
        (lips,),
        (smooth_loop(LIPS_INNER),),
        (_gum(UPPER), _gum(LOWER)),
        (palate,),
        (throat,),
        (tongue,),
        (*loops, *(loop.mirrored() for loop in loops)),
        (*half, *(line * np.array([-1.0, 1.0]) for line in half), np.array([FURROW])),
    )
    return Picture(VIEW_ID, BOX_MM, tuple(shapes), (lips,), ()), art


def smooth_loop(points: Sequence[Sequence[float]]) -> Loop:
    """Return a smooth symmetric loop through points of its left half.

    The first and the last point lie on x = 0; the curve is a Catmull-Rom spline, which runs level
    there.
    """
    left = np.array(points, dtype=np.float64)
    ring = np.concatenate([left, (left * np.array([-1.0, 1.0]))[-2:0:-1]])
    handle = (np.roll(ring, -1, axis=0) - np.roll(ring, 1, axis=0)) / 6.0
    ends, end_handle = np.roll(ring, -1, axis=0), np.roll(handle, -1, axis=0)
    return Loop(np.stack([ring, ring + handle, ends - end_handle, ends], axis=1))


def _rim(arch: Arch) -> FloatArray:
    """Return the line within an arch, middle to back."""
    return arch.beside(0.0, float(arch.bounds_mm[-1]), -WITHIN_MM, 9)


def _stretch(arch: Arch, first: int, last: int) -> Loop:
    """Outline a stretch of gum with its teeth."""
    start, end = float(arch.bounds_mm[first]), float(arch.bounds_mm[last])
    count = int((end - start) / STEP_MM)
    outer = arch.beside(start, end, GUM_MM, count)
    inner = arch.beside(start, end, -GUM_MM, count)
    points = np.concatenate([outer, inner[::-1], outer[:1]])
    (curve,) = fit_lines([Line(points, -1, -1, FINISH)], step_mm=STEP_MM)
    return Loop(curve.segments)


def _gum(arch: Arch) -> Loop:
    """Outline a whole gum, with round ends behind the last teeth."""
    end = float(arch.bounds_mm[-1]) + GUM_END_MM
    outer, inner = (arch.beside(0.0, end, off, 9) for off in (GUM_MM, -GUM_MM))
    points, normals = arch.at(np.array([end]))
    ahead = np.array([-normals[0, 1], normals[0, 0]]) * GUM_MM
    # The direction along the arch points backward on both jaws.
    ahead *= np.sign(ahead[1] * arch.down)
    turn = [
        points[0] + 0.72 * ahead + 0.66 * GUM_MM * normals[0],
        points[0] + ahead,
        points[0] + 0.72 * ahead - 0.66 * GUM_MM * normals[0],
    ]
    return smooth_loop([*outer, *turn, *inner[::-1]])
