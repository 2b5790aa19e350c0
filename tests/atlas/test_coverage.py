from __future__ import annotations

import numpy as np
import pytest

from atlas.coverage import Loop, Shapes, fit_shapes, polygon
from atlas.curves import Finish
from atlas.pixelsides import OUTSIDE
from atlas.tracing import trace

PLAIN = Finish(0.6, 0.1)


def voronoi(size: int = 60) -> np.ndarray:
    """A disc divided among three seeds."""
    y, x = np.mgrid[0:size, 0:size] + 0.5
    seeds = np.array([[15.0, 20.0], [45.0, 22.0], [28.0, 46.0]])
    labels = np.hypot(x[..., None] - seeds[:, 0], y[..., None] - seeds[:, 1]).argmin(-1)
    labels = labels.astype(np.int32)
    labels[np.hypot(x - 30.0, y - 30.0) > 27.0] = OUTSIDE
    return labels


def shapes_of(labels: np.ndarray, mirror_column: int | None = None, x0: float = 0.0) -> Shapes:
    return fit_shapes(
        trace(labels, mirror_column=mirror_column),
        origin_mm=(x0, 0.0),
        mm_per_px=1.0,
        border=PLAIN,
        outline=PLAIN,
    )


def segments_of(loop: Loop) -> set[tuple[float, ...]]:
    return {tuple(segment.ravel()) for segment in loop.segments}


def test_neighbours_share_their_border_exactly() -> None:
    shapes = shapes_of(voronoi())
    for one, two in ((0, 1), (1, 2), (0, 2)):
        (first,), (second,) = shapes.loops[one], shapes.loops[two]
        back = {tuple(segment[::-1].ravel()) for segment in second.segments}
        assert segments_of(first) & back


def test_shapes_fill_the_outline_without_gap_or_overlap() -> None:
    shapes = shapes_of(voronoi())
    whole = polygon(shapes.outline)
    parts = [polygon(loops) for loops in shapes.loops.values()]
    assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=1e-9)
    for index, part in enumerate(parts):
        assert part.is_valid
        assert all(part.intersection(other).area < 1e-6 for other in parts[index + 1 :])
    assert whole.area == pytest.approx(np.pi * 27.0**2, rel=0.01)


def test_a_midline_shape_joins_its_mirror_image_smoothly() -> None:
    y, x = np.mgrid[0:40, 0:20] + 0.5
    labels = np.where(np.hypot(x, y - 20.0) < 10.0, 1, 0).astype(np.int32)
    labels[np.hypot(x, y - 20.0) > 18.0] = OUTSIDE
    shapes = shapes_of(labels, mirror_column=0)
    (disc,) = shapes.joined[1]
    assert polygon([disc]).area == pytest.approx(np.pi * 100.0, rel=0.02)
    points = disc.polygon_points()
    assert points[:, 0].min() == pytest.approx(-points[:, 0].max())
    assert Loop(disc.segments).mirrored().polygon_points() == pytest.approx(points, abs=1e-9)
    # The ring around it has an outer and an inner loop.
    assert len(shapes.joined[0]) == 2
    assert polygon(shapes.joined[0]).area == pytest.approx(np.pi * (324.0 - 100.0), rel=0.02)


def test_a_sided_shape_ends_straight_on_the_mirror_line() -> None:
    labels = np.zeros((20, 10), dtype=np.int32)
    shapes = shapes_of(labels, mirror_column=0)
    (half,) = shapes.loops[0]
    on_line = [s for s in half.segments if np.abs(s[:, 0]).max() < 1e-9]
    assert on_line
    assert polygon([half]).area == pytest.approx(200.0, rel=0.02)


def test_the_outline_of_a_half_picture_goes_all_the_way_round() -> None:
    y, x = np.mgrid[0:40, 0:20] + 0.5
    labels = np.where(np.hypot(x, y - 20.0) < 15.0, 0, OUTSIDE).astype(np.int32)
    (loop,) = shapes_of(labels, mirror_column=0).outline
    assert polygon([loop]).area == pytest.approx(np.pi * 225.0, rel=0.02)
