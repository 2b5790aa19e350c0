"""Turn a traced label picture into smooth shapes that share their borders exactly.

Every border is fitted once and walked by both neighbours, so there are no gaps. Symmetric pictures
are fitted on one half and mirrored. Must not know zones or SVG.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from atlas.curves import Curve, Finish, Line, fit_lines
from atlas.pixelsides import MIRROR, OUTSIDE
from atlas.tracing import Ring, Tracing

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Loop:
    """A closed chain of curves: (n, 4, 2) cubic segments, each starting where the last ends."""

    segments: FloatArray

    def mirrored(self) -> Loop:
        """Mirror the loop about x = 0, keeping its sense of rotation."""
        return Loop(Curve(self.segments).mirrored().reversed().segments)

    def polygon_points(self) -> FloatArray:
        """Return points along the loop, closed."""
        return Curve(self.segments).flattened()


@dataclass(frozen=True)
class Shapes:
    """The shapes of a picture in mm.

    Attributes
    ----------
    loops : label -> its loops on the computed half (or the whole of an unsymmetric picture);
        what spans the mirror line is closed straight along it
    joined : label -> its loops with the mirror image joined on, where it touches the mirror line;
        for labels that are one across the middle
    outline : the loops around everything; of a half picture with the mirror image joined on
    """

    loops: dict[int, tuple[Loop, ...]]
    joined: dict[int, tuple[Loop, ...]]
    outline: tuple[Loop, ...]


def fit_shapes(
    tracing: Tracing,
    *,
    origin_mm: tuple[float, float],
    mm_per_px: float,
    border: Finish,
    outline: Finish,
) -> Shapes:
    """Fit curves to a tracing and chain them into shapes.

    Parameters
    ----------
    origin_mm : picture position of pixel corner (0, 0)
    border, outline : finish of borders on one surface, and of outlines and occlusions
    """
    origin = np.array(origin_mm)
    touches_mirror: set[int] = set()
    lines: list[Line] = []
    for arc in tracing.arcs:
        straight = MIRROR in (arc.left, arc.right)
        if straight:
            touches_mirror.update((arc.start, arc.end))
        points = arc.points_px * mm_per_px + origin
        finish = outline if arc.is_hard else border
        lines.append(Line(points, arc.start, arc.end, finish, straight))
    curves = fit_lines(
        lines,
        step_mm=mm_per_px,
        mirror_nodes=frozenset(touches_mirror),
    )
    is_mirror = [line.is_straight for line in lines]
    loops: dict[int, list[Loop]] = {}
    joined: dict[int, list[Loop]] = {}
    for ring in tracing.rings:
        loops.setdefault(ring.label, []).append(Loop(_walked(ring.steps, curves)))
        joined.setdefault(ring.label, []).extend(_joined(ring, curves, is_mirror))
    return Shapes(
        {label: tuple(found) for label, found in loops.items()},
        {label: tuple(found) for label, found in joined.items()},
        tuple(_outline(tracing, curves)),
    )


def _outline(tracing: Tracing, curves: list[Curve]) -> list[Loop]:
    """Chain the arcs between something and the outside, and close them over the mirror line."""
    following: dict[int, list[tuple[int, bool]]] = {}
    ends_here: set[int] = set()
    closed: list[Loop] = []
    joined: list[Loop] = []
    for index, arc in enumerate(tracing.arcs):
        if OUTSIDE not in (arc.left, arc.right) or MIRROR in (arc.left, arc.right):
            continue
        is_backward = arc.left == OUTSIDE
        if arc.is_closed:
            closed.append(Loop(_walked([(index, is_backward)], curves)))
            continue
        start, end = (arc.end, arc.start) if is_backward else (arc.start, arc.end)
        following.setdefault(start, []).append((index, is_backward))
        ends_here.add(end)
    # A chain that no arc leads into starts on the mirror line; the others are closed.
    starts = [node for node in sorted(following) if node not in ends_here]
    for node in [*starts, *sorted(following)]:
        while following.get(node):
            steps: list[tuple[int, bool]] = []
            at = node
            while following.get(at):
                index, is_backward = following[at].pop(0)
                steps.append((index, is_backward))
                arc = tracing.arcs[index]
                at = arc.start if is_backward else arc.end
                if at == node:
                    break
            half = _walked(steps, curves)
            if at == node:
                closed.append(Loop(half))
            else:
                joined.append(Loop(np.concatenate([half, Loop(half).mirrored().segments])))
    if any(MIRROR in (arc.left, arc.right) for arc in tracing.arcs):
        closed += [loop.mirrored() for loop in closed]
    return joined + closed


def _walked(steps: Iterable[tuple[int, bool]], curves: list[Curve]) -> FloatArray:
    return np.concatenate(
        [
            curves[index].reversed().segments if back else curves[index].segments
            for index, back in steps
        ]
    )


def _joined(ring: Ring, curves: list[Curve], is_mirror: list[bool]) -> list[Loop]:
    """Close each stretch of a ring between two touches of the mirror line with its own image."""
    steps = list(ring.steps)
    touching = [k for k, (index, _) in enumerate(steps) if is_mirror[index]]
    if not touching:
        whole = Loop(_walked(steps, curves))
        return [whole, whole.mirrored()]
    turned = steps[touching[0] :] + steps[: touching[0]]
    stretches: list[list[tuple[int, bool]]] = []
    for step in turned:
        if is_mirror[step[0]]:
            stretches.append([])
        else:
            stretches[-1].append(step)
    found: list[Loop] = []
    for stretch in stretches:
        if stretch:
            half = _walked(stretch, curves)
            found.append(Loop(np.concatenate([half, Loop(half).mirrored().segments])))
    return found


def polygon(loops: Iterable[Loop]) -> BaseGeometry:
    """Return the area of loops as shapely sees it, by the even-odd rule."""
    area: BaseGeometry = Polygon()
    for loop in loops:
        points = loop.polygon_points()
        if len(points) >= 4:
            area = area.symmetric_difference(shapely.make_valid(Polygon(points)))
    return area
