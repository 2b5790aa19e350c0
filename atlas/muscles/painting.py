"""Paint filled paths over a picture in numpy, for reviews without a browser.

Reads the path data that `finepaths` writes, so that what is reviewed is what is published.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from atlas.fitting import bernstein

FloatArray = NDArray[np.float64]
Pixels = NDArray[np.uint8]

# Samples a pixel side, and points a cubic.
FINER = 3
PER_CUBIC = 10
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def loops_of(data: str) -> list[FloatArray]:
    """Read closed loops from path data, each (n, 2) mm."""
    found: list[FloatArray] = []
    weights = bernstein(np.linspace(0.0, 1.0, PER_CUBIC + 1)[1:])
    for loop in data.split("z")[:-1]:
        start, curves = loop[1:].split("c")
        here = np.array([float(v) for v in _NUMBER.findall(start)])
        steps = np.array([float(v) for v in _NUMBER.findall(curves)]).reshape(-1, 3, 2)
        points = [here[None]]
        for step in steps:
            controls = np.stack([here, here + step[0], here + step[1], here + step[2]])
            points.append(weights @ controls)
            here = controls[3]
        found.append(np.concatenate(points))
    return found


def coverage(loops_px: list[FloatArray], size_px: tuple[int, int]) -> NDArray[np.float32]:
    """Return how much of each pixel loops fill by the non-zero rule, (h, w) 0 to 1."""
    height, width = size_px[0] * FINER, size_px[1] * FINER
    crossings = np.zeros(height * (width + 1), dtype=np.int32)
    for loop in loops_px:
        points = loop * FINER
        start, end = points[:-1], points[1:]
        if len(points) < 3:
            continue
        start = np.concatenate([start, points[-1:]])
        end = np.concatenate([end, points[:1]])
        low = np.ceil(np.minimum(start[:, 1], end[:, 1]) - 0.5).astype(np.int64)
        high = np.ceil(np.maximum(start[:, 1], end[:, 1]) - 0.5).astype(np.int64)
        for a, b, first, last in zip(start, end, low.tolist(), high.tolist(), strict=True):
            first, last = max(first, 0), min(last, height)
            if first >= last:
                continue
            rows = np.arange(first, last)
            share = (rows + 0.5 - a[1]) / (b[1] - a[1])
            columns = np.ceil(a[0] + share * (b[0] - a[0]) - 0.5).astype(np.int64)
            columns = np.clip(columns, 0, width)
            np.add.at(crossings, rows * (width + 1) + columns, 1 if b[1] > a[1] else -1)
    winding = np.cumsum(crossings.reshape(height, width + 1), axis=1)[:, :width]
    filled = (winding != 0).astype(np.float32)
    return np.asarray(
        filled.reshape(size_px[0], FINER, size_px[1], FINER).mean(axis=(1, 3)), dtype=np.float32
    )


def paint(
    pixels: Pixels, loops_px: list[FloatArray], colour: tuple[int, int, int], opacity: float
) -> None:
    """Fill loops with a colour, in place."""
    if not loops_px:
        return
    share = opacity * coverage(loops_px, (pixels.shape[0], pixels.shape[1]))[..., None]
    pixels[...] = (pixels * (1.0 - share) + np.array(colour) * share).round().astype(np.uint8)
