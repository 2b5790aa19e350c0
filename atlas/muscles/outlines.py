"""Draw a seen sheet whole: the belly's outline and swell, the sinew's, and the strokes in them.

Takes picture places and sight, gives path data in picture mm. Must not know bodies or files.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.contours import level_loops
from atlas.curves import Finish, Line, fit_lines
from atlas.muscles.finepaths import fine_path
from atlas.muscles.seeing import SeenPart
from atlas.muscles.strokes import fibre_strokes, rounded_flesh, sampled, tendon_strokes

FloatArray = NDArray[np.float64]

# The fuller parts of the belly lie this far within its rim, as shares across; along it, this much
# farther from the ends. Each lies on the one before, as the body's tones do.
SWELLS_WITHIN = (0.14, 0.3)
SWELL_ALONG = 0.9
# Outlines are smoothed by this share of the sheet's width, up to a limit, and fitted this closely.
OUTLINE_SHARE, OUTLINE_MM = 0.06, 2.4
TOLERANCE_SHARE, TOLERANCE_MM = 0.004, (0.09, 0.25)
# Outlines smaller than this, or than this share of the largest, are specks.
SMALLEST_MM2, SMALLEST_SHARE = 6.0, 0.06
# Sinew narrower than this shows by its strokes alone.
SINEW_MM = 0.6
# Outlines are written in tenths of a mm.
TENTHS = 10


@dataclass(frozen=True)
class Drawing:
    """Path data of one sheet in one view; empty where there is nothing.

    Attributes
    ----------
    box_mm : x0, y0, x1, y1
    is_over : it lies on the sheets before it, and hides them
    """

    belly: str
    swells: tuple[str, ...]
    sinew: str
    fibres: str
    tendons: str
    box_mm: tuple[float, float, float, float]
    is_over: bool = False


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
    tolerance = float(np.clip(TOLERANCE_SHARE * width, *TOLERANCE_MM))
    finish = Finish(min(OUTLINE_SHARE * width, OUTLINE_MM), tolerance)
    belly = _outline(seen, np.minimum(seen.sight, flesh), finish)
    calm = Finish(2.0 * finish.sigma_mm, 1.4 * tolerance)
    swells: list[FloatArray] = []
    for within in SWELLS_WITHIN:
        rim = np.minimum(
            np.minimum(across, 1.0 - across) / within,
            np.minimum(along - start, end - along) / (SWELL_ALONG * within * (end - start)),
        )
        swell = np.clip(0.5 + 0.5 * (rim - 1.0), 0.0, 1.0)
        swells += _outline(seen, np.minimum(seen.sight, swell), calm)
    sinew = _outline(seen, np.minimum(seen.sight, 1.0 - flesh), finish, sinew_mm=SINEW_MM)
    fibres = list(fibre_strokes(seen, width))
    tendons = list(tendon_strokes(seen))
    shapes = [*belly, *sinew, *tendons]
    if not shapes:
        return None
    points = np.concatenate([loop.reshape(-1, 2) for loop in shapes])
    low, high = points.min(axis=0), points.max(axis=0)
    return Drawing(
        fine_path(belly, TENTHS),
        tuple(fine_path([swell], TENTHS) for swell in swells),
        fine_path(sinew, TENTHS),
        fine_path(fibres),
        fine_path(tendons),
        (float(low[0]), float(low[1]), float(high[0]), float(high[1])),
        seen.laid.part.over,
    )


def _width(seen: SeenPart) -> float:
    """Return the sheet's greatest width in the body, mm."""
    points = seen.laid.points_mm
    return float(np.linalg.norm(np.diff(points, axis=0), axis=2).sum(axis=0).max())


def _outline(
    seen: SeenPart, field: FloatArray, finish: Finish, sinew_mm: float = 0.0
) -> list[FloatArray]:
    """Trace where a field over the sheet passes one half, as closed chains of cubics.

    Parameters
    ----------
    sinew_mm : of sinew, how wide it must be; specks of it are measured by the sheet seen
    """
    found: list[tuple[float, FloatArray]] = []
    for loop in level_loops(field.astype(np.float32), 0.5):
        points = sampled(seen.places_mm, loop[:, 1] - 0.5, loop[:, 0] - 0.5)
        x, y = points.T
        area = 0.5 * abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()))
        around = float(np.hypot(*np.diff(points, axis=0).T).sum())
        if area >= SMALLEST_MM2 and 2.0 * area / around >= sinew_mm:
            found.append((area, points))
    largest = max((area for area, _ in found), default=0.0)
    if sinew_mm:
        largest = seen.area_mm2
    lines = [
        Line(points, -1, -1, finish) for area, points in found if area >= SMALLEST_SHARE * largest
    ]
    return [curve.segments for curve in fit_lines(lines, step_mm=1.0)]
