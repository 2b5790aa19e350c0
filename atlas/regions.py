"""Tidy a label picture: connected patches, crumbs too small and strips too thin to keep.

Knows label pictures only. Must not know what labels mean or how large a pixel is.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from atlas.pixelsides import OUTSIDE

LabelArray = NDArray[np.int32]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

# Chooses among candidate labels for pixels: rows, columns, candidates -> a label per pixel.
Chooser = Callable[[IntArray, IntArray, list[int]], LabelArray]

# Giving something away can make something else thin or small; this many rounds settle it.
ROUNDS = 3
_EMPTY = -9


def patches(labels: LabelArray) -> tuple[IntArray, int]:
    """Give every connected patch of equal label a number (touching by sides, not corners).

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
    root = joined(int(run[-1, -1]) + 1, pairs)
    lowest, number = np.unique(root, return_inverse=True)
    return number[run], len(lowest)


def joined(count: int, pairs: IntArray) -> IntArray:
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


def tidy(
    labels: LabelArray,
    keep_label: int,
    *,
    smallest_px: int,
    thin_px: int,
    is_cut: tuple[BoolArray, BoolArray],
    choose: Chooser,
) -> LabelArray:
    """Give patches that are too small, and strips that are too thin, to their neighbours.

    Parameters
    ----------
    labels : (h, w) int; `OUTSIDE` and `keep_label` (caps) never change
    smallest_px : patches below this many pixels are given away; so are strips of half as many
    thin_px : narrower than this is a strip
    is_cut : (h, w-1) and (h-1, w) bool: outlines between pixels; neighbours on the same surface
        are asked first
    choose : decides between several neighbours

    Returns
    -------
    labels : the tidy picture
    """
    found = labels
    for _ in range(ROUNDS):
        unwanted = _strips(found, keep_label, thin_px)
        patch, size, label_of = _measured(np.where(unwanted, found, OUTSIDE))
        wanted_away = (size >= smallest_px // 2) & (label_of != OUTSIDE)
        changed = _given_away(found, patch, wanted_away, keep_label, is_cut, choose)
        patch, size, label_of = _measured(changed)
        wanted_away = (size < smallest_px) & (label_of != OUTSIDE) & (label_of != keep_label)
        changed = _given_away(changed, patch, wanted_away, keep_label, is_cut, choose)
        if (changed == found).all():
            break
        found = changed
    return found


def _measured(labels: LabelArray) -> tuple[IntArray, IntArray, LabelArray]:
    """Return patches, and each one's size and label."""
    patch, count = patches(labels)
    size = np.bincount(patch.ravel(), minlength=count)
    label_of = np.full(count, OUTSIDE, dtype=np.int32)
    label_of[patch.ravel()] = labels.ravel()
    return patch, size, label_of


def _given_away(
    labels: LabelArray,
    patch: IntArray,
    unwanted: BoolArray,
    keep_label: int,
    is_cut: tuple[BoolArray, BoolArray],
    choose: Chooser,
) -> LabelArray:
    """Give each unwanted patch to its neighbours, smallest number first."""
    if not unwanted.any():
        return labels
    found = labels.copy()
    flat = np.flatnonzero(unwanted[patch].ravel())
    order = np.argsort(patch.ravel()[flat], kind="stable")
    flat = flat[order]
    starts = np.flatnonzero(np.diff(patch.ravel()[flat], prepend=-1))
    for pixels in np.split(flat, starts[1:]):
        rows, columns = np.divmod(pixels, labels.shape[1])
        own = int(labels[rows[0], columns[0]])
        inside = int(patch[rows[0], columns[0]])
        candidates = _neighbours(found, patch, inside, rows, columns, is_cut)
        for side in candidates:
            usable = sorted(side - {own, OUTSIDE, keep_label})
            if len(usable) == 1:
                found[rows, columns] = usable[0]
            elif usable:
                found[rows, columns] = choose(rows, columns, usable)
            if usable:
                break
    return found


def _neighbours(
    labels: LabelArray,
    patch: IntArray,
    inside: int,
    rows: IntArray,
    columns: IntArray,
    is_cut: tuple[BoolArray, BoolArray],
) -> tuple[set[int], set[int]]:
    """Return the labels around a patch: those on the same surface, and those across outlines."""
    height, width = labels.shape
    smooth: set[int] = set()
    across: set[int] = set()
    for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        r, c = rows + down, columns + right
        kept = (r >= 0) & (r < height) & (c >= 0) & (c < width)
        r, c, r0, c0 = r[kept], c[kept], rows[kept], columns[kept]
        other = patch[r, c] != inside
        r, c, r0, c0 = r[other], c[other], r0[other], c0[other]
        cut = is_cut[0][r, np.minimum(c, c0)] if right else is_cut[1][np.minimum(r, r0), c]
        smooth.update(labels[r[~cut], c[~cut]].tolist())
        across.update(labels[r[cut], c[cut]].tolist())
    return smooth, across


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


def _spread(found: LabelArray, allowed: LabelArray) -> LabelArray:
    """Let labels grow by one pixel into empty ones that had the same label before."""
    grown = found.copy()
    for source, target in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:, 1:], np.s_[:, :-1]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[1:], np.s_[:-1]),
    ):
        take = (grown[target] == _EMPTY) & (found[source] >= 0)
        take &= allowed[target] == found[source]
        grown[target] = np.where(take, found[source], grown[target])
    return grown


def _strips(labels: LabelArray, keep_label: int, thin_px: int) -> BoolArray:
    """Tell which pixels a zone would lose if nothing thinner than a width were kept, (h, w).

    The mere corners of zones are among them; they are small.
    """
    radius = thin_px // 2
    fixed = (labels == OUTSIDE) | (labels == keep_label)
    if radius < 1:
        return np.zeros(labels.shape, dtype=bool)
    inner = _shrunk(labels[:, 1:] == labels[:, :-1], labels[1:] == labels[:-1], radius)
    opened = np.where(inner & ~fixed, labels, _EMPTY).astype(np.int32)
    for _ in range(2 * radius):
        opened = _spread(opened, labels)
    return np.asarray((opened == _EMPTY) & ~fixed)
