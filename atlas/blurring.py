"""Gaussian blurs of pictures, plain and within a mask, in numpy alone.

Must not know what a picture shows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]


def blurred(image: Image, sigma_px: float) -> Image:
    """Blur an image with a Gaussian; beyond its edge it counts as zero."""
    # A wide blur of a smooth thing may be taken on a coarser grid.
    if sigma_px > 8.0 and min(image.shape) > 16:
        height, width = image.shape
        even = np.pad(image, ((0, height % 2), (0, width % 2)), mode="edge")
        half = (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4.0
        small = blurred(half.astype(np.float32), sigma_px / 2.0)
        return _doubled(small)[:height, :width]
    for axis in (0, 1):
        image = _blurred_along(image, sigma_px, axis)
    return image


def _doubled(image: Image) -> Image:
    """Double a picture's size, linear between the old pixel centres."""
    for axis in (0, 1):
        padded = np.pad(image, [(1, 1) if k == axis else (0, 0) for k in (0, 1)], mode="edge")
        before = np.take(padded, range(image.shape[axis]), axis)
        after = np.take(padded, range(2, image.shape[axis] + 2), axis)
        pair = np.stack([0.75 * image + 0.25 * before, 0.75 * image + 0.25 * after], axis=axis + 1)
        shape = [2 * n if k == axis else n for k, n in enumerate(image.shape)]
        image = pair.reshape(shape).astype(np.float32)
    return image


def _blurred_along(image: Image, sigma_px: float, axis: int) -> Image:
    reach = max(1, int(np.ceil(3.0 * sigma_px)))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma_px) ** 2)
    kernel /= kernel.sum()
    padded = np.pad(image, [(reach, reach) if k == axis else (0, 0) for k in (0, 1)])
    found = np.zeros_like(image)
    count = image.shape[axis]
    for shift, weight in enumerate(kernel.tolist()):
        window = padded[shift : shift + count] if axis == 0 else padded[:, shift : shift + count]
        found += np.float32(weight) * window
    return found


def blurred_within(image: Image, mask: Image, sigma_px: float) -> Image:
    """Blur an image as if nothing but its mask existed; zero where no mask is near."""
    weight = blurred(mask, sigma_px)
    found = blurred(image * mask, sigma_px)
    return np.divide(found, weight, out=np.zeros_like(found), where=weight > 1e-4)
