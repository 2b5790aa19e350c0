from __future__ import annotations

import numpy as np

from atlas.pixelsides import OUTSIDE
from atlas.regions import patches, tidy

CAP = 9


def no_cuts(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros_like(labels[:, 1:], dtype=bool), np.zeros_like(labels[1:], dtype=bool)


def lowest(rows: np.ndarray, columns: np.ndarray, candidates: list[int]) -> np.ndarray:
    return np.full(len(rows), min(candidates), dtype=np.int32)


def tidied(labels: np.ndarray, smallest: int = 12, thin: int = 4) -> np.ndarray:
    return tidy(
        labels, CAP, smallest_px=smallest, thin_px=thin, is_cut=no_cuts(labels), choose=lowest
    )


def test_patches_touch_by_sides_not_by_corners() -> None:
    labels = np.array([[0, 1, 0], [1, 0, 0], [1, 1, 0]], dtype=np.int32)
    patch, count = patches(labels)
    assert count == 4
    assert patch[1, 1] == patch[0, 2] != patch[0, 0]
    assert patch[1, 0] == patch[2, 1] != patch[0, 1]


def test_a_crumb_goes_to_the_zone_around_it() -> None:
    labels = np.zeros((20, 20), dtype=np.int32)
    labels[8:11, 8:11] = 1
    assert (tidied(labels) == 0).all()


def test_a_patch_that_is_large_enough_stays() -> None:
    labels = np.zeros((20, 20), dtype=np.int32)
    labels[6:13, 6:13] = 1
    assert (tidied(labels) == labels).all()


def test_a_thin_strip_along_the_edge_goes_and_its_zone_stays() -> None:
    labels = np.zeros((40, 30), dtype=np.int32)
    labels[:20, 20:] = 1
    labels[20:, 28:] = 1
    found = tidied(labels)
    assert (found[26:] == 0).all()
    assert (found[:18, 21:] == 1).all()


def test_caps_and_the_outside_never_change_nor_take_anything() -> None:
    labels = np.full((20, 20), OUTSIDE, dtype=np.int32)
    labels[5:15, 5:10] = 0
    labels[5:15, 10:12] = CAP
    labels[9, 12] = 1
    found = tidied(labels)
    assert ((found == CAP) == (labels == CAP)).all()
    assert ((found == OUTSIDE) == (labels == OUTSIDE)).all()
    # The crumb has no neighbour that could take it.
    assert found[9, 12] == 1


def test_neighbours_on_the_same_surface_come_before_those_across_an_outline() -> None:
    labels = np.full((20, 20), 2, dtype=np.int32)
    labels[:, :10] = 0
    labels[9:11, 8:10] = 1
    cut_right, cut_down = no_cuts(labels)
    cut_right[:, 9] = True
    found = tidy(
        labels,
        CAP,
        smallest_px=12,
        thin_px=2,
        is_cut=(cut_right, cut_down),
        choose=lambda rows, columns, options: np.full(len(rows), max(options), dtype=np.int32),
    )
    assert (found[9:11, 8:10] == 0).all()


def test_several_neighbours_are_chosen_among_pixel_by_pixel() -> None:
    labels = np.zeros((20, 20), dtype=np.int32)
    labels[:, 10:] = 2
    labels[9:11, 8:12] = 1

    def by_column(rows: np.ndarray, columns: np.ndarray, options: list[int]) -> np.ndarray:
        assert options == [0, 2]
        return np.where(columns < 10, 0, 2).astype(np.int32)

    found = tidy(labels, CAP, smallest_px=12, thin_px=2, is_cut=no_cuts(labels), choose=by_column)
    assert (found[:, :10] == 0).all()
    assert (found[:, 10:] == 2).all()
