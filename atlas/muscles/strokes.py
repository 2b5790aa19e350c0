"""Draw a seen sheet: the belly's outline, the sinew's, and tapering strokes for its fibres.

Takes picture places and sight, gives path data in picture mm. Must not know bodies or files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.contours import level_loops
from atlas.curves import Finish, Line, fit_lines, smoothed
from atlas.fitting import end_tangent, fit
from atlas.muscles.finepaths import fine_path
from atlas.muscles.laying import flesh_bounds
from atlas.muscles.seeing import SeenPart
from atlas.muscles.sheets import SheetPart

FloatArray = NDArray[np.float64]

# Strokes stand this far apart: a share of the sheet's width, but readable and not a mesh.
SPACING_SHARE = 1.0 / 13.0
SPACING_MM = (1.5, 5.2)
FEWEST, MOST = 5, 30
# A stroke is this share of the room it has, between hairline and brush.
WIDTH_SHARE = 0.19
WIDTH_MM = (0.34, 0.8)
# Every second stroke is lighter, and stays out where there is no room for it.
LIGHTER = 0.72
ROOM_MM = (1.15, 2.1)
NARROWEST_SHARE = 0.42
# A stroke thins out over this share of its length at either end, and over no less than this.
TAPER_SHARE = 0.3
TAPER_MM = 9.0
# Strokes keep this far from the belly's rim, as a share of the spacing.
RIM = 0.62
# A shorter piece of a stroke is a speck.
SHORTEST_MM = 5.0
TENDON_WIDTH_MM = 0.42
TENDON_LONGEST_GAP_MM = 2.6
# The fuller parts of the belly lie this far within its rim, as shares across; along it, this much
# farther from the ends. Each lies on the one before, as the body's tones do.
SWELLS_WITHIN = (0.14, 0.3)
SWELL_ALONG = 0.9
# Curves leave the drawn line by no more than this.
STROKE_TOLERANCE_MM = 0.08
# The grid's small unrest is smoothed out of strokes over this many samples.
STROKE_SIGMA = 2.5
# Outlines are smoothed by this share of the sheet's width, up to a limit.
OUTLINE_SHARE, OUTLINE_MM = 0.06, 2.4
# Outlines smaller than this are specks.
SMALLEST_MM2 = 6.0
# Where flesh meets tendon its end is rounded by this share of the length at the rims.
FLESH_ROUNDING = 0.05
# Tendon strokes reach a little into the flesh.
TENDON_IN_FLESH = 0.04
# Sinew narrower than this shows by its strokes alone.
SINEW_MM = 0.6


@dataclass(frozen=True)
class Drawing:
    """Path data of one sheet in one view; empty where there is nothing."""

    belly: str
    swells: tuple[str, ...]
    sinew: str
    fibres: str
    tendons: str
    box_mm: tuple[float, float, float, float]


def draw_part(seen: SeenPart) -> Drawing | None:
    """Draw a sheet as seen in a view; None when nothing of it is seen."""
    along = np.linspace(0.0, 1.0, seen.sight.shape[1])[None, :]
    across = np.linspace(0.0, 1.0, seen.sight.shape[0])[:, None]
    start, end = rounded_flesh(seen.laid.part, across)
    # Where the flesh reaches the bone it has no end of its own.
    far = np.full_like(seen.sight, 9.0)
    from_start = np.where(start > 0.0, along - start, far)
    from_end = np.where(end < 1.0, end - along, far)
    step = 1.0 / (seen.sight.shape[1] - 1)
    flesh = np.clip(0.5 + np.minimum(from_start, from_end) / (2.0 * step), 0.0, 1.0)
    width = _width(seen)
    finish = Finish(min(OUTLINE_SHARE * width, OUTLINE_MM), 0.09)
    belly = _outline(seen, np.minimum(seen.sight, flesh), finish)
    if not belly:
        return None
    calm = Finish(2.0 * finish.sigma_mm, 0.12)
    swells: list[FloatArray] = []
    for within in SWELLS_WITHIN:
        rim = np.minimum(
            np.minimum(across, 1.0 - across) / within,
            np.minimum(along - start, end - along) / (SWELL_ALONG * within * (end - start)),
        )
        swell = np.clip(0.5 + 0.5 * (rim - 1.0), 0.0, 1.0)
        swells += _outline(seen, np.minimum(seen.sight, swell), calm)
    sinew = _outline(seen, np.minimum(seen.sight, 1.0 - flesh), finish, SINEW_MM)
    fibres = list(_fibres(seen, width))
    tendons = list(_tendons(seen))
    points = np.concatenate([loop.reshape(-1, 2) for loop in (*belly, *sinew, *tendons)])
    low, high = points.min(axis=0), points.max(axis=0)
    return Drawing(
        fine_path(belly),
        tuple(fine_path([swell]) for swell in swells),
        fine_path(sinew),
        fine_path(fibres),
        fine_path(tendons),
        (float(low[0]), float(low[1]), float(high[0]), float(high[1])),
    )


def rounded_flesh(part: SheetPart, across: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where the flesh begins and ends, its ends in tendon rounded toward the rims."""
    start, end = flesh_bounds(part, across)
    rounding = FLESH_ROUNDING * (2.0 * across - 1.0) ** 2
    return start + rounding * (start > 0.0), end - rounding * (end < 1.0)


def _width(seen: SeenPart) -> float:
    """Return the sheet's greatest width in the body, mm."""
    points = seen.laid.points_mm
    return float(np.linalg.norm(np.diff(points, axis=0), axis=2).sum(axis=0).max())


def _at(places: FloatArray, rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Interpolate a (u, s, k) grid at fractional rows and columns, (n, k)."""
    rows = np.clip(rows, 0.0, places.shape[0] - 1.0)
    columns = np.clip(columns, 0.0, places.shape[1] - 1.0)
    i = np.minimum(rows.astype(np.int64), places.shape[0] - 2)
    j = np.minimum(columns.astype(np.int64), places.shape[1] - 2)
    r, c = (rows - i)[:, None], (columns - j)[:, None]
    upper = (1.0 - c) * places[i, j] + c * places[i, j + 1]
    lower = (1.0 - c) * places[i + 1, j] + c * places[i + 1, j + 1]
    return np.asarray((1.0 - r) * upper + r * lower)


def _outline(
    seen: SeenPart, field: FloatArray, finish: Finish, narrowest_mm: float = 0.0
) -> list[FloatArray]:
    """Trace where a field over the sheet passes one half, as closed chains of cubics."""
    lines: list[Line] = []
    for loop in level_loops(field.astype(np.float32), 0.5):
        points = _at(seen.places_mm, loop[:, 1] - 0.5, loop[:, 0] - 0.5)
        x, y = points.T
        area = 0.5 * abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()))
        around = float(np.hypot(*np.diff(points, axis=0).T).sum())
        if area < SMALLEST_MM2 or 2.0 * area / around < narrowest_mm:
            continue
        lines.append(Line(points, -1, -1, finish))
    return [curve.segments for curve in fit_lines(lines, step_mm=1.0)]


def stroke_places(count: int) -> FloatArray:
    """Return where across the sheet strokes run, (count,)."""
    return np.asarray((np.arange(count) + RIM) / (count - 1.0 + 2.0 * RIM))


def stroke_count(authored: int, width_mm: float) -> int:
    """Return how many strokes a sheet gets."""
    if authored:
        return authored
    spacing = float(np.clip(width_mm * SPACING_SHARE, *SPACING_MM))
    return int(np.clip(round(width_mm / spacing), FEWEST, MOST))


def _fibres(seen: SeenPart, width_mm: float) -> Iterator[FloatArray]:
    part = seen.laid.part
    count = stroke_count(part.fibres, width_mm)
    places = stroke_places(count)
    rows = places * (seen.sight.shape[0] - 1)
    columns = np.arange(seen.sight.shape[1], dtype=np.float64)
    along = columns / columns[-1]
    lines = np.stack([_at(seen.places_mm, np.full(len(columns), r), columns) for r in rows])
    sight = np.stack(
        [_at(seen.sight[..., None], np.full(len(columns), r), columns)[:, 0] for r in rows]
    )
    room = _room(lines)
    firsts, lasts = rounded_flesh(part, places)
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        is_light = number % 2 == 1
        needed = ROOM_MM[0] if is_light else ROOM_MM[0] * NARROWEST_SHARE
        kept = (along >= first) & (along <= last) & (sight[number] > 0.5)
        kept &= room[number] > needed
        width = np.clip(WIDTH_SHARE * room[number], *WIDTH_MM)
        # Toward the rim the belly turns away: strokes there carry the form.
        width = width * (1.0 + 0.22 * abs(2.0 * places[number] - 1.0))
        if is_light:
            width = width * LIGHTER
        width = np.minimum(width, 0.62 * room[number])
        yield from _tapered(lines[number], width, kept)


def _tendons(seen: SeenPart) -> Iterator[FloatArray]:
    columns = np.arange(seen.sight.shape[1], dtype=np.float64)
    along = columns / columns[-1]
    starts, ends = flesh_bounds(seen.laid.part, np.linspace(0.0, 1.0, seen.sight.shape[0]))
    for is_origin in (True, False):
        reach = float(starts.max()) if is_origin else 1.0 - float(ends.min())
        if reach <= 0.0:
            continue
        chosen = along <= reach if is_origin else along >= 1.0 - reach
        across = seen.places_mm[:, chosen]
        width = float(np.linalg.norm(np.diff(across, axis=0), axis=2).sum(axis=0).max())
        count = int(np.clip(round(width / TENDON_LONGEST_GAP_MM), 3, 16))
        places = stroke_places(count)
        rows = places * (seen.sight.shape[0] - 1)
        lines = np.stack([_at(seen.places_mm, np.full(len(columns), r), columns) for r in rows])
        room = _room(lines)
        bounds = flesh_bounds(seen.laid.part, places)
        for number, row in enumerate(rows):
            sight = _at(seen.sight[..., None], np.full(len(columns), row), columns)[:, 0]
            bound = float(bounds[0 if is_origin else 1][number])
            kept = sight > 0.5
            if is_origin:
                kept &= (along <= bound + TENDON_IN_FLESH) & (bound > 0.0)
            else:
                kept &= (along >= bound - TENDON_IN_FLESH) & (bound < 1.0)
            if 0 < number < count - 1:
                kept &= room[number] > (0.8 if number % 2 == 1 else 0.4)
            yield from _tapered(
                lines[number], np.full(len(columns), TENDON_WIDTH_MM), kept, taper_share=0.12
            )


def _room(lines: FloatArray) -> FloatArray:
    """Return how far each stroke is from its neighbours, (count, s) mm, perpendicular to it."""
    ahead = np.gradient(lines, axis=1)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=2, keepdims=True), 1e-9)
    step = np.diff(lines, axis=0)
    aside = np.abs(step[..., 0] * ahead[:-1, :, 1] - step[..., 1] * ahead[:-1, :, 0])
    found = np.empty(lines.shape[:2])
    found[0], found[-1] = aside[0], aside[-1]
    found[1:-1] = 0.5 * (aside[:-1] + aside[1:])
    return found


def _tapered(
    line: FloatArray,
    width: FloatArray,
    kept: NDArray[np.bool_],
    taper_share: float = TAPER_SHARE,
) -> Iterator[FloatArray]:
    """Give a line its width, thinning out at the ends of each kept run, as closed cubics."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], kept, [False]]).astype(np.int8)))
    for low, high in edges.reshape(-1, 2):
        if high - low < 4:
            continue
        points = smoothed(line[low:high], STROKE_SIGMA, is_closed=False)
        wide = width[low:high]
        legs = np.hypot(*np.diff(points, axis=0).T)
        gone = np.concatenate([[0.0], np.cumsum(legs)])
        length = float(gone[-1])
        if length < SHORTEST_MM:
            continue
        count = int(np.clip(round(length / 1.5), 8, 72))
        at = np.linspace(0.0, length, count + 1)
        points = np.stack([np.interp(at, gone, points[:, k]) for k in range(2)], axis=1)
        wide = np.interp(at, gone, wide)
        taper = min(max(taper_share * length, TAPER_MM), 0.5 * length)
        ends = np.clip(np.minimum(at, length - at) / taper, 0.0, 1.0)
        wide = wide * np.sin(0.5 * np.pi * ends)
        ahead = np.gradient(points, axis=0)
        ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
        aside = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1) * (0.5 * wide)[:, None]
        there = _fitted(points + aside)
        back = _fitted((points - aside)[::-1])
        yield np.array([*there, *back])


def _fitted(points: FloatArray) -> list[FloatArray]:
    return fit(points, end_tangent(points), end_tangent(points[::-1]), STROKE_TOLERANCE_MM)
