"""The forms bones are made of, and their silhouettes in a picture.

A tube, a hull, a closed outline, an open line: each a few points in the body frame. Gives shapely
shapes in picture mm. Must not know landmarks, names or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

from atlas.frames import Camera
from atlas.muscles.curves3d import catmull_rom, resample

FloatArray = NDArray[np.float64]

# Samples along a tube lie this far apart, and this many at least; corners of a quarter circle round
# its ends: rounder than a line is wide.
SAMPLE_MM = 5.0
FEWEST_SAMPLES = 9
QUARTER = 8
# An edge that runs out ends this far beyond the end's own roundness.
OPEN_MM = 1.0
# A thinner sliver is a flat bone seen from its edge, which is drawn as a thin plate.
PLATE_MM = 1.6


@dataclass(frozen=True)
class Tube:
    """A smooth way through points, round, with a radius at even steps along it.

    Attributes
    ----------
    points_mm : (n, 3) float, n >= 1; one point is a ball
    radii_mm : one or more
    open_ends : which ends, 0 and -1, have no edge: the bone goes on out of sight
    """

    points_mm: FloatArray
    radii_mm: tuple[float, ...]
    open_ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class Hull:
    """The convex body around points, its edges rounded."""

    points_mm: FloatArray
    round_mm: float


@dataclass(frozen=True)
class Outline:
    """A closed smooth outline; `is_half` when the mirror image at x = 0 closes it."""

    points_mm: FloatArray
    is_half: bool = False


@dataclass(frozen=True)
class Line:
    """An open smooth line that encloses nothing: a ridge, a seam, a rim."""

    points_mm: FloatArray


Form = Tube | Hull | Outline | Line


def smooth_open(points: FloatArray) -> FloatArray:
    """Pass a smooth curve through points, (n, k) to (m, k)."""
    return points if len(points) < 2 else np.asarray(catmull_rom(points[None])[0])


def smooth_closed(points: FloatArray) -> FloatArray:
    """Pass a smooth closed curve through points, the first repeated at the end."""
    wide = np.concatenate([points[-2:], points, points[:3]])
    curve = catmull_rom(wide[None])[0]
    per_piece = (len(curve) - 1) // (len(wide) - 1)
    return np.asarray(curve[2 * per_piece : (len(points) + 2) * per_piece + 1])


def smooth_half(points: FloatArray) -> FloatArray:
    """Pass a smooth curve through half an outline whose mirror image at x = 0 goes on from it."""
    flip = np.ones(points.shape[1])
    flip[0] = -1.0
    curve = catmull_rom(np.concatenate([points[1:2] * flip, points, points[-2:-1] * flip])[None])[0]
    per_piece = (len(curve) - 1) // (len(points) + 1)
    return np.asarray(curve[per_piece:-per_piece])


def silhouette(form: Form, camera: Camera) -> BaseGeometry:
    """Return a form's silhouette in a picture: a surface, or a line's way."""
    if isinstance(form, Tube):
        return _tube(form, camera)
    if isinstance(form, Hull):
        points = MultiPoint(camera.project(form.points_mm))
        return points.convex_hull.buffer(form.round_mm, quad_segs=QUARTER)
    if isinstance(form, Line):
        is_loop = len(form.points_mm) > 3 and bool((form.points_mm[0] == form.points_mm[-1]).all())
        curve = smooth_closed(form.points_mm[:-1]) if is_loop else smooth_open(form.points_mm)
        return LineString(camera.project(curve))
    smooth = smooth_half if form.is_half else smooth_closed
    loop = camera.project(smooth(form.points_mm))
    return Polygon(loop).buffer(0.0).union(LineString(loop).buffer(PLATE_MM / 2.0))


def _tube(form: Tube, camera: Camera) -> BaseGeometry:
    if len(form.points_mm) == 1:
        centre = shapely.Point(camera.project(form.points_mm)[0])
        return centre.buffer(form.radii_mm[0], quad_segs=2 * QUARTER)
    smooth = smooth_open(form.points_mm)
    length = float(np.linalg.norm(np.diff(smooth, axis=0), axis=1).sum())
    count = max(FEWEST_SAMPLES, round(length / SAMPLE_MM))
    way = resample(smooth[None], count)[0]
    share = np.linspace(0.0, 1.0, count)
    given = np.array(form.radii_mm)
    radii = smooth_open(given[:, None])[:, 0]
    radii = np.interp(share, np.linspace(0.0, 1.0, len(radii)), radii)
    centres = camera.project(way)
    discs = [
        shapely.Point(centre).buffer(max(radius, 0.3), quad_segs=QUARTER)
        for centre, radius in zip(centres, radii.tolist(), strict=True)
    ]
    links = [shapely.union(a, b).convex_hull for a, b in pairwise(discs)]
    return shapely.union_all(links)


def running_out(form: Form, camera: Camera) -> BaseGeometry:
    """Return where in a picture a form has no edge, because the bone goes on out of sight."""
    ends = form.open_ends if isinstance(form, Tube) else ()
    discs = [
        shapely.Point(camera.project(form.points_mm[[end]])[0]).buffer(form.radii_mm[end] + OPEN_MM)
        for end in ends
        if isinstance(form, Tube)
    ]
    return shapely.union_all(discs)


def depth_of(forms: Sequence[Form], camera: Camera, forward_mm: float = 0.0) -> float:
    """Return how far forms are from the viewer on the whole, mm; smaller is nearer.

    Parameters
    ----------
    forward_mm : they are taken to lie so far before where they are
    """
    points = np.concatenate([form.points_mm for form in forms])
    return float(camera.depth_mm(points + np.array([0.0, 0.0, forward_mm])).mean())
