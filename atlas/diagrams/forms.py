"""Forms that bones of a constructed view are made of: rods and plates, with height and outline.

Takes authored points in picture mm, of the patient's left, and gives areas and heights above the
picture's ground. Must not know light or SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from atlas.muscles.curves3d import catmull_rom

FloatArray = NDArray[np.float64]
Numbers = Sequence[float]

# Hollows between forms of one bone are filleted, and points of their outline rounded, by so much.
FILLET_MM, ROUNDING_MM = 2.2, 0.7
# Outlines are kept this precise before curves are fitted to them.
PRECISION_MM = 0.04
# Beyond any picture.
FAR_MM = 1e4
# Pixels whose distance to an outline is taken at once: more would need much memory.
AT_ONCE = 4096


@dataclass(frozen=True)
class Grid:
    """The pixels that heights are taken on: upper left corner, step and size."""

    origin_mm: tuple[float, float]
    step_mm: float
    shape: tuple[int, int]

    def middles(self) -> FloatArray:
        """Return the pixels' middles in picture mm, (h, w, 2)."""
        rows, columns = np.indices(self.shape)
        places = np.stack([columns, rows], axis=-1) + 0.5
        return np.asarray(places * self.step_mm + np.array(self.origin_mm))

    def window(self, middle: tuple[float, float], radius_mm: float) -> tuple[slice, slice]:
        """Return the rows and columns around a place."""
        column, row = (
            (at - start) / self.step_mm for at, start in zip(middle, self.origin_mm, strict=True)
        )
        reach = radius_mm / self.step_mm + 1.0
        rows, columns = (
            slice(max(0, int(at - reach)), max(0, int(at + reach) + 1)) for at in (row, column)
        )
        return rows, columns


@dataclass(frozen=True)
class Rod:
    """A round bone along a smooth line; each point is x, y and radius in mm, and maybe height."""

    points: tuple[tuple[float, ...], ...]

    def samples(self) -> FloatArray:
        """Return discs along it, (n, 4): x, y, radius, height of its middle."""
        full = np.array([(*point, 0.0)[:4] for point in self.points], dtype=np.float64)
        return full if len(full) == 1 else np.asarray(catmull_rom(full[None])[0])

    def area(self) -> BaseGeometry:
        """Return what it covers."""
        discs = [shapely.Point(x, y).buffer(r) for x, y, r, _ in self.samples().tolist()]
        pieces = [shapely.MultiPolygon([a, b]).convex_hull for a, b in pairwise(discs)]
        return shapely.union_all(pieces or discs)

    def heights(self, grid: Grid) -> FloatArray:
        """Return its height at every pixel; minus infinity beside it."""
        places = grid.middles()
        found = np.full(grid.shape, -np.inf)
        for x, y, radius, height in self.samples().tolist():
            near = grid.window((x, y), radius)
            off = places[near] - np.array([x, y])
            square = radius**2 - (off**2).sum(axis=-1)
            top = np.where(square > 0.0, height + np.sqrt(np.maximum(square, 0.0)), -np.inf)
            found[near] = np.maximum(found[near], top)
        return found


@dataclass(frozen=True)
class Plate:
    """A flat bone within a smooth outline, its rim rounded by a radius; lies at a height."""

    outline: tuple[tuple[float, float], ...]
    rim_mm: float
    height_mm: float = 0.0

    def area(self) -> BaseGeometry:
        """Return what it covers."""
        return shapely.make_valid(shapely.Polygon(closed_curve(self.outline)))

    def heights(self, grid: Grid) -> FloatArray:
        """Return its height at every pixel; minus infinity beside it."""
        area = self.area()
        places = grid.middles()
        inside = shapely.contains_xy(area, places[..., 0], places[..., 1])
        found = np.full(grid.shape, -np.inf)
        depth = np.minimum(distances(places[inside], area), self.rim_mm)
        bulge = np.sqrt(np.maximum(self.rim_mm**2 - (self.rim_mm - depth) ** 2, 0.0))
        found[inside] = self.height_mm + bulge
        return found


@dataclass(frozen=True)
class Hollow:
    """A round hollow in a bone: middle, half width and half height, depth."""

    middle: tuple[float, float]
    radii: tuple[float, float]
    depth_mm: float
    turned_deg: float = 0.0

    def depths(self, grid: Grid) -> FloatArray:
        """Return how deep it is at every pixel, 0 beside it."""
        off = grid.middles() - np.array(self.middle)
        turn = np.radians(self.turned_deg)
        along = (off @ np.array([np.cos(turn), np.sin(turn)])) / self.radii[0]
        across = (off @ np.array([-np.sin(turn), np.cos(turn)])) / self.radii[1]
        within = np.clip(1.0 - along**2 - across**2, 0.0, 1.0)
        # Flat in the middle and level at the rim, as a dish is.
        return np.asarray(self.depth_mm * within**0.8)


@dataclass(frozen=True)
class Bone:
    """One bone of a view, or a part of it that lies at another depth.

    Attributes
    ----------
    forms : what it is made of
    hollows : what is taken from its height
    cut_above_mm : picture height above which it is cut away
    height_mm : how far before the picture's ground it lies; nearer bones hide farther ones
    fillet_mm : how far its forms grow together where they meet
    rounding_mm : how far its corners are rounded
    """

    id: str
    forms: tuple[Rod | Plate, ...]
    height_mm: float
    hollows: tuple[Hollow, ...] = ()
    cut_above_mm: float = -np.inf
    fillet_mm: float = FILLET_MM
    rounding_mm: float = ROUNDING_MM

    def area(self) -> BaseGeometry:
        """Return what it covers, its corners a little rounded."""
        whole: BaseGeometry = shapely.union_all([form.area() for form in self.forms])
        whole = whole.buffer(self.fillet_mm).buffer(-self.fillet_mm)
        by = self.rounding_mm
        rounded: BaseGeometry = whole.buffer(-by).buffer(2.0 * by).buffer(-by)
        if self.cut_above_mm > -np.inf:
            rounded = rounded.intersection(shapely.box(-FAR_MM, self.cut_above_mm, FAR_MM, FAR_MM))
        return rounded.simplify(PRECISION_MM)

    def heights(self, grid: Grid) -> FloatArray:
        """Return its height at every pixel, minus infinity beside its forms."""
        found = np.max([form.heights(grid) for form in self.forms], axis=0)
        for hollow in self.hollows:
            found = found - hollow.depths(grid)
        return np.asarray(found + self.height_mm)


def open_curve(points: Sequence[Numbers]) -> FloatArray:
    """Return a smooth line through points, (n, 2)."""
    flat = np.array(points, dtype=np.float64)
    return np.asarray(catmull_rom(np.pad(flat, ((0, 0), (0, 1)))[None])[0, :, :2])


def closed_curve(points: Sequence[Numbers]) -> FloatArray:
    """Return a smooth closed line through points, (n, 2); the first is repeated at the end."""
    ring = [*points[-2:], *points, *points[:2]]
    curve = open_curve(ring)
    per = (len(curve) - 1) // (len(ring) - 1)
    found = curve[2 * per : -per]
    return np.concatenate([found[:-1], found[:1]])


def distances(places: FloatArray, area: BaseGeometry) -> FloatArray:
    """Return how far places are from an area's outline, (n,) mm."""
    boundary = area.boundary
    shapely.prepare(boundary)
    found = [
        shapely.distance(shapely.points(places[k : k + AT_ONCE]), boundary)
        for k in range(0, len(places), AT_ONCE)
    ]
    return np.concatenate(found) if found else np.zeros(0)
