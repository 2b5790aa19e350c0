from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from atlas.pixelsides import MIRROR, OUTSIDE
from atlas.tracing import Tracing, trace, trace_marked

# A left square of label 0 and a right one of label 1, in a picture of nothing.
PAIR = np.full((6, 8), OUTSIDE, dtype=np.int32)
PAIR[1:5, 1:4] = 0
PAIR[1:5, 4:7] = 1


def ring_points(tracing: Tracing, label: int) -> list[np.ndarray]:
    found = []
    for ring in tracing.rings:
        if ring.label == label:
            parts = [
                tracing.arcs[index].points_px[:: -1 if back else 1] for index, back in ring.steps
            ]
            found.append(np.concatenate(parts))
    return found


def doubled_area(points: np.ndarray) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def test_two_neighbours_have_one_border_and_two_outlines() -> None:
    tracing = trace(PAIR)
    assert sorted(tuple(sorted((a.left, a.right))) for a in tracing.arcs) == [
        (OUTSIDE, 0), (OUTSIDE, 1), (0, 1),
    ]  # fmt: skip
    assert len(tracing.nodes_px) == 2
    assert [ring.label for ring in tracing.rings] == [0, 1]


def test_rings_are_closed_chains() -> None:
    tracing = trace(PAIR)
    for label in (0, 1):
        (points,) = ring_points(tracing, label)
        assert points[0] == pytest.approx(points[-1])
        assert np.hypot(*np.diff(points, axis=0).T).max() < 1.5


def test_a_border_lies_where_the_shares_say() -> None:
    share = np.full((6, 7), 0.5, dtype=np.float32)
    share[:, 3] = 0.2
    tracing = trace(PAIR, share_right=share)
    (border,) = [arc for arc in tracing.arcs if {arc.left, arc.right} == {0, 1}]
    # Between the centres of columns 3 and 4, at 3.5 and 4.5.
    assert border.points_px[1:-1, 0] == pytest.approx(3.7)


def test_an_island_has_an_outline_of_its_own_and_its_host_a_hole() -> None:
    labels = np.zeros((7, 7), dtype=np.int32)
    labels[3, 3] = 1
    tracing = trace(labels)
    assert [ring.label for ring in tracing.rings] == [0, 0, 1]
    (island,) = [arc for arc in tracing.arcs if 1 in (arc.left, arc.right)]
    assert island.is_closed
    outer, hole = sorted((doubled_area(p) for p in ring_points(tracing, 0)), key=abs, reverse=True)
    assert outer * hole < 0.0


def test_an_outline_is_hard_and_a_border_on_one_surface_is_not() -> None:
    hard_right = (PAIR[:, 1:] == OUTSIDE) != (PAIR[:, :-1] == OUTSIDE)
    hard_down = (PAIR[1:] == OUTSIDE) != (PAIR[:-1] == OUTSIDE)
    tracing = trace(PAIR, is_hard_right=hard_right, is_hard_down=hard_down)
    for arc in tracing.arcs:
        assert arc.is_hard == (OUTSIDE in (arc.left, arc.right))


def test_a_junction_with_an_outline_lies_on_the_outline() -> None:
    share_down = np.full((5, 8), 0.5, dtype=np.float32)
    share_down[0] = 0.9
    hard_down = np.zeros((5, 8), dtype=bool)
    hard_down[0] = True
    tracing = trace(PAIR, share_down=share_down, is_hard_down=hard_down)
    top = tracing.nodes_px[np.argmin(tracing.nodes_px[:, 1])]
    assert top[1] == pytest.approx(1.4)


@pytest.mark.parametrize(("column", "x"), [(0, 0.0), (8, 8.0)])
def test_the_mirror_line_cuts_straight_at_the_side_of_the_picture(column: int, x: float) -> None:
    labels = np.full((6, 8), OUTSIDE, dtype=np.int32)
    labels[1:5] = 0
    labels[3:5] = 1
    tracing = trace(labels, mirror_column=column)
    cuts = [arc for arc in tracing.arcs if MIRROR in (arc.left, arc.right)]
    inner = [arc for arc in cuts if OUTSIDE not in (arc.left, arc.right)]
    assert len(inner) == 2
    for arc in inner:
        assert arc.points_px[:, 0] == pytest.approx(x)


def test_a_mirror_line_inside_the_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="column 0 or 8"):
        trace(PAIR, mirror_column=3)


@settings(max_examples=60, deadline=None)
@given(arrays(np.int32, (6, 7), elements=st.integers(-1, 3)))
def test_every_label_walks_every_border_of_its_own_once(labels: np.ndarray) -> None:
    tracing = trace(labels)
    walked: dict[tuple[int, bool], int] = {}
    for ring in tracing.rings:
        for index, back in ring.steps:
            walked[index, back] = walked.get((index, back), 0) + 1
            arc = tracing.arcs[index]
            assert (arc.right if back else arc.left) == ring.label
        ends = []
        for index, back in ring.steps:
            arc = tracing.arcs[index]
            ends.append((arc.end, arc.start) if back else (arc.start, arc.end))
        for (_, end), (start, _) in pairwise([*ends, ends[0]]):
            assert end == start
    for index, arc in enumerate(tracing.arcs):
        assert walked.get((index, False), 0) == (arc.left >= 0)
        assert walked.get((index, True), 0) == (arc.right >= 0)


def test_marked_sides_become_one_open_line() -> None:
    right, down = np.zeros((4, 5), dtype=bool), np.zeros((3, 6), dtype=bool)
    right[:, 2] = True
    half = np.full(right.shape, 0.5, dtype=np.float32)
    (line,) = trace_marked(right, down, half, np.full(down.shape, 0.5, dtype=np.float32))
    assert line[:, 0] == pytest.approx(3.0)
    assert sorted(line[:, 1]) == [0.5, 1.5, 2.5, 3.5]
