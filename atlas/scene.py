"""Bring body, cameras and raster together: what every pixel of a view shows.

Takes the body and a view, gives per-pixel body position, normal, part weights and group. This is
what shading and zones are computed from. Must not know zones or colours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from atlas.body import Body
from atlas.descriptors import BODY_MM_PER_PX, VIEW_BY_ID, PieceName, ViewSpec
from atlas.frames import Camera, camera_for
from atlas.mesh import Surface
from atlas.pieces import PIECES
from atlas.raster import Raster, rasterise
from atlas.refining import refined

FloatArray = NDArray[np.float64]
ImageArray = NDArray[np.float32]


# An inset's mesh is rounded off this far beyond its picture, which half views reach across.
AROUND_MM = 40.0


@dataclass(frozen=True)
class Frame:
    """One rasterised view.

    In a paired view the raster was computed for the patient's left and mirrored for the right; all
    values here are already those of the side shown.

    Attributes
    ----------
    view, camera, surface : what was rasterised; the camera's box and scale are this raster's
    raster : triangle, barycentrics and depth per pixel
    is_mirrored : (w,) bool, columns that show the mirror image
    """

    view: ViewSpec
    camera: Camera
    surface: Surface
    raster: Raster
    is_mirrored: NDArray[np.bool_]

    @property
    def is_hit(self) -> NDArray[np.bool_]:
        """Tell where the body is seen, (h, w)."""
        return self.raster.is_hit

    @cached_property
    def points_body_mm(self) -> ImageArray:
        """Return the body position of each pixel, (h, w, 3); zero off the body."""
        return self._mirrored(
            self.raster.interpolate(self.surface.triangles, self.surface.points_mm)
        )

    @cached_property
    def home_mm(self) -> ImageArray:
        """Return the place of each pixel's point on the neutral body, (h, w, 3)."""
        if self.surface.home_mm is None:
            return self.points_body_mm
        return self._mirrored(self.raster.interpolate(self.surface.triangles, self.surface.home_mm))

    @cached_property
    def normals(self) -> ImageArray:
        """Return the unit body normal of each pixel, (h, w, 3); zero off the body."""
        found = self.raster.interpolate(self.surface.triangles, self.surface.normals)
        length = np.linalg.norm(found, axis=2, keepdims=True)
        return self._mirrored(np.divide(found, length, out=found, where=length > 0.0))

    @cached_property
    def normals_view(self) -> ImageArray:
        """Return normals in the picture's axes, (h, w, 3): x right, y up, z toward the viewer."""
        camera = self.camera
        axes = np.stack([camera.right, camera.up, -camera.forward], axis=1).astype(np.float32)
        plain = self._mirrored(self.normals) @ axes
        plain[:, self.is_mirrored, 0] *= -1.0
        return np.asarray(plain)

    @cached_property
    def part_weights(self) -> ImageArray:
        """Return the part weights of each pixel, (h, w, len(PARTS)); zero off the body."""
        return self.raster.interpolate(self.surface.triangles, self.surface.part_weights)

    @cached_property
    def groups(self) -> NDArray[np.int8]:
        """Return the mesh group of each pixel, (h, w); -1 off the body."""
        found = self.surface.groups[self.raster.triangle].astype(np.int8)
        found[~self.is_hit] = -1
        return found

    def pixel_centres_mm(self) -> tuple[FloatArray, FloatArray]:
        """Return the picture x of each column and the picture y of each row, in mm."""
        x0, y0, _, _ = self.camera.box_mm
        height, width = self.raster.triangle.shape
        step = self.camera.mm_per_px
        columns, rows = np.arange(width, dtype=np.float64), np.arange(height, dtype=np.float64)
        return x0 + (columns + 0.5) * step, y0 + (rows + 0.5) * step

    def _mirrored(self, vectors: ImageArray) -> ImageArray:
        found = vectors.copy()
        found[:, self.is_mirrored, 0] *= -1.0
        return found


class Scene:
    """A body seen from every view; pieces are cut once and kept."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._pieces: dict[PieceName, Surface] = {}
        self._seen: dict[str, Surface] = {}

    def piece(self, name: PieceName) -> Surface:
        """Return a piece of the body, cutting it on first use."""
        if name not in self._pieces:
            self._pieces[name] = PIECES[name](self.body)
        return self._pieces[name]

    def seen_surface(self, view_id: str) -> Surface:
        """Return what a view looks at: its piece, rounded off within the picture of an inset."""
        view, piece = VIEW_BY_ID[view_id], self.piece(VIEW_BY_ID[view_id].piece)
        if view.mm_per_px >= BODY_MM_PER_PX:
            return piece
        if view_id not in self._seen:
            camera = self.camera(view_id)
            x, y, width, height = camera.box_mm
            at = camera.project(piece.points_mm)
            low = np.array([x, y]) - AROUND_MM
            high = np.array([x + width, y + height]) + AROUND_MM
            inside = np.asarray(((at >= low) & (at <= high)).all(axis=1))
            self._seen[view_id] = refined(piece, np.asarray(inside[piece.triangles].any(axis=1)))
        return self._seen[view_id]

    def camera(self, view_id: str) -> Camera:
        """Return the camera of a view.

        Raises
        ------
        KeyError
            When there is no such view.
        """
        if view_id not in VIEW_BY_ID:
            raise KeyError(f"no view {view_id!r}; there are {', '.join(VIEW_BY_ID)}")
        body = self.body
        return camera_for(VIEW_BY_ID[view_id], body.joints, body.stature, body.span)

    def render(
        self,
        view_id: str,
        *,
        box_mm: tuple[float, float, float, float] | None = None,
        mm_per_px: float | None = None,
    ) -> Frame:
        """Rasterise a view, or a part of it at another scale.

        Parameters
        ----------
        view_id : one of `descriptors.VIEWS`
        box_mm : x, y, width, height in the picture; the view's own box when omitted
        mm_per_px : the view's own scale when omitted
        """
        camera = self.camera(view_id)
        camera = replace(
            camera,
            box_mm=box_mm or camera.box_mm,
            mm_per_px=mm_per_px or camera.mm_per_px,
        )
        view = VIEW_BY_ID[view_id]
        surface = self.seen_surface(view_id)
        width = camera.size_px[1]
        column_mm = camera.box_mm[0] + (np.arange(width) + 0.5) * camera.mm_per_px
        is_mirrored = column_mm * camera.left_half < 0.0
        plain = self._raster(surface, camera)
        if is_mirrored.any():
            x, y, box_width, box_height = camera.box_mm
            other = replace(camera, box_mm=(-x - box_width, y, box_width, box_height))
            plain = plain.spliced(self._raster(surface, other).flipped(), is_mirrored)
        return Frame(view, camera, surface, plain, is_mirrored)

    @staticmethod
    def _raster(surface: Surface, camera: Camera) -> Raster:
        straight = replace(camera, left_half=0)
        points_px = straight.to_px(straight.project(surface.points_mm))
        depth = straight.depth_mm(surface.points_mm)
        return rasterise(points_px, depth, surface.triangles, camera.size_px)
