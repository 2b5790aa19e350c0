from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from atlas.carrying import Carrier, barycentric
from atlas.descriptors import VIEW_BY_ID
from atlas.frames import fitted
from atlas.mesh import Surface
from atlas.surface import SurfaceQuery
from tests.atlas.toys import boxes_surface


@pytest.fixture(scope="module")
def neutral() -> Surface:
    """A cube of 80 mm about the origin."""
    return boxes_surface([((0.0, 0.0, 0.0), (40.0, 40.0, 40.0), "trunk")])


def test_a_point_keeps_its_place_on_the_mesh(neutral: Surface) -> None:
    # Twice as wide, half as deep, and moved.
    stretch, shift = np.array([2.0, 1.0, 0.5]), np.array([0.0, 100.0, 0.0])
    other = replace(neutral, points_mm=neutral.points_mm * stretch + shift)
    place, normal = Carrier(SurfaceQuery(neutral), other).carry(np.array([12.0, -7.0, 41.0]))
    assert place == pytest.approx([24.0, 93.0, 20.0])
    assert np.linalg.norm(normal) == pytest.approx(1.0)
    assert normal[2] > 0.5


def test_a_point_within_moves_as_the_skin_around_it(neutral: Surface) -> None:
    shift = np.array([0.0, 100.0, -3.0])
    elsewhere = replace(neutral, points_mm=neutral.points_mm + shift)
    within = np.array([[33.0, -7.0, 10.0], [0.0, 2.0, 1.0]])
    carrier = Carrier(SurfaceQuery(neutral), elsewhere)
    assert carrier.carry_within(within) == pytest.approx(within + shift)
    # Twice as wide: what lies aside goes outward, the midline stays.
    wide = replace(neutral, points_mm=neutral.points_mm * np.array([2.0, 1.0, 1.0]))
    moved = Carrier(SurfaceQuery(neutral), wide).carry_within(within)
    assert 40.0 < moved[0, 0] < 75.0
    assert moved[1, 0] == pytest.approx(0.0, abs=1e-9)


def test_weights_give_the_point_and_never_leave_the_triangle() -> None:
    corners = np.array([[0.0, 0.0, 0.0], [10.0, 0.0, 0.0], [0.0, 10.0, 5.0]])
    shares = np.array([0.2, 0.5, 0.3])
    assert barycentric(shares @ corners, corners) == pytest.approx(shares)
    outside = barycentric(np.array([-5.0, -5.0, 0.0]), corners)
    assert outside.sum() == pytest.approx(1.0)
    assert (outside >= 0.0).all()


def test_a_larger_body_has_larger_pictures_on_the_same_floor() -> None:
    view = VIEW_BY_ID["front"]
    assert fitted(view, 1.0, 1.0) is view
    large = fitted(view, 1.05, 1.1)
    x, y, width, height = large.box_mm
    assert (x, width) == (-550.0, 1100.0)
    assert y < 0.0
    assert y + height > 1680.0
    assert large.anchor_at_mm == view.anchor_at_mm


def test_an_inset_grows_about_its_own_corner() -> None:
    view = VIEW_BY_ID["hands-palm"]
    large = fitted(view, 1.0, 1.1)
    assert large.box_mm == (-182.0, 0.0, 364.0, 264.0)
    assert large.anchor_at_mm == pytest.approx((94.6, 214.5))
