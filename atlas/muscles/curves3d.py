"""Curves through space: even spacing, smoothing, passage through control points.

Knows arrays of (strings, samples, coordinates) only. Must not know bodies.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Samples per piece of a curve through control points.
PER_PIECE = 24


def resample(strings: FloatArray, count: int) -> FloatArray:
    """Lay points at even distances along each string, ends kept.

    Parameters
    ----------
    strings : (m, n, c) float; the first three coordinates are the place that is measured

    Returns
    -------
    (m, count, c) float
    """
    found = np.empty((len(strings), count, strings.shape[2]))
    share = np.linspace(0.0, 1.0, count)
    for number, string in enumerate(strings):
        legs = np.linalg.norm(np.diff(string[:, :3], axis=0), axis=1)
        along = np.concatenate([[0.0], np.cumsum(legs)])
        if along[-1] <= 0.0:
            found[number] = string[0]
            continue
        for axis in range(strings.shape[2]):
            found[number, :, axis] = np.interp(share * along[-1], along, string[:, axis])
    return found


def smooth_along(strings: FloatArray, sigma: float) -> FloatArray:
    """Smooth strings with a Gaussian over samples; their ends stay in place."""
    reach = min(int(np.ceil(3.0 * sigma)), strings.shape[1] - 1)
    if reach < 1:
        return strings
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    # Continued beyond each end by point reflection, which keeps end and tangent.
    before = 2.0 * strings[:, :1] - strings[:, reach:0:-1]
    after = 2.0 * strings[:, -1:] - strings[:, -2 : -reach - 2 : -1]
    wide = np.concatenate([before, strings, after], axis=1)
    found = sum(
        weight * wide[:, k : k + strings.shape[1]] for k, weight in enumerate(kernel.tolist())
    )
    result = np.asarray(found)
    result[:, 0], result[:, -1] = strings[:, 0], strings[:, -1]
    return result


def catmull_rom(controls: FloatArray) -> FloatArray:
    """Pass a smooth curve through each string's control points, (m, k, 3) to (m, n, 3)."""
    if controls.shape[1] == 2:
        share = np.linspace(0.0, 1.0, PER_PIECE)[None, :, None]
        return np.asarray(controls[:, :1] * (1.0 - share) + controls[:, 1:] * share)
    first = 2.0 * controls[:, :1] - controls[:, 1:2]
    last = 2.0 * controls[:, -1:] - controls[:, -2:-1]
    knots = np.concatenate([first, controls, last], axis=1)
    t = np.linspace(0.0, 1.0, PER_PIECE)[None, :, None]
    pieces = []
    for k in range(controls.shape[1] - 1):
        a, b, c, d = (knots[:, k + i, None] for i in range(4))
        pieces.append(
            0.5 * (2.0 * b + (c - a) * t + (2.0 * a - 5.0 * b + 4.0 * c - d) * t**2
                   + (3.0 * b - a - 3.0 * c + d) * t**3)
        )  # fmt: skip
    return np.concatenate([pieces[0], *(piece[:, 1:] for piece in pieces[1:])], axis=1)
