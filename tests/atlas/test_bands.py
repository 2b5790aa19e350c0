from __future__ import annotations

import re

import numpy as np
import pytest

from atlas.bands import OVERLAP_MM, OVERLAP_STEP_MM, Bands, stretches
from atlas.curves import Finish
from atlas.paths import number

FINISH = Finish(0.5, 0.1)


def field(middle_x: float, radius: float) -> np.ndarray:
    """A cone, and its mirror image, over x -5..35 and y 0..60 mm, in pixels of half a mm."""
    x = -5.0 + (np.arange(80) + 0.5) * 0.5
    y = (np.arange(120) + 0.5) * 0.5
    near = np.hypot(np.abs(x)[None] - middle_x, y[:, None] - 30.0)
    return (radius - near).astype(np.float32)


def half() -> Bands:
    return Bands(np.array([-5.0, 0.0]), 0.5, is_half=True)


def numbers(path: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d*\.?\d+", path)]


def test_what_crosses_the_mirror_line_is_cut_there() -> None:
    square = np.array([[-2.0, 0.0], [4.0, 0.0], [4.0, 6.0], [-2.0, 6.0], [-2.0, 0.0]])
    (only,) = stretches(square)
    assert only.tolist() == [[0.0, 0.0], [4.0, 0.0], [4.0, 6.0], [0.0, 6.0]]
    assert stretches(square - np.array([10.0, 0.0])) == []


def test_a_shape_that_crosses_twice_has_two_stretches() -> None:
    comb = np.array(
        [[-2.0, 0.0], [4.0, 0.0], [4.0, 2.0], [-1.0, 2.0], [-1.0, 4.0], [4.0, 4.0], [4.0, 6.0],
         [-2.0, 6.0], [-2.0, 0.0]]
    )  # fmt: skip
    found = stretches(comb)
    assert sorted((s[0, 1], s[-1, 1]) for s in found) == [(0.0, 2.0), (4.0, 6.0)]


def test_a_band_across_the_middle_ends_a_little_beyond_it() -> None:
    plain = half().drawn(field(0.0, 10.0), 0.0, 1.0, FINISH)
    assert plain.count("M") == 1
    # Closed by three straight sides: out, along, back.
    assert f"l-{number(round(OVERLAP_MM * 10))} 0" in plain
    higher = half().drawn(field(0.0, 10.0), 0.0, 1.0, FINISH, band=5)
    assert f"l-{number(round((OVERLAP_MM + 5 * OVERLAP_STEP_MM) * 10))} 0" in higher


def test_a_band_beside_the_middle_is_a_closed_shape_of_its_own() -> None:
    path = half().drawn(field(20.0, 8.0), 0.0, 1.0, FINISH)
    assert path.count("M") == 1
    assert path.endswith("z")
    assert numbers(path)[0] > 0.0


def test_what_is_not_opaque_is_drawn_once_and_whole_across_the_middle() -> None:
    beside, across = half().drawn_apart(field(0.0, 10.0), 0.0, 1.0, FINISH)
    assert beside == ""
    assert across.count("M") == 1
    beside, across = half().drawn_apart(field(20.0, 8.0), 0.0, 1.0, FINISH)
    assert beside.count("M") == 1
    assert across == ""


def test_specks_are_left_out() -> None:
    assert half().drawn(field(20.0, 1.0), 0.0, 100.0, FINISH) == ""
    # Half a disc counts with its other half.
    area = np.pi * 100.0
    assert half().drawn(field(0.0, 10.0), 0.0, 0.8 * area, FINISH) != ""


def test_a_whole_picture_is_not_cut() -> None:
    whole = Bands(np.array([-5.0, 0.0]), 0.5, is_half=False)
    path = whole.drawn(field(0.0, 4.0), 0.0, 1.0, FINISH)
    assert numbers(path)[:2] != pytest.approx([0.0, 0.0])
    assert f"l-{number(round(OVERLAP_MM * 10))} 0" not in path
