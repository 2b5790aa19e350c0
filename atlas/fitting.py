"""Fit cubic Béziers to a smooth stretch of dense points.

After P. J. Schneider, "An algorithm for automatically fitting digitized curves", Graphics Gems
(1990): least squares for the handles, with the tangents at both ends given; split where it does not
do. Knows points in any unit. Must not know corners, junctions or what the curve is of.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Rounds of moving parameters toward the curve; more do not pay.
REFINEMENTS = 3


def bernstein(t: FloatArray) -> FloatArray:
    """Return the four cubic Bernstein polynomials at parameters, (n, 4)."""
    u = 1.0 - t
    found = np.empty((*t.shape, 4))
    found[..., 0], found[..., 3] = u * u * u, t * t * t
    both = 3.0 * u * t
    found[..., 1], found[..., 2] = both * u, both * t
    return found


def unit(vector: FloatArray) -> FloatArray:
    """Return a vector at unit length; a zero vector stays zero."""
    length = float(np.hypot(vector[0], vector[1]))
    return vector / length if length > 0.0 else vector


def straight(start: FloatArray, end: FloatArray) -> FloatArray:
    """Return a straight line as a cubic, (4, 2)."""
    return np.array([start, start + (end - start) / 3.0, end - (end - start) / 3.0, end])


def end_tangent(points: FloatArray) -> FloatArray:
    """Estimate the unit tangent at the first of evenly spaced points, to second order."""
    k = min(4, (len(points) - 1) // 2)
    if k < 1:
        return unit(points[-1] - points[0])
    guess = 4.0 * (points[k] - points[0]) - (points[2 * k] - points[0])
    return unit(guess)


def fit(
    points: FloatArray, start_tangent: FloatArray, end_tangent_in: FloatArray, tolerance: float
) -> list[FloatArray]:
    """Fit cubics to a smooth polyline.

    Parameters
    ----------
    points : (n, 2) float, n >= 2
    start_tangent : (2,) unit vector into the curve at its start
    end_tangent_in : (2,) unit vector back into the curve at its end
    tolerance : greatest distance of a point from the curve

    Returns
    -------
    list of (4, 2) control points, end to end
    """
    chord = points[-1] - points[0]
    length = float(np.hypot(*chord))
    if len(points) == 2:
        third = length / 3.0
        return [
            np.array(
                [points[0], points[0] + third * start_tangent,
                 points[-1] + third * end_tangent_in, points[-1]]
            )
        ]  # fmt: skip
    legs = np.hypot(*np.diff(points, axis=0).T)
    t = np.concatenate([[0.0], np.cumsum(legs)])
    reach = float(t[-1])
    t /= reach
    shares = bernstein(t)
    controls = _least_squares(points, shares, start_tangent, end_tangent_in, reach)
    off, worst, at = _deviation(points, shares, controls)
    for _ in range(REFINEMENTS):
        if worst <= tolerance or worst > 16.0 * tolerance:
            break
        t = _refined(t, off, controls)
        shares = bernstein(t)
        controls = _least_squares(points, shares, start_tangent, end_tangent_in, reach)
        off, worst, at = _deviation(points, shares, controls)
    if worst <= tolerance:
        return [controls]
    at = min(max(at, 1), len(points) - 2)
    low, high = max(0, at - 3), min(len(points) - 1, at + 3)
    middle = unit(points[low] - points[high])
    if not middle.any():
        middle = unit(points[at - 1] - points[at])
    return [
        *fit(points[: at + 1], start_tangent, middle, tolerance),
        *fit(points[at:], -middle, end_tangent_in, tolerance),
    ]


def _least_squares(
    points: FloatArray, shares: FloatArray, start: FloatArray, end: FloatArray, reach: float
) -> FloatArray:
    """Choose the lengths of both handles so that the cubic is nearest to the points.

    Parameters
    ----------
    shares : (n, 4) float, the Bernstein polynomials at the points' parameters
    reach : length of the polyline
    """
    first, last = points[0], points[-1]
    near, far = shares[:, 1], shares[:, 2]
    rest = points - (shares[:, 0] + near)[:, None] * first - (far + shares[:, 3])[:, None] * last
    c00, c11 = near @ near * (start @ start), far @ far * (end @ end)
    c01 = near @ far * (start @ end)
    x0, x1 = near @ rest @ start, far @ rest @ end
    determinant = float(c00 * c11 - c01 * c01)
    length = float(np.hypot(*(last - first)))
    alpha = beta = 0.0
    if abs(determinant) > 1e-12:
        alpha = float(x0 * c11 - x1 * c01) / determinant
        beta = float(c00 * x1 - c01 * x0) / determinant
    shortest = 1e-3 * max(length, reach)
    # Handles that point backwards or reach beyond the arc make loops: take a third of the way.
    if not (shortest < alpha < reach and shortest < beta < reach):
        alpha = beta = max(length, 0.3 * reach) / 3.0
    return np.array([first, first + alpha * start, last + beta * end, last])


def _deviation(
    points: FloatArray, shares: FloatArray, controls: FloatArray
) -> tuple[FloatArray, float, int]:
    """Return how far the cubic is from each point, (n, 2), the greatest distance and its place."""
    off = shares @ controls - points
    squared = np.einsum("ij,ij->i", off, off)
    at = int(np.argmax(squared))
    return off, float(squared[at]) ** 0.5, at


def _refined(t: FloatArray, off: FloatArray, controls: FloatArray) -> FloatArray:
    """Move each parameter toward the foot of its point: one Newton step."""
    # The derivatives as polynomials in t: a + b t + c t^2, and its own b + 2 c t.
    d1 = (controls[1:] - controls[:-1]) * 3.0
    a, b, c = d1[0], 2.0 * (d1[1] - d1[0]), d1[0] - 2.0 * d1[1] + d1[2]
    at = t[:, None]
    first = a + at * (b + at * c)
    second = b + at * (2.0 * c)
    denominator = np.einsum("ij,ij->i", first, first) + np.einsum("ij,ij->i", off, second)
    safe = np.where(np.abs(denominator) < 1e-12, 1.0, denominator)
    moved = np.clip(t - np.einsum("ij,ij->i", off, first) / safe, 0.0, 1.0)
    moved[0], moved[-1] = 0.0, 1.0
    return np.maximum.accumulate(moved)
