"""Lay a muscle's sheets on the body: from authored rows to an even grid of points in 3D.

A sheet is a set of strings from origin to insertion. On the skin a string is pulled tight over it,
as a fibre runs; inside the body it is a smooth curve. Takes one body and its landmarks, so that
another body gives its own sheets. Must not know pictures or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from atlas.landmarks import LandmarkPoints
from atlas.mesh import unit_rows
from atlas.muscles.curves3d import catmull_rom, resample, smooth_along
from atlas.muscles.sheets import Sheet, SheetPart, SheetPoint
from atlas.muscles.skinpatch import SkinPaths
from atlas.placing import OFFSET_AXES, Placer, PositionError

FloatArray = NDArray[np.float64]

# Strings across a sheet and samples along one: enough that the grid between them is straight.
STRINGS = 13
SAMPLES = 65
# A string is pulled tight with few knots first, then with more: rounds at each number of pieces.
TIGHTENING = ((4, 14), (8, 8), (16, 6), (32, 4))
# A string yields this much to its neighbours each round, so that a sheet stays even.
EVENING = 0.15
# Points this near, on skin that faces one way, are joined without looking for a way round.
STRAIGHT_MM = 25.0
STRAIGHT_COSINE = 0.5
# Knots at via lines are rounded over this share of the length.
ROUNDING = 0.035
# ... and a row's turns at its landmarks over this one.
ROW_ROUNDING = 0.05
# The belly is laid out sideways in steps, each brought back onto the skin.
BOW_STEPS = 3
# Fullness of the belly's outline: 1 is a sine, less is fuller.
BOW_POWER = 0.85
# A tendon, and the end of a belly, has this share of the belly's width: no needle, a band.
BAND_SHARE = 0.11
# Samples of the mean that rounds the flesh's end across a sheet.
FLESH_SAMPLES = 7


@dataclass(frozen=True)
class LaidPart:
    """A sheet in the body.

    Attributes
    ----------
    part : as authored
    points_mm : (STRINGS, SAMPLES, 3) float, left half; row 0 is across 0, column 0 is the origin
    normals : (STRINGS, SAMPLES, 3) float, the way the sheet faces
    """

    part: SheetPart
    points_mm: FloatArray
    normals: FloatArray

    def at(self, along: float, across: float) -> tuple[FloatArray, FloatArray]:
        """Return the point and normal at a place on the sheet, (3,) each."""
        return sample_grid(self.points_mm, along, across), sample_grid(self.normals, along, across)

    @property
    def length_mm(self) -> float:
        """Return the middle fibre's length."""
        return float(np.linalg.norm(np.diff(self.points_mm[STRINGS // 2], axis=0), axis=1).sum())


def sample_grid(grid: FloatArray, along: float, across: float) -> FloatArray:
    """Interpolate a (strings, samples, k) grid at shares of its length and width, (k,)."""
    row = np.clip(across, 0.0, 1.0) * (grid.shape[0] - 1)
    column = np.clip(along, 0.0, 1.0) * (grid.shape[1] - 1)
    i, j = min(int(row), grid.shape[0] - 2), min(int(column), grid.shape[1] - 2)
    r, c = row - i, column - j
    lower = (1.0 - c) * grid[i, j] + c * grid[i, j + 1]
    upper = (1.0 - c) * grid[i + 1, j] + c * grid[i + 1, j + 1]
    return np.asarray((1.0 - r) * lower + r * upper)


class SheetLayer:
    """Lays sheets on one posed body."""

    def __init__(self, skin: SkinPaths, placer: Placer, landmarks: LandmarkPoints) -> None:
        self._skin = skin
        self._placer = placer
        self._landmarks = landmarks.left_mm

    def lay(
        self, sheet: Sheet, facing: dict[str, FloatArray]
    ) -> tuple[tuple[LaidPart, ...], tuple[str, ...]]:
        """Lay all parts of a muscle; what cannot be laid gives a line instead.

        Parameters
        ----------
        facing : by view, the body direction toward its viewer; for what lies inside
        """
        laid: list[LaidPart] = []
        problems: list[str] = []
        for part in sheet.parts:
            try:
                if part.lie == "inside":
                    laid.append(self._inside(part, facing[part.views[0]]))
                else:
                    laid.append(self._on_skin(part))
            except (PositionError, ValueError) as error:
                problems.append(f"{sheet.origin}: {sheet.muscle}: {part.id}: {error}")
        return tuple(laid), tuple(problems)

    def _point(self, point: SheetPoint, *, on_skin: bool) -> FloatArray:
        if isinstance(point, str):
            if point not in self._landmarks:
                raise PositionError(f"no landmark {point!r}")
            return np.asarray(self._landmarks[point], dtype=np.float64)
        if on_skin or "between" not in point:
            return self._placer.place(point, self._landmarks)
        names = point["between"]
        for name in names:
            if name not in self._landmarks:
                raise PositionError(f"between: no landmark {name!r}")
        start, end = self._landmarks[names[0]], self._landmarks[names[-1]]
        offset = point.get("offset_mm", {})
        moved = np.array([float(offset.get(axis, 0.0)) for axis in OFFSET_AXES])
        return np.asarray(start + float(point.get("along", 0.0)) * (end - start) + moved)

    def _inside(self, part: SheetPart, facing: FloatArray) -> LaidPart:
        corners = [np.array([self._point(p, on_skin=False) for p in row]) for row in part.rows]
        return lay_free(part, corners, facing)

    def _on_skin(self, part: SheetPart) -> LaidPart:
        corners = [np.array([self._point(p, on_skin=True) for p in row]) for row in part.rows]
        lines = [self._row(line) for line in corners]
        strings: list[FloatArray] = []
        for start, end in pairwise(lines):
            strings.append(self._strings(start, end))
        whole = np.concatenate([strings[0], *(piece[:, 1:] for piece in strings[1:])], axis=1)
        whole = resample(whole, SAMPLES)
        if len(part.rows) > 2:
            whole = resample(smooth_along(whole, ROUNDING * SAMPLES), SAMPLES)
        points, normals = self._skin.project(whole[..., :3], whole[..., 3:])
        shift = _bow(part, points, normals) / BOW_STEPS
        if part.belly > 0.0:
            for _ in range(BOW_STEPS):
                points, normals = self._skin.project(points + shift, normals)
            points, normals = self._skin.project(smooth_along(points, 1.5), normals)
        return LaidPart(part, points, normals)

    def _way(self, start: FloatArray, end: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return a first way between two skin points, points and normals."""
        facing = np.array([self._skin.normal_near(start), self._skin.normal_near(end)])
        if (
            np.linalg.norm(end - start) < STRAIGHT_MM
            and float(facing[0] @ facing[1]) > STRAIGHT_COSINE
        ):
            return np.array([start, end]), facing
        return self._skin.path(start, end)

    def _row(self, corners: FloatArray) -> FloatArray:
        """Lay a row on the skin through its points, (STRINGS, 3)."""
        if len(corners) == 1:
            return np.repeat(corners, STRINGS, axis=0)
        pieces = [
            self._tight(start[None], end[None], [self._way(start, end)])[0]
            for start, end in pairwise(corners)
        ]
        whole = resample(np.concatenate([pieces[0], *(p[1:] for p in pieces[1:])])[None], SAMPLES)
        if len(corners) > 2:
            # Attachments are curves: a row does not turn sharply at its landmarks.
            whole = smooth_along(whole, ROW_ROUNDING * SAMPLES)
            whole = self._skin.project(whole[..., :3], whole[..., 3:])[0]
        return resample(whole, STRINGS)[0, :, :3]

    def _strings(self, starts: FloatArray, ends: FloatArray) -> FloatArray:
        """Lay strings between two rows, points and normals, (STRINGS, n, 6)."""
        chosen = (0, STRINGS // 2, STRINGS - 1)
        ways = [self._way(starts[k], ends[k]) for k in chosen]
        return self._tight(starts, ends, ways)

    def _tight(
        self,
        starts: FloatArray,
        ends: FloatArray,
        ways: Sequence[tuple[FloatArray, FloatArray]],
    ) -> FloatArray:
        """Pull strings tight from first ways, evenly spread over the strings.

        Returns
        -------
        (m, n, 6) float, points and normals
        """
        pieces = TIGHTENING[0][0]
        both = [resample(np.concatenate(way, axis=1)[None], pieces + 1)[0] for way in ways]
        spread = np.linspace(0.0, 1.0, len(starts)) if len(starts) > 1 else np.zeros(1)
        first = np.stack([_between(np.stack(both), share) for share in spread.tolist()])
        points, normals = first[..., :3], first[..., 3:]
        for count, rounds in TIGHTENING:
            if count != points.shape[1] - 1:
                points, normals = _doubled(points), _doubled(normals)
            points[:, 0], points[:, -1] = starts, ends
            for _ in range(rounds):
                middle = 0.5 * (points[:, :-2] + points[:, 2:])
                if len(points) > 2:
                    aside = 0.5 * (middle[:-2] + middle[2:])
                    middle[1:-1] += EVENING * (aside - middle[1:-1])
                held, facing = self._skin.project(middle, normals[:, 1:-1], rounds=1)
                points[:, 1:-1], normals[:, 1:-1] = held, facing
        return np.concatenate([points, normals], axis=2)


def _between(ways: FloatArray, share: float) -> FloatArray:
    """Interpolate linearly between evenly spread ways, (k, n, c) to (n, c)."""
    at = share * (len(ways) - 1)
    low = min(int(at), max(0, len(ways) - 2))
    high = min(low + 1, len(ways) - 1)
    return np.asarray(ways[low] + (at - low) * (ways[high] - ways[low]))


def _doubled(points: FloatArray) -> FloatArray:
    """Put a point between all neighbours along strings, (m, n, c) to (m, 2n - 1, c)."""
    found = np.empty((points.shape[0], 2 * points.shape[1] - 1, points.shape[2]))
    found[:, ::2] = points
    found[:, 1::2] = 0.5 * (points[:, :-1] + points[:, 1:])
    return found


def lay_free(part: SheetPart, corners: Sequence[FloatArray], facing: FloatArray) -> LaidPart:
    """Lay a sheet as smooth curves through its rows, each (n, 3) mm, wherever the skin is."""
    points = resample(catmull_rom(np.stack([_spread(row) for row in corners], axis=1)), SAMPLES)
    normals = np.broadcast_to(facing, points.shape).copy()
    return LaidPart(part, points + _bow(part, points, normals), normals)


def _spread(corners: FloatArray) -> FloatArray:
    """Return points evenly along a straight polyline, (STRINGS, 3)."""
    if len(corners) == 1:
        return np.repeat(corners, STRINGS, axis=0)
    return np.asarray(resample(corners[None], STRINGS)[0])


def flesh_bounds(part: SheetPart, across: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where along the fibres the flesh begins and ends at places across the sheet."""

    def at(bound: tuple[float, ...]) -> FloatArray:
        if len(bound) == 1:
            return np.full_like(across, bound[0])
        given = np.linspace(0.0, 1.0, len(bound))
        # The mean over a step rounds the corners between the numbers given.
        around = (FLESH_SAMPLES / 2.0 - np.arange(FLESH_SAMPLES) - 0.5) / FLESH_SAMPLES * given[1]
        near = [np.interp(np.clip(across + step, 0.0, 1.0), given, bound) for step in around]
        return np.asarray(np.mean(near, axis=0))

    return at(part.flesh[0]), at(part.flesh[1])


def belly_profile(part: SheetPart, along: FloatArray) -> FloatArray:
    """Return how far the belly stands out along the fibres, 1 at most."""
    start, end = float(np.mean(part.flesh[0])), float(np.mean(part.flesh[1]))
    share = np.clip((along - start) / (end - start), 0.0, 1.0)
    # Warp the share so that the swell's place comes to the middle.
    share = share ** (np.log(0.5) / np.log(part.swell_at))
    return np.asarray(BAND_SHARE + (1.0 - BAND_SHARE) * np.sin(np.pi * share) ** BOW_POWER)


def _bow(part: SheetPart, points: FloatArray, normals: FloatArray) -> FloatArray:
    """Return the sideways shift that makes the belly, same shape as points, mm."""
    if part.belly == 0.0:
        return np.zeros_like(points)
    length = float(np.linalg.norm(np.diff(points, axis=1), axis=2).sum(axis=1).mean())
    length *= float(np.mean(part.flesh[1]) - np.mean(part.flesh[0]))
    ahead = np.gradient(points, axis=1)
    sideways = unit_rows(np.cross(normals, ahead).reshape(-1, 3)).reshape(points.shape)
    if across_sign(points, sideways) < 0.0:
        sideways = -sideways
    profile = belly_profile(part, np.linspace(0.0, 1.0, points.shape[1]))
    share = np.linspace(-1.0, 1.0, points.shape[0])
    return np.asarray(
        part.belly * length * share[:, None, None] * profile[None, :, None] * sideways
    )


def across_sign(points: FloatArray, sideways: FloatArray) -> float:
    """Tell whether a sideways direction goes with across (positive) or against it.

    A sheet from a point to a point has no width to tell: across then goes from medial to lateral,
    or, on skin that faces sideways, from back to front.
    """
    width = points[-1] - points[0]
    if float(np.abs(width).max()) > 1.0:
        return float((width * sideways[len(points) // 2]).sum())
    return float(sideways.reshape(-1, 3).mean(axis=0) @ np.array([1.0, 0.0, 0.5]))
