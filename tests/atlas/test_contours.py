"""Level lines of small fields whose truth is known."""

from __future__ import annotations

import numpy as np

from atlas.contours import level_loops


def disc(size: int, radius: float) -> np.ndarray:
    rows, columns = np.mgrid[:size, :size] + 0.5
    distance = np.hypot(rows - size / 2, columns - size / 2)
    return (radius - distance).astype(np.float32)


def test_disc_is_one_closed_loop_at_its_radius() -> None:
    loops = level_loops(disc(40, 12.0), 0.0)
    assert len(loops) == 1
    loop = loops[0]
    assert np.array_equal(loop[0], loop[-1])
    distance = np.hypot(*(loop - 20.0).T)
    assert np.abs(distance - 12.0).max() < 0.05


def test_hole_is_a_loop_of_the_other_turn() -> None:
    ring = np.minimum(disc(60, 24.0), -disc(60, 10.0))
    areas = sorted(
        0.5 * float(np.sum(p[:-1, 0] * p[1:, 1] - p[1:, 0] * p[:-1, 1]))
        for p in level_loops(ring, 0.0)
    )
    assert len(areas) == 2
    assert areas[0] * areas[1] < 0
    assert abs(abs(areas[0] + areas[1]) - np.pi * (24.0**2 - 10.0**2)) < 15.0


def test_what_runs_off_the_picture_is_closed_along_its_edge() -> None:
    (loop,) = level_loops(np.ones((3, 5), dtype=np.float32), 0.5)
    assert np.array_equal(loop[0], loop[-1])
    assert loop[:, 0].min() >= -0.5
    assert loop[:, 0].max() <= 5.5


def test_flat_field_has_no_line() -> None:
    assert level_loops(np.zeros((4, 4), dtype=np.float32), 1.0) == []
