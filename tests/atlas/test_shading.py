"""Blurs of the shading, on pictures whose answer is known."""

from __future__ import annotations

import numpy as np

from atlas.blurring import blurred, blurred_within
from atlas.shading import TONES, tone_classes


def test_blur_keeps_the_sum_and_spreads_by_its_width() -> None:
    image = np.zeros((61, 61), dtype=np.float32)
    image[30, 30] = 1.0
    found = blurred(image, 4.0)
    assert abs(float(found.sum()) - 1.0) < 0.01
    rows = np.arange(61) - 30
    spread = float((found.sum(axis=1) * rows**2).sum()) ** 0.5
    assert abs(spread - 4.0) < 0.2


def test_wide_blur_on_the_coarse_grid_agrees_with_its_width() -> None:
    image = np.zeros((201, 201), dtype=np.float32)
    image[100, 100] = 1.0
    found = blurred(image, 14.0)
    rows = np.arange(201) - 100
    spread = float((found.sum(axis=1) * rows**2).sum() / found.sum()) ** 0.5
    assert found.shape == image.shape
    assert abs(spread - 14.0) < 1.0


def test_blur_within_a_mask_leaves_an_even_tone_even() -> None:
    mask = np.zeros((30, 30), dtype=np.float32)
    mask[8:20, 5:28] = 1.0
    found = blurred_within(np.full((30, 30), 0.7, dtype=np.float32), mask, 3.0)
    assert np.allclose(found[mask > 0], 0.7, atol=1e-5)


def test_tone_classes_run_from_the_ground_to_the_lightest() -> None:
    classes = tone_classes()
    assert len(classes) == TONES
    assert classes[0] == f"tone-{TONES - 1}"
    assert classes[-1] == "tone-0"
