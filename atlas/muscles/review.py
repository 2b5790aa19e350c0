"""Pictures of muscles for those who author them: the drawing over the body, with its points.

What is painted is the published path data; colours are those the page gives it by day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from atlas.diagrams.views import DIAGRAMS, covered_area
from atlas.grid import draw_landmarks, draw_text, shade, write_png
from atlas.muscles.layer import FinishedMuscle, Studio, finish_muscle
from atlas.muscles.painting import loops_of, paint
from atlas.scene import Frame

FloatArray = NDArray[np.float64]
Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]

# Colour and opacity by kind.
PAINTS: dict[str, tuple[tuple[int, int, int], float]] = {
    "sinew": ((246, 240, 226), 0.7),
    "belly": ((176, 74, 58), 0.50),
    "swell": ((226, 140, 118), 0.22),
    "tendon": ((150, 132, 104), 0.9),
    "fibre": ((110, 30, 22), 0.85),
}
BONE, BONE_RIM, BONE_RIM_MM = (241, 233, 215), (150, 132, 104), 0.5
# How much paler what lies deep is painted.
PALENESS = {"superficial": 1.0, "intermediate": 0.85, "deep": 0.6}
SKIN_DARK, SKIN_LIGHT = np.array([150.0, 112.0, 92.0]), np.array([252.0, 240.0, 228.0])
# Around a muscle this share of its size is shown, and no less than so many mm.
AROUND_SHARE, AROUND_MM = 0.25, 18.0
LARGE_PX, SMALL_PX = 1100, 420


@dataclass(frozen=True)
class Ground:
    """What muscles are painted on: a part of a view, and where its places are on the picture.

    Attributes
    ----------
    frame : the raster behind it; none in a constructed view
    """

    view_id: str
    pixels: Pixels
    to_px: Callable[[FloatArray], FloatArray]
    frame: Frame | None = None


def review_ground(studio: Studio, view_id: str, box: Box, longest_px: int) -> Ground:
    """Draw a part of a view so that its longer side has a number of pixels."""
    mm_per_px = max(box[2:]) / longest_px
    if view_id in DIAGRAMS:
        return bones_ground(view_id, box, mm_per_px)
    frame = studio.scene.render(view_id, box_mm=box, mm_per_px=mm_per_px)
    return Ground(view_id, skin(frame), frame.camera.to_px, frame)


def bones_ground(view_id: str, box: Box, mm_per_px: float) -> Ground:
    """Draw the bones of a constructed view flat, each with its rim, nearer ones over farther."""
    origin = np.array(box[:2])
    rows, columns = np.indices((round(box[3] / mm_per_px), round(box[2] / mm_per_px)))
    x = (columns + 0.5) * mm_per_px + origin[0]
    y = (rows + 0.5) * mm_per_px + origin[1]
    pixels = np.full((*x.shape, 3), 255, dtype=np.uint8)
    for bone in sorted(DIAGRAMS[view_id].bones, key=lambda bone: bone.height_mm):
        area = covered_area(view_id, (bone.id,))
        pixels[shapely.contains_xy(area, x, y)] = BONE_RIM
        pixels[shapely.contains_xy(area.buffer(-BONE_RIM_MM), x, y)] = BONE

    def to_px(places_mm: FloatArray) -> FloatArray:
        return np.asarray((places_mm - origin) / mm_per_px)

    return Ground(view_id, pixels, to_px)


def around(box: Box) -> Box:
    """Return x, y, width and height of what is shown around a drawing's corners."""
    x0, y0, x1, y1 = box
    margin = max(AROUND_MM, AROUND_SHARE * max(x1 - x0, y1 - y0))
    return (x0 - margin, y0 - margin, x1 - x0 + 2.0 * margin, y1 - y0 + 2.0 * margin)


def skin(frame: Frame) -> Pixels:
    """Shade the body in skin tones."""
    grey = shade(frame).astype(np.float64) / 255.0
    picture = SKIN_DARK + (SKIN_LIGHT - SKIN_DARK) * grey
    picture[~frame.is_hit] = 255.0
    return np.asarray(picture.round(), dtype=np.uint8)


def paint_muscle(ground: Ground, finished: FinishedMuscle, depth: str) -> None:
    """Paint a muscle's drawing for a ground's view, and its points as X."""
    pixels, paleness = ground.pixels, 1.0 if ground.frame is None else PALENESS[depth]
    group = next(
        (
            found.group(2)
            for found in re.finditer(r'<g data-view="([^"]*)">(.*?)</g>', finished.svg, re.S)
            if ground.view_id in found.group(1).split()
        ),
        "",
    )
    for name, data in re.findall(r'<path class="muscle-(\w+)" d="([^"]*)"/>', group):
        loops = [ground.to_px(loop) for loop in loops_of(data)]
        colour, opacity = PAINTS[name]
        paint(pixels, loops, colour, opacity * paleness)
    entry = next((v for v in finished.entry["views"] if v["view"] == ground.view_id), None)
    for at in entry["points"].values() if entry else ():
        x, y = ground.to_px(np.array([at], dtype=np.float64))[0]
        for sign in (1.0, -1.0):
            arm = np.array([[-7.0, -7.0 * sign], [7.0, 7.0 * sign]])
            aside = np.array([1.3, -1.3 * sign])
            bar = np.concatenate([arm + aside, (arm - aside)[::-1]]) + np.array([x, y])
            paint(pixels, [bar], (20, 20, 20), 1.0)


def draw_reviews(
    studio: Studio,
    muscles: Sequence[str],
    view_id: str | None,
    *,
    longest_px: int,
    with_landmarks: bool = False,
) -> tuple[Pixels, list[str]]:
    """Draw muscles one by one: all their views, or one; all of them together in one view.

    Returns
    -------
    pixels : (h, w, 3)
    problems : a line each
    """
    tiles: list[Pixels] = []
    problems: list[str] = []
    finished = {muscle: finish_muscle(studio, muscle) for muscle in muscles}
    for muscle, one in finished.items():
        problems += one.problems
        sizes = f"{muscle}: {len(one.svg)} bytes, best view {one.drawn.best_view}; " + ", ".join(
            f"{'+'.join(view.views)} {view.area_mm2:.0f} mm2" for view in one.drawn.views
        )
        problems.append(sizes)
    groups = (
        [(view_id, list(muscles))]
        if view_id
        else [
            (view.views[0], [muscle])
            for muscle, one in finished.items()
            for view in one.drawn.views
        ]
    )
    for shown, names in groups:
        boxes = [
            view.box_mm
            for name in names
            for view in finished[name].drawn.views
            if shown in view.views
        ]
        if not boxes or shown is None:
            continue
        low, high = np.array(boxes)[:, :2].min(axis=0), np.array(boxes)[:, 2:].max(axis=0)
        box = around((float(low[0]), float(low[1]), float(high[0]), float(high[1])))
        ground = review_ground(studio, shown, box, longest_px)
        pixels = ground.pixels
        if with_landmarks and ground.frame is not None:
            draw_landmarks(pixels, ground.frame, studio.landmarks)
        for name in names:
            paint_muscle(ground, finished[name], studio.muscles[name]["depth"])
        draw_text(pixels, 4, 4, f"{' '.join(names)} {shown}"[: pixels.shape[1] // 8 - 1], (0, 0, 0))
        tiles.append(pixels)
    return tiled(tiles), problems


def best_views(studio: Studio, muscles: Sequence[str]) -> tuple[Pixels, list[str]]:
    """Draw a contact sheet: each muscle once, in its best view."""
    tiles: list[Pixels] = []
    problems: list[str] = []
    for muscle in muscles:
        finished = finish_muscle(studio, muscle)
        problems += finished.problems
        for view in finished.drawn.views:
            if finished.drawn.best_view in view.views:
                ground = review_ground(studio, view.views[0], around(view.box_mm), SMALL_PX)
                pixels = ground.pixels
                paint_muscle(ground, finished, studio.muscles[muscle]["depth"])
                draw_text(pixels, 3, 3, muscle, (0, 0, 0), 2 if pixels.shape[1] > 260 else 1)
                tiles.append(pixels)
    return tiled(tiles), problems


def tiled(tiles: Sequence[Pixels]) -> Pixels:
    """Lay pictures out in rows on white."""
    if not tiles:
        return np.full((10, 10, 3), 255, dtype=np.uint8)
    per_row = int(np.ceil(np.sqrt(len(tiles) * 1.4)))
    rows: list[Pixels] = []
    for start in range(0, len(tiles), per_row):
        row = tiles[start : start + per_row]
        height = max(tile.shape[0] for tile in row)
        rows.append(
            np.concatenate(
                [
                    np.pad(
                        tile,
                        ((0, height - tile.shape[0] + 8), (0, 8), (0, 0)),
                        constant_values=255,
                    )
                    for tile in row
                ],
                axis=1,
            )
        )
    width = max(row.shape[1] for row in rows)
    return np.concatenate(
        [
            np.pad(row, ((0, 0), (0, width - row.shape[1]), (0, 0)), constant_values=255)
            for row in rows
        ]
    )


def write_picture(path: Path, pixels: Pixels) -> None:
    """Write a review as PNG."""
    write_png(path, pixels)
