"""Light the bones of a constructed view and turn them into tones and lines, as the body's are.

Takes bones with heights, gives path data of the patient's left half in picture mm. Must not know
what the bones are, nor colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from atlas.bands import OVERLAP_MM, Bands
from atlas.blurring import blurred_within
from atlas.curves import Finish, Line, fit_lines
from atlas.diagrams.forms import Bone, Grid
from atlas.paths import open_path_data, path_data
from atlas.pictures import Box

FloatArray = NDArray[np.float64]
Image = NDArray[np.float32]

# Fine enough for a tooth's edge, coarse enough to be drawn in a second or two.
STEP_MM = 0.4
# The half picture reaches this far beyond the mirror line, so that blurs know both sides.
BEYOND_MM = 9.0
# From above and before the picture, not from one side: the picture is its own mirror image.
LIGHT = np.array([0.0, -0.5, 0.87])
# Forms of a bone melt into each other over this length, tones are calmed over that one.
MELTING_MM, CALM_MM = 0.9, 0.9
# How much darker a place is that lies behind what is around it, and how far around.
OCCLUSION, OCCLUSION_REACH_MM = 0.75, (3.0, 9.0)
# Light at which one tone ends and the next, lighter one begins.
LEVELS = (0.5, 0.7, 0.865)
SMALLEST_MM2 = 8.0
TONE_FINISH, LINE_FINISH = Finish(1.6, 0.6), Finish(0.7, 0.18)
# A line behind a nearer bone ends this far before it, as engravers leave it.
GAP_MM = 0.5
SHORTEST_MM = 3.0
# The grid of tones: the outline over them is exact.
GRID_MM = 0.5


@dataclass(frozen=True)
class Relief:
    """Bones as path data, of the left half.

    Attributes
    ----------
    ground : all they cover
    tones : lighter and lighter, each on the one before
    lines : outlines, without what nearer bones hide
    """

    ground: str
    tones: tuple[str, ...]
    lines: str


def half_grid(box_mm: Box, step_mm: float = STEP_MM) -> Grid:
    """Return the grid of a symmetric picture's left half."""
    x, y, width, height = box_mm
    beyond = round(BEYOND_MM / step_mm) * step_mm
    columns = int(np.ceil((x + width + beyond) / step_mm))
    return Grid((-beyond, y), step_mm, (int(np.ceil(height / step_mm)), columns))


def draw_relief(bones: Sequence[Bone], box_mm: Box, before: BaseGeometry) -> Relief:
    """Draw bones, whichever order they come in; nearer ones hide farther ones.

    Parameters
    ----------
    before : what lies before all bones and hides their lines
    """
    grid = half_grid(box_mm)
    areas = {bone.id: bone.area() for bone in bones}
    height, tone, mask = _lit(bones, areas, grid)
    tone = tone * (1.0 - OCCLUSION * _occlusion(height, mask, grid.step_mm))
    calm = blurred_within(tone, mask, CALM_MM / grid.step_mm)
    # Continued beyond the outline, so that bands run off the edge instead of along it.
    field = np.where(mask > 0.0, calm, blurred_within(calm, mask, 2.5 / grid.step_mm))
    bands = Bands(np.array(grid.origin_mm), grid.step_mm, is_half=True, grid_mm=GRID_MM)
    tones = tuple(
        bands.drawn(field, level, SMALLEST_MM2, TONE_FINISH, band + 1)
        for band, level in enumerate(LEVELS)
    )
    return Relief(_ground(areas), tones, visible_lines(bones, areas, before))


def _ground(areas: dict[str, BaseGeometry]) -> str:
    """Draw all that bones cover on the left half, a little beyond the mirror line."""
    whole = shapely.union_all(list(areas.values()))
    half = whole.intersection(shapely.box(-OVERLAP_MM, -1e4, 1e4, 1e4))
    loops = [
        Line(shapely.get_coordinates(ring), -1, -1, LINE_FINISH)
        for part in shapely.get_parts(half).tolist()
        for ring in (part.exterior, *part.interiors)
    ]
    return path_data(curve.segments for curve in fit_lines(loops, step_mm=STEP_MM))


def _lit(
    bones: Sequence[Bone], areas: dict[str, BaseGeometry], grid: Grid
) -> tuple[Image, Image, Image]:
    """Return the height of what is seen, how light it is, and where there is bone."""
    places = grid.middles()
    # The right half of the margin mirrors the left.
    across = np.abs(places[..., 0])
    top = np.full(grid.shape, -np.inf, dtype=np.float32)
    tone = np.zeros(grid.shape, dtype=np.float32)
    for bone in sorted(bones, key=lambda bone: bone.height_mm):
        mask = shapely.contains_xy(areas[bone.id], across, places[..., 1]).astype(np.float32)
        raw = bone.heights(grid)
        raw = np.maximum(raw, _mirrored(raw, grid))
        known = (np.isfinite(raw) & (mask > 0.0)).astype(np.float32)
        filled = np.where(known > 0.0, raw, 0.0).astype(np.float32)
        melted = blurred_within(filled, known, MELTING_MM / grid.step_mm)
        down, right = np.gradient(melted, grid.step_mm)
        length = np.sqrt(right**2 + down**2 + 1.0)
        facing = 1.0 / length
        lit = np.clip((LIGHT[2] - LIGHT[1] * down) / length, 0.0, 1.0)
        light = (0.55 * lit + 0.45 * facing**0.7).astype(np.float32)
        nearer = (mask > 0.0) & ((melted > top) | ~np.isfinite(top))
        top = np.where(nearer, melted, top)
        tone = np.where(nearer, light, tone)
    seen = np.isfinite(top).astype(np.float32)
    return np.where(seen > 0.0, top, 0.0).astype(np.float32), tone, seen


def _mirrored(values: FloatArray, grid: Grid) -> FloatArray:
    """Return a field of the left half mirrored into the margin beyond the mirror line."""
    count = round(-grid.origin_mm[0] / grid.step_mm)
    found = np.full_like(values, -np.inf)
    found[:, :count] = values[:, count : 2 * count][:, ::-1]
    return found


def _occlusion(height: Image, mask: Image, step_mm: float) -> Image:
    """Return how much a place lies behind its surroundings, 0 to 1."""
    found = np.zeros_like(height)
    for reach in OCCLUSION_REACH_MM:
        around = blurred_within(height, mask, reach / step_mm)
        found += np.clip((around - height) / (1.6 * reach), 0.0, 1.0) / len(OCCLUSION_REACH_MM)
    return found


def visible_lines(
    bones: Sequence[Bone], areas: dict[str, BaseGeometry], before: BaseGeometry
) -> str:
    """Draw the outlines of bones on the left half, without what nearer bones hide."""
    half = shapely.box(0.0, -1e4, 1e4, 1e4)
    nearest_first = sorted(bones, key=lambda bone: -bone.height_mm)
    found: list[Line] = []
    nearer = before
    for bone in nearest_first:
        line: BaseGeometry = shapely.line_merge(areas[bone.id].boundary)
        line = line.intersection(half).difference(nearer.buffer(GAP_MM))
        for piece in shapely.get_parts(shapely.line_merge(line)).tolist():
            points = shapely.get_coordinates(piece)
            if piece.length >= SHORTEST_MM and not (np.abs(points[:, 0]) < 0.01).all():
                closed = bool(np.allclose(points[0], points[-1]))
                ends = (-1, -1) if closed else (2 * len(found), 2 * len(found) + 1)
                found.append(Line(points, *ends, LINE_FINISH))
        nearer = nearer.union(areas[bone.id])
    curves = fit_lines(found, step_mm=STEP_MM)
    return "".join(open_path_data(curve.segments) for curve in curves)
