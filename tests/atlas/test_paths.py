from __future__ import annotations

import re

import numpy as np
import pytest

from atlas.paths import joined, number, open_path_data, path_data

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def parse(data: str) -> list[np.ndarray]:
    """Read relative path data back into absolute points of each subpath."""
    found: list[np.ndarray] = []
    for letter, rest in re.findall(r"([Mlcz])([^Mlcz]*)", data):
        values = [float(v) for v in NUMBER.findall(rest)]
        if letter == "M":
            points = [np.array(values)]
        elif letter == "z":
            found.append(np.array(points))
        else:
            size = 2 if letter == "l" else 6
            for k in range(0, len(values), size):
                start = points[-1]
                points += [start + values[j : j + 2] for j in range(k, k + size, 2)]
    return found


@pytest.mark.parametrize(
    ("tenths", "text"),
    [(0, "0"), (5, ".5"), (-5, "-.5"), (10, "1"), (-12, "-1.2"), (1234, "123.4")],
)
def test_numbers_have_no_needless_digits(tenths: int, text: str) -> None:
    assert number(tenths) == text


@pytest.mark.parametrize(
    ("tenths", "text"),
    [
        ([10, 20], "1 2"),
        ([10, -20], "1-2"),
        ([15, 5], "1.5.5"),
        ([10, 5], "1 .5"),
        ([5, 0], ".5 0"),
    ],
)
def test_numbers_are_joined_with_as_few_spaces_as_possible(tenths: list[int], text: str) -> None:
    assert joined(tenths) == text
    assert [float(v) * 10 for v in NUMBER.findall(text)] == tenths


def test_a_path_reads_back_as_its_points_on_the_grid() -> None:
    random = np.random.default_rng(3)
    ends = random.uniform(-300, 300, (9, 2))
    segments = np.stack(
        [
            ends,
            ends + random.normal(0, 20, (9, 2)),
            np.roll(ends, -1, 0) - 5.0,
            np.roll(ends, -1, 0),
        ],
        axis=1,
    )
    (points,) = parse(path_data([segments]))
    assert points[0] == pytest.approx(segments[0, 0].round(1))
    assert points[1::3] == pytest.approx(segments[:, 1].round(1))
    assert points[3::3] == pytest.approx(segments[:, 3].round(1))


def test_neighbours_that_walk_a_curve_both_ways_write_the_same_points() -> None:
    random = np.random.default_rng(4)
    curve = np.cumsum(random.normal(0, 7.77, (16, 2)), axis=0)
    segments = np.stack([curve[0:13:3], curve[1:14:3], curve[2:15:3], curve[3:16:3]], axis=1)
    back = segments[::-1, ::-1]
    there = parse(open_path_data(segments) + "z")[0]
    again = parse(open_path_data(back) + "z")[0]
    assert again[::-1] == pytest.approx(there)


def test_straight_segments_become_lines_and_vanishing_ones_nothing() -> None:
    straight = np.array([[[0, 0], [10, 0], [20, 0], [30, 0]]], dtype=float)
    assert open_path_data(straight) == "M0 0l30 0"
    nothing = np.full((1, 4, 2), 0.04)
    assert path_data([nothing]) == ""
