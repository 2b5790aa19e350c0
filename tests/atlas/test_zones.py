from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.descriptors import PARTS
from atlas.labelling import label_points
from atlas.zones import Segments, ZoneSeeds, crossing_shares, is_allowed

NO_SEEDS = Segments.of([])
TRUNK, ARM = PARTS.index("trunk"), PARTS.index("upper-arm")


def zone(name: str, *lines: list[list[float]], **options: object) -> ZoneSeeds:
    """A zone of the trunk with seed lines."""
    seeds = Segments.of([np.array(line, dtype=float) for line in lines])
    plain = ZoneSeeds(name, (TRUNK,), seeds, NO_SEEDS)
    return replace(plain, **options)  # type: ignore[arg-type]


def weights(count: int, **shares: float) -> np.ndarray:
    found = np.zeros((count, len(PARTS)), dtype=np.float32)
    for part, share in (shares or {"trunk": 1.0}).items():
        found[:, PARTS.index(part.replace("_", "-"))] = share
    return found


def along_x(*values: float) -> np.ndarray:
    return np.array([[x, 0.0, 0.0] for x in values])


def labels_at(zones: list[ZoneSeeds], *x: float) -> list[int]:
    return label_points(zones, along_x(*x), weights(len(x))).tolist()


def test_distances_are_to_the_segment_not_to_its_line() -> None:
    segments = Segments.of([np.array([[0.0, 0, 0], [10.0, 0, 0]]), np.array([[0.0, 50, 0]])])
    points = np.array([[5.0, 3, 0], [13.0, 4, 0], [0.0, 50, 7]])
    assert segments.distances_mm(points) == pytest.approx([3.0, 5.0, 7.0])
    assert np.isinf(NO_SEEDS.distances_mm(points)).all()


def test_the_nearest_seed_wins_and_the_border_is_half_way() -> None:
    zones = [zone("a", [[0, 0, 0]]), zone("b", [[20, 0, 0]])]
    assert labels_at(zones, 2, 9, 11, 30) == [0, 0, 1, 1]
    two = along_x(9.0), along_x(13.0)
    (share,) = crossing_shares(
        zones,
        (two[0], weights(1), np.array([0], dtype=np.int32)),
        (two[1], weights(1), np.array([1], dtype=np.int32)),
    )
    assert 9.0 + share * 4.0 == pytest.approx(10.0)


def test_a_share_is_half_where_scores_do_not_cross() -> None:
    zones = [zone("a", [[0, 0, 0]]), zone("b", [[20, 0, 0]])]
    shares = crossing_shares(
        zones,
        (along_x(15.0), weights(1), np.array([0], dtype=np.int32)),
        (along_x(16.0), weights(1), np.array([1], dtype=np.int32)),
    )
    assert shares.tolist() == [0.5]


def test_a_zone_owns_only_its_parts_but_both_at_a_joint() -> None:
    near = zone("near", [[0, 0, 0]])
    far = zone("far", [[50, 0, 0]], part_columns=(ARM,))
    points = along_x(1.0, 1.0, 1.0)
    parts = np.concatenate(
        [
            weights(1, trunk=1.0),
            weights(1, upper_arm=0.99, trunk=0.01),
            weights(1, upper_arm=0.8, trunk=0.2),
        ]
    )
    assert label_points([near, far], points, parts).tolist() == [0, 1, 0]


def test_what_no_zone_may_own_still_gets_the_nearest_and_is_told() -> None:
    zones = [zone("a", [[0, 0, 0]]), zone("b", [[20, 0, 0]])]
    parts = weights(1, thigh=1.0)
    labels = label_points(zones, along_x(18.0), parts)
    assert labels.tolist() == [1]
    assert not is_allowed(zones, labels, parts)[0]
    assert is_allowed(zones, labels, weights(1))[0]


def test_a_radius_is_kept_whatever_lies_around() -> None:
    zones = [zone("disc", [[0, 0, 0]], radius_mm=12.0), zone("b", [[15, 0, 0]])]
    assert labels_at(zones, 5, 11.5, 12.5, 14) == [0, 0, 1, 1]
    assert labels_at(zones, -11.5, -13) == [0, 1]


def test_two_radii_that_overlap_meet_half_way() -> None:
    zones = [
        zone("a", [[0, 0, 0]], radius_mm=12.0),
        zone("b", [[20, 0, 0]], radius_mm=12.0),
    ]
    assert labels_at(zones, 9.5, 10.5) == [0, 1]


def test_growth_moves_the_border_by_half() -> None:
    zones = [zone("a", [[0, 0, 0]], grow_mm=4.0), zone("b", [[20, 0, 0]])]
    assert labels_at(zones, 11.5, 12.5) == [0, 1]


def test_border_seeds_decide_exactly_whatever_radius_or_growth_say() -> None:
    zones = [
        zone("a", [[0, 0, 0]], grow_mm=6.0, border=Segments.of([along_x(27.0)])),
        zone("b", [[60, 0, 0]], border=Segments.of([along_x(33.0)])),
    ]
    assert labels_at(zones, 29.5, 30.5) == [0, 1]


def test_a_zone_is_kept_out_of_banned_places() -> None:
    free = zone("a", [[0, 0, 0]])
    banned = Segments.of([along_x(4.0)])
    zones = [replace(free, banned=banned), zone("b", [[40, 0, 0]])]
    assert labels_at(zones, 4.0, 15.0) == [1, 0]


def test_no_zones_is_an_error() -> None:
    with pytest.raises(ValueError, match="no zone has seeds"):
        label_points([], along_x(0.0), weights(1))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_blocks_change_nothing(seed: int) -> None:
    """Deciding in blocks gives what comparing every zone at every point gives."""
    random = np.random.default_rng(seed)
    zones = []
    for index in range(8):
        radius = float(random.uniform(5, 30)) if index % 3 == 0 else None
        parts = (TRUNK,) if index % 2 else (TRUNK, ARM)
        line = np.cumsum(random.normal(0, 15, (int(random.integers(1, 4)), 3)), axis=0)
        line += random.uniform(-80, 80, 3)
        border = [random.uniform(-80, 80, (2, 3))] if index == 4 else []
        zones.append(
            ZoneSeeds(
                f"z{index}", parts, Segments.of([line]), Segments.of(border), radius,
                float(random.normal(0, 3)), Segments.of(border),
            )
        )  # fmt: skip
    points = random.uniform(-90, 90, (300, 3))
    share = random.uniform(0, 1, 300)
    parts = np.zeros((300, len(PARTS)), dtype=np.float32)
    parts[:, TRUNK], parts[:, ARM] = share, 1.0 - share
    scores = np.stack([z.scores(points, parts) for z in zones], axis=1)
    assert label_points(zones, points, parts).tolist() == scores.argmin(axis=1).tolist()
