"""Shapes of the places in a constructed view, from smooth outlines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from atlas.coverage import Loop
from atlas.pictures import ZoneShape

# Controls lie on a grid of this step: places have no borders that would be finer.
STEP_MM = 0.5


def loop(points: Sequence[Sequence[float]], step_mm: float = STEP_MM) -> Loop:
    """Return a smooth loop through points: a Catmull-Rom spline, its handles on a grid."""
    ring = np.array(points, dtype=np.float64)
    handle = (np.roll(ring, -1, axis=0) - np.roll(ring, 1, axis=0)) / 6.0
    # The same handle on both sides of a point keeps the loop smooth.
    handle = np.round(handle / step_mm) * step_mm
    ends, end_handle = np.roll(ring, -1, axis=0), np.roll(handle, -1, axis=0)
    return Loop(np.stack([ring, ring + handle, ends - end_handle, ends], axis=1))


def midline(zone: str, outline: Sequence[Sequence[float]]) -> ZoneShape:
    """Return a place that lies across the middle."""
    return ZoneShape(zone, "midline", (loop(outline),))


def sided(zone: str, outline: Sequence[Sequence[float]]) -> tuple[ZoneShape, ZoneShape]:
    """Return a place on the left, and its twin on the right."""
    left = ZoneShape(zone, "left", (loop(outline),))
    right = left.mirrored()
    return left, ZoneShape(right.zone, right.side, right.loops, is_twin=True)
