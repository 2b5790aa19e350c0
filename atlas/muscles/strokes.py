"""Draw the strokes of a seen sheet: fibres where there is flesh, thin strokes along its tendons.

Takes picture places and sight, gives closed chains of cubics in picture mm. Must not know bodies or
files.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from atlas.muscles.brush import brush_stroke
from atlas.muscles.laying import flesh_bounds
from atlas.muscles.seeing import SeenPart
from atlas.muscles.sheets import SheetPart

FloatArray = NDArray[np.float64]

# Strokes stand this far apart: a share of the sheet's width, but readable and not a mesh.
SPACING_SHARE = 1.0 / 13.0
SPACING_MM = (1.5, 6.0)
FEWEST, MOST = 5, 26
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
TENDON_TAPER_SHARE = 0.12
# Tendon strokes reach a little into the flesh.
TENDON_IN_FLESH = 0.04
# Where flesh meets tendon its end is rounded by this share of the length at the rims.
FLESH_ROUNDING = 0.05
# ... and by no more than this share of a short flesh's own.
SHORT_FLESH_ROUNDING = 0.3


def rounded_flesh(part: SheetPart, across: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where the flesh begins and ends, its ends in tendon rounded toward the rims."""
    start, end = flesh_bounds(part, across)
    most = np.minimum(FLESH_ROUNDING, SHORT_FLESH_ROUNDING * (end - start))
    rounding = most * (2.0 * across - 1.0) ** 2
    return start + rounding * (start > 0.0), end - rounding * (end < 1.0)


def sampled(places: FloatArray, rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Interpolate a (u, s, k) grid at fractional rows and columns, (n, k)."""
    rows = np.clip(rows, 0.0, places.shape[0] - 1.0)
    columns = np.clip(columns, 0.0, places.shape[1] - 1.0)
    i = np.minimum(rows.astype(np.int64), places.shape[0] - 2)
    j = np.minimum(columns.astype(np.int64), places.shape[1] - 2)
    r, c = (rows - i)[:, None], (columns - j)[:, None]
    upper = (1.0 - c) * places[i, j] + c * places[i, j + 1]
    lower = (1.0 - c) * places[i + 1, j] + c * places[i + 1, j + 1]
    return np.asarray((1.0 - r) * upper + r * lower)


def stroke_places(count: int) -> FloatArray:
    """Return where across the sheet strokes run, (count,)."""
    return np.asarray((np.arange(count) + RIM) / (count - 1.0 + 2.0 * RIM))


def stroke_count(authored: int, width_mm: float) -> int:
    """Return how many strokes a sheet gets."""
    if authored:
        return authored
    spacing = float(np.clip(width_mm * SPACING_SHARE, *SPACING_MM))
    return int(np.clip(round(width_mm / spacing), FEWEST, MOST))


def fibre_strokes(seen: SeenPart, width_mm: float) -> Iterator[FloatArray]:
    """Draw the flesh's fibres: heavier and lighter strokes in turn, where there is room."""
    part = seen.laid.part
    count = stroke_count(part.fibres, width_mm)
    places = stroke_places(count)
    rows = places * (seen.sight.shape[0] - 1)
    columns = np.arange(seen.sight.shape[1], dtype=np.float64)
    along = columns / columns[-1]
    lines = np.stack([sampled(seen.places_mm, np.full(len(columns), r), columns) for r in rows])
    sight = np.stack(
        [sampled(seen.sight[..., None], np.full(len(columns), r), columns)[:, 0] for r in rows]
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
        yield from _runs(lines[number], width, kept, TAPER_SHARE)


def tendon_strokes(seen: SeenPart) -> Iterator[FloatArray]:
    """Draw thin strokes along the tendons at both ends."""
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
        lines = np.stack([sampled(seen.places_mm, np.full(len(columns), r), columns) for r in rows])
        room = _room(lines)
        bounds = flesh_bounds(seen.laid.part, places)
        for number, row in enumerate(rows):
            sight = sampled(seen.sight[..., None], np.full(len(columns), row), columns)[:, 0]
            bound = float(bounds[0 if is_origin else 1][number])
            kept = sight > 0.5
            if is_origin:
                kept &= (along <= bound + TENDON_IN_FLESH) & (bound > 0.0)
            else:
                kept &= (along >= bound - TENDON_IN_FLESH) & (bound < 1.0)
            if 0 < number < count - 1:
                kept &= room[number] > (0.8 if number % 2 == 1 else 0.4)
            thin = np.full(len(columns), TENDON_WIDTH_MM)
            yield from _runs(lines[number], thin, kept, TENDON_TAPER_SHARE)


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


def _runs(
    line: FloatArray, width: FloatArray, kept: NDArray[np.bool_], taper_share: float
) -> Iterator[FloatArray]:
    """Draw a stroke along every kept run of a line that is long enough to be one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], kept, [False]]).astype(np.int8)))
    for low, high in edges.reshape(-1, 2):
        points = line[low:high]
        if len(points) < 4 or float(np.hypot(*np.diff(points, axis=0).T).sum()) < SHORTEST_MM:
            continue
        yield brush_stroke(points, width[low:high], taper_share=taper_share, taper_mm=TAPER_MM)
