"""Tidy a label picture: connected patches, crumbs too small and strips too thin to keep.

Knows label pictures only. Must not know what labels mean or how large a pixel is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from atlas.tracing import OUTSIDE

LabelArray = NDArray[np.int32]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


def patches(labels: LabelArray) -> tuple[IntArray, int]:
    """Number the connected patches of equal label (sides, not corners).

    Returns
    -------
    patch : (h, w) int from 0, in the order of their first pixel by rows
    count : how many there are
    """
    height, width = labels.shape
    starts = np.ones((height, width), dtype=bool)
    starts[:, 1:] = labels[:, 1:] != labels[:, :-1]
    run = np.cumsum(starts.ravel()).reshape(height, width) - 1
    # Runs of one row and the next that touch with the same label belong together.
    same = labels[1:] == labels[:-1]
    pairs = np.stack([run[:-1][same], run[1:][same]], axis=1)
    if len(pairs):
        keep = np.ones(len(pairs), dtype=bool)
        keep[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
        pairs = pairs[keep]
    root = _joined(int(run[-1, -1]) + 1, pairs)
    _, patch = np.unique(root[run.ravel()], return_inverse=True)
    return patch.reshape(height, width).astype(np.int64), int(patch.max()) + 1


def _joined(count: int, pairs: IntArray) -> IntArray:
    """Return for each of `count` things the lowest number it is connected with."""
    parent = list(range(count))

    def find(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for a, b in pairs.tolist():
        low, high = sorted((find(a), find(b)))
        parent[high] = low
    return np.array([find(index) for index in range(count)], dtype=np.int64)


def give_away_crumbs(
    labels: LabelArray,
    keep_label: int,
    *,
    smallest_px: int,
    thin_px: int,
    is_cut: tuple[BoolArray, BoolArray],
) -> LabelArray:
    """Give patches that are too small or too thin to their neighbours.

    Parameters
    ----------
    labels : (h, w) int; `OUTSIDE` and `keep_label` (caps) never change
    smallest_px : patches below this many pixels go to the neighbour with the longest border
    thin_px : strips narrower than this go to the nearest zone beside them
    is_cut : (h, w-1) and (h-1, w) bool: outlines between pixels, across which a patch rather does
        not go

    Returns
    -------
    labels : the tidy picture
    """
    found = _without_strips(labels, keep_label, smallest_px, thin_px)
    # Giving a crumb away can only make patches grow: a few rounds reach the end.
    for _ in range(8):
        patch, count = patches(found)
        size = np.bincount(patch.ravel(), minlength=count)
        label_of = np.full(count, OUTSIDE, dtype=np.int32)
        label_of[patch.ravel()] = found.ravel()
        small = (size < smallest_px) & (label_of != OUTSIDE) & (label_of != keep_label)
        if not small.any():
            break
        heir = _heirs(patch, count, small, label_of, keep_label, is_cut)
        if not (heir >= 0).any():
            break
        found = np.where(heir[patch] >= 0, label_of[heir[patch]], found).astype(np.int32)
    return found


def _heirs(
    patch: IntArray,
    count: int,
    small: BoolArray,
    label_of: LabelArray,
    keep_label: int,
    is_cut: tuple[BoolArray, BoolArray],
) -> IntArray:
    """Choose for each small patch the neighbour with the longest border; -1 for none."""
    keys: list[IntArray] = []
    weights: list[IntArray] = []
    for a, b, cut in (
        (patch[:, :-1], patch[:, 1:], is_cut[0]),
        (patch[:-1], patch[1:], is_cut[1]),
    ):
        for one, two in ((a, b), (b, a)):
            touching = (one != two) & small[one]
            touching &= (label_of[two] != OUTSIDE) & (label_of[two] != keep_label)
            keys.append(one[touching] * count + two[touching])
            # A border on the same surface counts for far more than one across an outline.
            weights.append(np.where(cut[touching], 1, 100))
    heir = np.full(count, -1, dtype=np.int64)
    key, place = np.unique(np.concatenate(keys), return_inverse=True)
    if not len(key):
        return heir
    length = np.bincount(place, weights=np.concatenate(weights))
    # Small patches rather go to large ones: two crumbs must not trade places for ever.
    length = np.where(small[key % count], length * 1e-3, length)
    order = np.lexsort((-(key % count), length, key // count))
    heir[(key // count)[order]] = (key % count)[order]
    # A crumb whose best heir is a crumb waits, unless its number is the higher one.
    waits = (heir >= 0) & small[np.maximum(heir, 0)] & (heir > np.arange(count))
    heir[waits] = -1
    return heir


def _shrunk(same_right: BoolArray, same_down: BoolArray, radius: int) -> BoolArray:
    """Return the pixels whose square surroundings of a radius have one label."""
    height, width = same_right.shape[0], same_down.shape[1]
    row = np.ones((height, width), dtype=bool)
    for shift in range(1, radius + 1):
        reach = np.ones((height, width - shift), dtype=bool)
        for k in range(shift):
            reach &= same_right[:, k : k + width - shift]
        row[:, :-shift] &= reach
        row[:, shift:] &= reach
    whole = row.copy()
    for shift in range(1, radius + 1):
        reach = np.ones((height - shift, width), dtype=bool)
        for k in range(shift):
            reach &= same_down[k : k + height - shift]
        whole[:-shift] &= reach & row[shift:]
        whole[shift:] &= reach & row[:-shift]
    return whole


def _spread(found: LabelArray, allowed: LabelArray | None, empty: int) -> LabelArray:
    """Let labels grow by one pixel into empty ones; with `allowed`, only where it has that label."""
    grown = found.copy()
    for source, target in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:, 1:], np.s_[:, :-1]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[1:], np.s_[:-1]),
    ):
        take = (grown[target] == empty) & (found[source] >= 0)
        if allowed is not None:
            take &= allowed[target] == found[source]
        grown[target] = np.where(take, found[source], grown[target])
    return grown


def _without_strips(
    labels: LabelArray, keep_label: int, smallest_px: int, thin_px: int
) -> LabelArray:
    """Give strips thinner than a width to the nearest zone; the mere corners of zones stay."""
    radius = thin_px // 2
    if radius < 1:
        return labels
    fixed = (labels == OUTSIDE) | (labels == keep_label)
    inner = _shrunk(labels[:, 1:] == labels[:, :-1], labels[1:] == labels[:-1], radius)
    empty = -9
    opened = np.where(inner & ~fixed, labels, empty).astype(np.int32)
    for _ in range(2 * radius):
        opened = _spread(opened, labels, empty)
    leftover = (opened == empty) & ~fixed
    if not leftover.any():
        return labels
    # Number the leftovers by zone; small ones are corners and stay as they are.
    marked = np.where(leftover, labels, OUTSIDE).astype(np.int32)
    patch, count = patches(marked)
    size = np.bincount(patch.ravel(), minlength=count)
    strip = leftover & (size[patch] >= smallest_px // 2)
    if not strip.any():
        return labels
    found = np.where(strip, empty, labels).astype(np.int32)
    found[fixed] = OUTSIDE
    while (found == empty).any():
        grown = _spread(found, None, empty)
        if (grown == found).all():
            break
        found = grown
    found[found == empty] = labels[found == empty]
    found[fixed] = labels[fixed]
    return found
