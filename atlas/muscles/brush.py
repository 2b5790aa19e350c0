"""Give a line a width: one brush stroke, pointed at both ends, as a closed chain of few cubics.

The middle line is fitted once; each of its cubics is moved aside by half the width to either hand.
Must not know muscles or files.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from atlas.curves import smoothed
from atlas.fitting import bernstein, end_tangent, fit

FloatArray = NDArray[np.float64]

# The grid's small unrest is smoothed out of strokes over this many samples.
SIGMA = 2.5
# A stroke leaves its line by no more than this: less than its own width.
TOLERANCE_MM = 0.12
# Samples of a stroke for fitting: one per so many mm, within limits.
SAMPLE_MM, FEWEST, MOST = 1.5, 12, 90


def brush_stroke(
    line: FloatArray, width: FloatArray, *, taper_share: float, taper_mm: float
) -> FloatArray:
    """Draw one stroke.

    Parameters
    ----------
    line : (n, 2) float, n >= 4, mm
    width : (n,) float, mm
    taper_share, taper_mm : the stroke thins out over this share of its length at either end, and
        over no less than this length

    Returns
    -------
    (m, 4, 2) float, a closed chain of cubics
    """
    points = smoothed(line, SIGMA, is_closed=False)
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    length = float(gone[-1])
    count = int(np.clip(round(length / SAMPLE_MM), FEWEST, MOST))
    at = np.linspace(0.0, length, count + 1)
    points = np.stack([np.interp(at, gone, points[:, k]) for k in range(2)], axis=1)
    taper = min(max(taper_share * length, taper_mm), 0.5 * length)
    ends = np.clip(np.minimum(at, length - at) / taper, 0.0, 1.0)
    half = 0.5 * np.interp(at, gone, width) * np.sin(0.5 * np.pi * ends)
    pieces = fit(points, end_tangent(points), end_tangent(points[::-1]), TOLERANCE_MM)
    knots = [0]
    for piece in pieces[:-1]:
        gap = ((points[knots[-1] :] - piece[3]) ** 2).sum(axis=1)
        knots.append(knots[-1] + int(np.argmin(gap)))
    knots.append(count)
    there: list[FloatArray] = []
    back: list[FloatArray] = []
    for number, piece in enumerate(pieces):
        first = _aside(piece[1] - piece[0])
        last = _aside(piece[3] - piece[2])
        # Where pieces join, both take the same direction, so that no notch opens.
        if number > 0:
            first = _mean(first, _aside(pieces[number - 1][3] - pieces[number - 1][2]))
        if number < len(pieces) - 1:
            last = _mean(last, _aside(pieces[number + 1][1] - pieces[number + 1][0]))
        widths = _width_controls(half[knots[number] : knots[number + 1] + 1])
        shift = np.stack([first, first, last, last]) * widths[:, None]
        there.append(piece + shift)
        back.append((piece - shift)[::-1])
    return np.array([*there, *back[::-1]])


def _aside(ahead: FloatArray) -> FloatArray:
    length = max(float(np.hypot(*ahead)), 1e-9)
    return np.array([-ahead[1], ahead[0]]) / length


def _mean(first: FloatArray, second: FloatArray) -> FloatArray:
    both = first + second
    return both / max(float(np.hypot(*both)), 1e-9)


def _width_controls(half: FloatArray) -> FloatArray:
    """Fit a cubic to widths along a piece, its ends kept; return its four controls."""
    if len(half) < 4:
        return np.linspace(half[0], half[-1], 4)
    basis = bernstein(np.linspace(0.0, 1.0, len(half)))
    rest = half - basis[:, 0] * half[0] - basis[:, 3] * half[-1]
    inner, *_ = np.linalg.lstsq(basis[:, 1:3], rest, rcond=None)
    return np.array([half[0], *np.maximum(inner, 0.0), half[-1]])
