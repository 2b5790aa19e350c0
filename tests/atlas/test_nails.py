from __future__ import annotations

import numpy as np
import pytest

from atlas.nails import NailOutline, rounded, seen_nails, visible_runs
from atlas.scene import Scene
from tests.atlas.toys import toy_body


def test_a_rounded_square_is_even_and_between_a_circle_and_a_square() -> None:
    shape = rounded(40)
    steps = np.hypot(*(shape - np.roll(shape, 1, axis=0)).T)
    assert steps.max() < 1.1 * steps.min()
    assert np.abs(shape).max() == pytest.approx(1.0)
    reach = np.hypot(*shape.T)
    assert 1.05 < reach.max() < 2.0**0.5


@pytest.mark.parametrize(
    ("seen", "runs"),
    [
        ("1111", [[0, 1, 2, 3, 0]]),
        ("0000", []),
        ("0110", [[1, 2]]),
        ("1011", [[2, 3, 0]]),
        ("0100", []),
        ("011011", [[1, 2], [4, 5]]),
    ],
)
def test_runs_go_round_the_closed_outline(seen: str, runs: list[list[int]]) -> None:
    found = visible_runs(np.array([letter == "1" for letter in seen]))
    assert [run.tolist() for run in found] == runs


def outline(z: float) -> NailOutline:
    """A nail on the front (z 50) or back (z -50) of the toy trunk."""
    places = np.column_stack([rounded(40) * 6.0, np.zeros(40)]) + np.array([60.0, 1200.0, z])
    return NailOutline(places, np.tile([0.0, 0.0, np.sign(z)], (40, 1)))


def test_nails_are_drawn_in_views_of_hands_and_feet_only() -> None:
    frame = Scene(toy_body()).render("front", mm_per_px=2.0)
    assert seen_nails(frame, [outline(50.0)]) == []


def test_a_nail_is_seen_on_the_side_that_faces_the_viewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.nails.VIEW_PREFIXES", ("front",))
    frame = Scene(toy_body()).render("front", mm_per_px=1.0)
    (curve,) = seen_nails(frame, [outline(50.0), outline(-50.0)])
    points = curve.flattened()
    assert points[0] == pytest.approx(points[-1], abs=0.2)
    assert points.mean(axis=0) == pytest.approx([60.0, 480.0], abs=0.5)
