"""Trace a label picture into arcs between junctions, each border once, and into rings.

Takes a label per pixel and, where known, how far along the way from one pixel centre to the next
the border lies, so that borders come out with sub-pixel truth instead of stairs. Gives arcs in
pixels. Must not know what the labels mean, nor millimetres, curves or SVG.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.pixelsides import SideGrid, Walk, all_walks, padded

FloatArray = NDArray[np.float64]
LabelArray = NDArray[np.int32]
ShareArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Arc:
    """One border between two labels, from junction to junction.

    Attributes
    ----------
    left, right : labels on either side of the walk from the first point to the last, y down
    points_px : (n, 2) float, x right, y down; pixel (row i, column j) has its centre at
        (j+.5, i+.5). First and last are the junctions'; a closed arc repeats its first point
    start, end : junction numbers; -1 in a closed arc
    is_hard : most of it is an outline or an occlusion rather than a border on one surface
    """

    left: int
    right: int
    points_px: FloatArray
    start: int
    end: int
    is_hard: bool = False

    @property
    def is_closed(self) -> bool:
        """Tell whether the arc meets no junction."""
        return self.start < 0


@dataclass(frozen=True)
class Ring:
    """A closed walk with one label on its left: arc numbers, and whether each runs backwards."""

    label: int
    steps: tuple[tuple[int, bool], ...]


@dataclass(frozen=True)
class Tracing:
    """All arcs of a picture, its junctions, and the rings of every label.

    Attributes
    ----------
    arcs : in the order of the picture's rows
    nodes_px : (k, 2) float, the junctions
    rings : sorted by label; those of `OUTSIDE` and `MIRROR` are left out
    """

    arcs: tuple[Arc, ...]
    nodes_px: FloatArray
    rings: tuple[Ring, ...]


def trace(
    labels: LabelArray,
    *,
    share_right: ShareArray | None = None,
    share_down: ShareArray | None = None,
    is_hard_right: BoolArray | None = None,
    is_hard_down: BoolArray | None = None,
    mirror_column: int | None = None,
) -> Tracing:
    """Trace a label picture.

    Parameters
    ----------
    labels : (h, w) int, `OUTSIDE` where there is nothing
    share_right : (h, w - 1) float in 0..1, where the border between a pixel and the one to its
        right lies on the way between their centres; halfway when omitted
    share_down : (h - 1, w) float, the same downward
    is_hard_right, is_hard_down : same shapes, whether a border there is an outline or an occlusion
    mirror_column : 0 or w when that side of the picture is a mirror line: what touches it is cut
        straight there instead of getting an outline

    Raises
    ------
    ValueError
        When the mirror column is not at a side of the picture.
    """
    width = labels.shape[1]
    if mirror_column not in (None, 0, width):
        raise ValueError(f"the mirror line must be column 0 or {width}, not {mirror_column}")
    grid = padded(labels, (share_right, share_down), (is_hard_right, is_hard_down), mirror_column)
    walks = list(all_walks(grid))
    ends = {corner for walk in walks for corner in (walk.corners[0], walk.corners[-1])}
    corners = sorted(corner for corner in ends if grid.degree[corner] != 2)
    number = {corner: index for index, corner in enumerate(corners)}
    nodes = np.array([grid.node_point(*corner) for corner in corners]).reshape(-1, 2)
    arcs: list[Arc] = []
    leaving: dict[tuple[tuple[int, int], int], tuple[int, bool]] = {}
    for index, walk in enumerate(walks):
        sides = [
            grid.side(*corner, direction)
            for corner, direction in zip(walk.corners, walk.directions, strict=False)
        ]
        points = [(side[0], side[1]) for side in sides]
        start, end = number.get(walk.corners[0], -1), number.get(walk.corners[-1], -1)
        if start < 0:
            points.append(points[0])
        else:
            points = [tuple(nodes[start]), *points, tuple(nodes[end])]
        is_hard = 2 * sum(side[2] for side in sides) > len(sides)
        arcs.append(Arc(*sides[0][3:], np.array(points) - 1.0, start, end, is_hard))
        leaving[(walk.corners[0], walk.directions[0])] = (index, False)
        back = (walk.directions[-1] + 2) % 4
        leaving[(walk.corners[-1], back)] = (index, True)
    rings = _rings(grid, walks, arcs, leaving)
    return Tracing(tuple(arcs), nodes - 1.0, rings)


def trace_marked(
    is_right: BoolArray, is_down: BoolArray, share_right: ShareArray, share_down: ShareArray
) -> tuple[FloatArray, ...]:
    """Chain marked pixel sides into open lines, such as the edge of an arm before the trunk.

    Parameters
    ----------
    is_right, is_down : (h, w - 1) and (h - 1, w) bool, between which pixels the line runs
    share_right, share_down : same shapes, where on the way it crosses, see `trace`

    Returns
    -------
    lines : (n, 2) float each, in pixels; a closed line repeats its first point
    """
    height, width = is_right.shape[0], is_down.shape[1]
    grid = padded(
        np.zeros((height, width), dtype=np.int32), (share_right, share_down), (None, None), None
    )
    grid.keep_only(is_right, is_down)
    found: list[FloatArray] = []
    for walk in all_walks(grid):
        sides = [
            grid.side(*corner, direction)[:2]
            for corner, direction in zip(walk.corners, walk.directions, strict=False)
        ]
        if walk.corners[0] == walk.corners[-1]:
            sides.append(sides[0])
        found.append(np.array(sides) - 1.0)
    return tuple(found)


def _rings(
    grid: SideGrid,
    walks: list[Walk],
    arcs: list[Arc],
    leaving: dict[tuple[tuple[int, int], int], tuple[int, bool]],
) -> tuple[Ring, ...]:
    """Chain arcs into rings, turning left as early as possible at every junction."""
    done: set[tuple[int, bool]] = set()
    rings: list[Ring] = []
    for index, arc in enumerate(arcs):
        for is_backward, label in ((False, arc.left), (True, arc.right)):
            if label < 0 or (index, is_backward) in done:
                continue
            steps: list[tuple[int, bool]] = []
            current = (index, is_backward)
            while current not in done:
                done.add(current)
                steps.append(current)
                if arcs[current[0]].is_closed:
                    break
                walk = walks[current[0]]
                if current[1]:
                    corner, direction = walk.corners[0], (walk.directions[0] + 2) % 4
                else:
                    corner, direction = walk.corners[-1], walk.directions[-1]
                turn = next(t for t in (1, 0, 3) if grid.has_side(*corner, (direction + t) % 4))
                current = leaving[(corner, (direction + turn) % 4)]
            rings.append(Ring(label, tuple(steps)))
    return tuple(sorted(rings, key=lambda ring: ring.label))
