from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from shapely.geometry import LineString, Point

from atlas.curves import Curve, Finish, Line, corners, fit_lines, resampled, smoothed
from atlas.fitting import end_tangent, fit

FINE = Finish(0.0, 0.05)


def circle(radius: float, count: int = 200) -> np.ndarray:
    angle = np.linspace(0.0, 2.0 * np.pi, count + 1)
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def farthest(points: np.ndarray, curve: Curve) -> float:
    line = LineString(curve.flattened(64))
    return max(line.distance(Point(point)) for point in points)


def test_a_circle_takes_few_segments_and_stays_within_tolerance() -> None:
    points = circle(20.0)
    (curve,) = fit_lines([Line(points, -1, -1, FINE)], step_mm=0.5)
    assert len(curve.segments) <= 6
    assert farthest(points, curve) < 0.1


def test_a_closed_curve_has_no_kink_where_it_starts() -> None:
    (curve,) = fit_lines([Line(circle(20.0), -1, -1, FINE)], step_mm=0.5)
    into = curve.segments[-1, 3] - curve.segments[-1, 2]
    out = curve.segments[0, 1] - curve.segments[0, 0]
    assert into @ out / np.linalg.norm(into) / np.linalg.norm(out) > 0.9999


def test_a_straight_line_is_one_segment_with_its_controls_on_the_chord() -> None:
    points = np.stack([np.linspace(0, 30, 61), np.linspace(0, 12, 61)], axis=1)
    (curve,) = fit_lines([Line(points, 0, 1, FINE)], step_mm=0.5)
    (segment,) = curve.segments
    assert segment == pytest.approx(np.array([[0, 0], [10, 4], [20, 8], [30, 12]]))


def test_a_corner_stays_a_corner() -> None:
    leg = np.linspace(0.0, 20.0, 41)
    bend = np.concatenate([np.stack([leg, 0 * leg], 1), np.stack([0 * leg[1:] + 20, leg[1:]], 1)])
    (curve,) = fit_lines([Line(bend, 0, 1, FINE)], step_mm=0.5)
    ends = curve.segments[:, 3]
    assert np.linalg.norm(ends - np.array([20.0, 0.0]), axis=1).min() < 0.3
    assert len(corners(resampled(bend, 0.5), is_closed=False)) == 1


def test_lines_that_pass_a_junction_share_its_tangent() -> None:
    left, right = circle(20.0)[100:151], circle(20.0)[150:201]
    branch = np.stack([np.zeros(20), np.linspace(-20.0, -5.0, 20)], axis=1)
    curves = fit_lines(
        [Line(left, 0, 1, FINE), Line(right, 1, 2, FINE), Line(branch, 1, 3, FINE)], step_mm=0.5
    )
    into = curves[0].segments[-1, 3] - curves[0].segments[-1, 2]
    out = curves[1].segments[0, 1] - curves[1].segments[0, 0]
    assert into @ out / np.linalg.norm(into) / np.linalg.norm(out) == pytest.approx(1.0)


def test_a_line_that_reaches_the_mirror_arrives_level() -> None:
    points = np.stack([np.linspace(0, 30, 61), 0.02 * np.linspace(-5, 25, 61) ** 2], axis=1)
    (curve,) = fit_lines([Line(points, 0, 1, FINE)], step_mm=0.5, mirror_nodes=frozenset({0}))
    assert curve.segments[0, 1, 1] == pytest.approx(curve.segments[0, 0, 1])


def test_smoothing_removes_stairs_and_keeps_both_ends() -> None:
    stairs = np.stack([np.arange(60.0), np.floor(np.arange(60.0) / 4.0)], axis=1)
    even = resampled(stairs, 0.5)
    calm = smoothed(even, 6.0, is_closed=False)
    assert calm[0] == pytest.approx(even[0])
    assert calm[-1] == pytest.approx(even[-1])
    slope = np.diff(calm[20:-20, 1]) / np.diff(calm[20:-20, 0])
    assert slope.std() < 0.05


def test_smoothing_a_closed_line_keeps_it_closed() -> None:
    calm = smoothed(circle(20.0), 3.0, is_closed=True)
    assert calm[0] == pytest.approx(calm[-1])
    assert np.linalg.norm(calm, axis=1) == pytest.approx(20.0, abs=0.2)


def test_reversing_and_mirroring_keep_the_points() -> None:
    (curve,) = fit_lines([Line(circle(9.0), -1, -1, FINE)], step_mm=0.5)
    assert curve.reversed().flattened()[::-1] == pytest.approx(curve.flattened())
    assert curve.mirrored().flattened() == pytest.approx(curve.flattened() * [-1.0, 1.0])


def test_fitting_splits_until_it_is_close_enough() -> None:
    x = np.linspace(0.0, 4.0 * np.pi, 200)
    wave = np.stack([x, np.sin(x)], axis=1)
    for tolerance in (0.2, 0.02):
        pieces = fit(wave, end_tangent(wave), end_tangent(wave[::-1]), tolerance)
        assert farthest(wave, Curve(np.array(pieces))) <= tolerance * 1.05
        for before, after in pairwise(pieces):
            assert before[3] == pytest.approx(after[0])
