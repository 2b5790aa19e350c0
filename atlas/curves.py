"""Fit smooth curves to traced arcs: few cubic Béziers, each arc once, so neighbours stay joined.

Takes arcs as dense points in millimetres, smooths them, and joins them through junctions. Must not
know labels or SVG; how one smooth stretch becomes cubics is in `fitting`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from atlas.fitting import bernstein, end_tangent, fit, straight, unit

FloatArray = NDArray[np.float64]

# Samples are laid at this share of the raster's step.
SAMPLE_STEP = 0.8
# A line is smoothed over no more than this share of its length.
SIGMAS_PER_LINE = 10.0
# A turn this sharp within a few samples is a corner (a finger's web, the crotch), not a bend.
CORNER_DEG = 50.0
CORNER_REACH = 4
# Two borders that leave a junction within this of opposite directions are one line passing it.
THROUGH_DEG = 28.0
# A curve whose controls stay this close to its chord, as a share of the tolerance, is a line.
FLAT_SHARE = 0.5


@dataclass(frozen=True)
class Curve:
    """A chain of cubic segments: (n, 4, 2) float, each starting where the last one ends."""

    segments: FloatArray

    def reversed(self) -> Curve:
        """Walk the same curve backwards."""
        return Curve(self.segments[::-1, ::-1])

    def mirrored(self) -> Curve:
        """Mirror the curve left to right about x = 0."""
        return Curve(self.segments * np.array([-1.0, 1.0]))

    def flattened(self, per_segment: int = 8) -> FloatArray:
        """Return points along the curve, (n * per_segment + 1, 2)."""
        t = np.linspace(0.0, 1.0, per_segment + 1)
        points = bernstein(t) @ self.segments
        return np.concatenate([points[:, :-1].reshape(-1, 2), self.segments[-1:, 3]])


def resampled(points: FloatArray, step: float) -> FloatArray:
    """Lay points at even distances along a polyline, ends kept, (m, 2) with m >= 2."""
    legs = np.hypot(*np.diff(points, axis=0).T)
    keep = np.concatenate([[True], legs > 1e-9])
    points = points[keep]
    along = np.concatenate([[0.0], np.cumsum(legs[legs > 1e-9])])
    if len(points) < 2:
        return np.repeat(points[:1], 2, axis=0)
    count = max(1, round(along[-1] / step))
    at = np.linspace(0.0, along[-1], count + 1)
    return np.stack([np.interp(at, along, points[:, k]) for k in range(2)], axis=1)


def smoothed(points: FloatArray, sigma: float, *, is_closed: bool) -> FloatArray:
    """Smooth a polyline with a Gaussian over samples; the ends of an open one stay in place.

    An open line is continued beyond each end by its point reflection, which keeps end and tangent.
    """
    reach = int(np.ceil(3.0 * sigma))
    if len(points) < 4 or reach < 1:
        return points
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    if is_closed:
        core = points[:-1]
        indices = np.arange(-reach, len(core) + reach) % len(core)
        wide = core[indices]
        found = np.stack([np.convolve(wide[:, k], kernel, "valid") for k in range(2)], axis=1)
        return np.concatenate([found, found[:1]])
    reach = min(reach, len(points) - 1)
    kernel = kernel[len(kernel) // 2 - reach : len(kernel) // 2 + reach + 1]
    kernel = kernel / kernel.sum()
    before = 2.0 * points[0] - points[reach:0:-1]
    after = 2.0 * points[-1] - points[-2 : -reach - 2 : -1]
    wide = np.concatenate([before, points, after])
    found = np.stack([np.convolve(wide[:, k], kernel, "valid") for k in range(2)], axis=1)
    found[0], found[-1] = points[0], points[-1]
    return found


def corners(points: FloatArray, *, is_closed: bool) -> list[int]:
    """Find the sharp corners of an evenly sampled polyline: sample numbers, ascending, no ends."""
    count = len(points)
    reach = CORNER_REACH
    if count < 2 * reach + 3:
        return []
    if is_closed:
        core = points[:-1]
        index = np.arange(len(core))
        before = core[index] - core[(index - reach) % len(core)]
        after = core[(index + reach) % len(core)] - core[index]
    else:
        index = np.arange(reach, count - reach)
        before = points[index] - points[index - reach]
        after = points[index + reach] - points[index]
    angle = np.degrees(
        np.abs(np.arctan2(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0],
                          (before * after).sum(axis=1)))
    )  # fmt: skip
    found: list[int] = []
    order = np.argsort(-angle, kind="stable")
    for k in order[angle[order] > CORNER_DEG].tolist():
        at = int(index[k])
        if all(abs(at - other) > 2 * reach for other in found):
            found.append(at)
    return sorted(found)


@dataclass(frozen=True)
class Finish:
    """How a kind of line is smoothed and fitted.

    Attributes
    ----------
    sigma_mm : width of the Gaussian that smooths it before fitting
    tolerance_mm : how far the curve may leave the smoothed line
    """

    sigma_mm: float
    tolerance_mm: float


@dataclass(frozen=True)
class Line:
    """An arc to be fitted.

    Attributes
    ----------
    points_mm : (n, 2) float; first and last are the junctions', equal in a closed arc
    start, end : junction numbers, -1 in a closed arc
    is_straight : keep it a straight line (a mirror line)
    finish : how smooth it is to be
    """

    points_mm: FloatArray
    start: int
    end: int
    finish: Finish
    is_straight: bool = False


def fit_lines(
    lines: Sequence[Line], *, step_mm: float, mirror_nodes: frozenset[int] = frozenset()
) -> list[Curve]:
    """Fit all arcs of a picture, with smooth passage through junctions.

    Parameters
    ----------
    lines : the arcs
    step_mm : the raster's step
    mirror_nodes : junctions on the mirror line x = 0, where a border is to arrive level unless it
        clearly does not, so that it joins its mirror image smoothly
    """
    sample_mm = step_mm * SAMPLE_STEP
    sampled: list[FloatArray] = []
    for line in lines:
        if line.is_straight:
            sampled.append(line.points_mm[[0, -1]])
            continue
        even = resampled(line.points_mm, sample_mm)
        # A short line keeps its shape.
        sigma = min(line.finish.sigma_mm / sample_mm, len(even) / SIGMAS_PER_LINE)
        sampled.append(smoothed(even, sigma, is_closed=line.start < 0))
    tangents = _node_tangents(lines, sampled, mirror_nodes)
    found: list[Curve] = []
    for index, (line, points) in enumerate(zip(lines, sampled, strict=True)):
        if line.is_straight:
            found.append(Curve(straight(points[0], points[-1])[None]))
            continue
        found.append(_fit_line(line, points, tangents[index]))
    return found


def _fit_line(
    line: Line,
    points: FloatArray,
    ends: tuple[FloatArray, FloatArray],
) -> Curve:
    tolerance_mm = line.finish.tolerance_mm
    is_closed = line.start < 0
    cuts = corners(points, is_closed=is_closed)
    start, end = ends
    if is_closed and cuts:
        points = np.concatenate([points[cuts[0] : -1], points[: cuts[0] + 1]])
        cuts = [cut - cuts[0] for cut in cuts[1:]]
        start, end = end_tangent(points), end_tangent(points[::-1])
    pieces: list[FloatArray] = []
    bounds = [0, *cuts, len(points) - 1]
    for low, high in pairwise(bounds):
        part = points[low : high + 1]
        first = start if low == 0 else end_tangent(part)
        last = end if high == len(points) - 1 else end_tangent(part[::-1])
        pieces += fit(part, first, last, tolerance_mm)
    return Curve(np.array([_flat(piece, tolerance_mm * FLAT_SHARE) for piece in pieces]))


def _flat(controls: FloatArray, tolerance_mm: float) -> FloatArray:
    """Make a cubic a straight line when it hardly leaves its chord."""
    chord = controls[3] - controls[0]
    length = float(np.hypot(*chord))
    if length < 1e-9:
        return controls
    normal = np.array([-chord[1], chord[0]]) / length
    off = np.abs((controls[1:3] - controls[0]) @ normal)
    # A cubic leaves its chord by at most three quarters of its controls' distance.
    if 0.75 * off.max() > tolerance_mm:
        return controls
    return straight(controls[0], controls[3])


def _node_tangents(
    lines: Sequence[Line], sampled: Sequence[FloatArray], mirror_nodes: frozenset[int]
) -> list[tuple[FloatArray, FloatArray]]:
    """Choose a tangent for both ends of every arc; a pair passing a junction gets one in common."""
    tangents = [[end_tangent(points), end_tangent(points[::-1])] for points in sampled]
    at_node: dict[int, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if line.is_straight:
            continue
        if line.start < 0:
            around = unit(tangents[index][0] - tangents[index][1])
            tangents[index] = [around, -around]
            continue
        at_node.setdefault(line.start, []).append((index, 0))
        at_node.setdefault(line.end, []).append((index, 1))
    limit = -np.cos(np.radians(THROUGH_DEG))
    for node in sorted(at_node):
        meeting = at_node[node]
        if node in mirror_nodes:
            for index, which in meeting:
                tangent = tangents[index][which]
                if abs(tangent[0]) > np.cos(np.radians(45.0)):
                    tangents[index][which] = np.array([np.sign(tangent[0]), 0.0])
            continue
        pairs = [
            (float(tangents[a[0]][a[1]] @ tangents[b[0]][b[1]]), a, b)
            for k, a in enumerate(meeting)
            for b in meeting[k + 1 :]
        ]
        if pairs:
            cosine, a, b = min(pairs, key=lambda pair: pair[0])
            if cosine < limit:
                shared = unit(tangents[a[0]][a[1]] - tangents[b[0]][b[1]])
                tangents[a[0]][a[1]], tangents[b[0]][b[1]] = shared, -shared
    return [(pair[0], pair[1]) for pair in tangents]
