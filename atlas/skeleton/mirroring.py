"""Fit a picture's lines, and join those of a half picture to their mirror images at x = 0.

Takes shapely lines in picture mm, gives chains of cubics. Must not know bones.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from atlas.curves import Finish, Line, fit_lines

FloatArray = NDArray[np.float64]

# Farther than any picture reaches.
FAR = 5000.0
# What lies this near x = 0 was cut there.
ON_MIDLINE_MM = 0.02
# Lines are sampled at this step.
STEP_MM = 0.8


def off_midline(line: BaseGeometry) -> BaseGeometry:
    """Take out what runs along the midline, where a half is cut off."""
    return line.difference(box(-ON_MIDLINE_MM, -FAR, ON_MIDLINE_MM, FAR))


def merged(line: BaseGeometry) -> list[LineString]:
    """Join the pieces of a line that meet end to end."""
    if line.is_empty:
        return []
    parts = [p for p in shapely.get_parts(line) if isinstance(p, LineString)]
    merged = linemerge(MultiLineString(parts)) if parts else MultiLineString()
    return [p for p in shapely.get_parts(merged) if isinstance(p, LineString)]


def rings(fill: BaseGeometry, half: BaseGeometry | None) -> list[LineString]:
    """Return the edges of a fill, open where a half is cut off."""
    return merged(fill.boundary if half is None else off_midline(fill.boundary))


def fitted_lines(
    lines: Sequence[LineString], half: BaseGeometry | None, finish: Finish
) -> tuple[list[tuple[FloatArray, bool]], list[tuple[FloatArray, bool]]]:
    """Fit lines; those that end on the midline are joined to their mirror images.

    Returns
    -------
    whole, sided : chains, and whether each is closed
    """
    arcs: list[Line] = []
    on_midline: set[int] = set()
    for line in lines:
        points = shapely.get_coordinates(line)
        if line.is_closed:
            arcs.append(Line(points, -1, -1, finish))
            continue
        nodes = (2 * len(arcs), 2 * len(arcs) + 1)
        for node, end in zip(nodes, (0, -1), strict=True):
            if half is not None and abs(points[end, 0]) <= 2.0 * ON_MIDLINE_MM:
                points[end, 0] = 0.0
                on_midline.add(node)
        arcs.append(Line(points, *nodes, finish))
    curves = fit_lines(arcs, step_mm=STEP_MM, mirror_nodes=frozenset(on_midline))
    whole: list[tuple[FloatArray, bool]] = []
    sided: list[tuple[FloatArray, bool]] = []
    for arc, curve in zip(arcs, curves, strict=True):
        starts, ends = arc.start in on_midline, arc.end in on_midline
        if not (starts or ends):
            (sided if half is not None else whole).append((curve.segments, arc.start < 0))
            continue
        first = curve if ends else curve.reversed()
        both = np.concatenate([first.segments, first.mirrored().reversed().segments])
        whole.append((both, starts and ends))
    return whole, sided
