"""What of a laid sheet a view shows: its picture places, and how far each is in sight.

Renders each view once, coarsely, for what hides what. Must not know strokes or SVG.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import VIEW_BY_ID, ViewSpec
from atlas.frames import Camera
from atlas.muscles.laying import LaidPart
from atlas.pins import MIRRORED_VIEWS
from atlas.scene import Frame, Scene

FloatArray = NDArray[np.float64]

# A sheet fades where it turns away from the viewer: cosine at which it is half gone, and the range.
FACING_COSINE = 0.16
FACING_RANGE = 0.18
# Skin is at its own depth within this (the sheet is smoother than the triangles, a pixel slants);
# beyond it some other part of the body hides it, or its own part is not in the picture.
DEPTH_MM = 9.0
# What hides a sheet ends on pixels; edges are softened over this many samples of the sheet.
SOFTENING = 1.3
# Views are rendered at a multiple of their own step, and beyond their box so that strokes run out
# of the picture instead of ending at its rim.
COARSER = 2.0
MARGIN_MM = 14.0
# A sheet is refined to this grid before it is looked at.
FINE = (49, 97)


@dataclass(frozen=True)
class SeenPart:
    """A sheet in a picture.

    Attributes
    ----------
    places_mm : (u, s, 2) float, picture mm; u across, s along
    sight : (u, s) float, 1 in full sight, 0 out of sight, its edge at 0.5
    share : how much of the sheet's area is in sight
    area_mm2 : area in sight as the picture shows it
    """

    laid: LaidPart
    places_mm: FloatArray
    sight: FloatArray
    share: float
    area_mm2: float


class Viewer:
    """Looks at sheets from every view of one body."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._frames: dict[str, Frame] = {}

    def camera(self, view_id: str) -> Camera:
        """Return a view's camera."""
        return self._scene.camera(view_id)

    def toward(self) -> dict[str, FloatArray]:
        """Return, by view, the body direction toward its viewer."""
        return {view_id: -self.camera(view_id).forward for view_id in VIEW_BY_ID}

    def frame(self, view_id: str) -> Frame:
        """Return a view's coarse raster of the patient's left, with a margin around it."""
        if view_id not in self._frames:
            camera = self.camera(view_id)
            x, y, width, height = camera.box_mm
            # In a view of both sides only the left's half matters.
            if VIEW_BY_ID[view_id].is_symmetric:
                left = 1.0 if camera.right[0] > 0.0 else -1.0
                if camera.left_half:
                    left = float(camera.left_half)
                width = width / 2.0 + MARGIN_MM
                x = -MARGIN_MM if left > 0.0 else MARGIN_MM - width
            box = (x - MARGIN_MM, y - MARGIN_MM, width + 2 * MARGIN_MM, height + 2 * MARGIN_MM)
            self._frames[view_id] = self._scene.render(
                view_id, box_mm=box, mm_per_px=camera.mm_per_px * COARSER
            )
        return self._frames[view_id]

    def see(self, laid: LaidPart, view_id: str) -> SeenPart:
        """Look at a sheet from a view."""
        points, normals = refined(laid.points_mm), refined(laid.normals)
        camera = replace(self.camera(view_id), left_half=0)
        flat = points.reshape(-1, 3)
        places = camera.project(flat).reshape(*points.shape[:2], 2)
        if laid.part.lie == "inside":
            sight = np.ones(points.shape[:2])
        else:
            cosine = -(normals @ camera.forward)
            facing = np.clip(0.5 + (cosine - FACING_COSINE) / FACING_RANGE, 0.0, 1.0)
            hidden = self._not_hidden(flat, view_id).reshape(facing.shape)
            # Softened together: where two edges meet, no tooth is left between them.
            sight = soft(np.minimum(facing, hidden), SOFTENING)
        true, shown = _areas(points), _areas_flat(places)
        within = _middles(sight) > 0.5
        return SeenPart(
            laid,
            places,
            sight,
            float((true * within).sum() / max(float(true.sum()), 1e-9)),
            float((shown * within).sum()),
        )

    def _not_hidden(self, points: FloatArray, view_id: str) -> FloatArray:
        frame = self.frame(view_id)
        camera = replace(frame.camera, left_half=0)
        height, width = frame.raster.depth_mm.shape
        pixels = np.floor(camera.to_px(camera.project(points))).astype(np.int64)
        inside = ((pixels >= 0) & (pixels < [width, height])).all(axis=1)
        clipped = np.clip(pixels, 0, [width - 1, height - 1])
        there = frame.raster.depth_mm[clipped[:, 1], clipped[:, 0]].astype(np.float64)
        gap = np.abs(camera.depth_mm(points) - there)
        seen = (inside & (gap < DEPTH_MM)).astype(np.float64)
        return seen.ravel()


def refined(grid: FloatArray) -> FloatArray:
    """Interpolate a sheet's grid to `FINE`, (u, s, k)."""
    rows = np.linspace(0.0, grid.shape[0] - 1.0, FINE[0])
    columns = np.linspace(0.0, grid.shape[1] - 1.0, FINE[1])
    i = np.minimum(rows.astype(np.int64), grid.shape[0] - 2)
    j = np.minimum(columns.astype(np.int64), grid.shape[1] - 2)
    r, c = (rows - i)[:, None, None], (columns - j)[None, :, None]
    upper = (1.0 - c) * grid[i][:, j] + c * grid[i][:, j + 1]
    lower = (1.0 - c) * grid[i + 1][:, j] + c * grid[i + 1][:, j + 1]
    return np.asarray((1.0 - r) * upper + r * lower)


def soft(field: FloatArray, sigma: float) -> FloatArray:
    """Blur a field with a Gaussian; its edge values reach outward."""
    reach = int(np.ceil(3.0 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    wide = np.pad(field, reach, mode="edge")
    down = sum(k * wide[i : i + field.shape[0]] for i, k in enumerate(kernel.tolist()))
    across = sum(
        k * np.asarray(down)[:, i : i + field.shape[1]] for i, k in enumerate(kernel.tolist())
    )
    return np.asarray(across)


def _middles(field: FloatArray) -> FloatArray:
    return np.asarray(0.25 * (field[:-1, :-1] + field[1:, :-1] + field[:-1, 1:] + field[1:, 1:]))


def _areas(points: FloatArray) -> FloatArray:
    first = points[1:, 1:] - points[:-1, :-1]
    second = points[1:, :-1] - points[:-1, 1:]
    return np.asarray(0.5 * np.linalg.norm(np.cross(first, second), axis=2))


def _areas_flat(places: FloatArray) -> FloatArray:
    first = places[1:, 1:] - places[:-1, :-1]
    second = places[1:, :-1] - places[:-1, 1:]
    return np.asarray(0.5 * np.abs(first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]))


def drawn_views() -> tuple[ViewSpec, ...]:
    """Return the views drawn for themselves; those from the right mirror those from the left."""
    mirrored = set(MIRRORED_VIEWS.values())
    return tuple(view for view in VIEW_BY_ID.values() if view.id not in mirrored)
