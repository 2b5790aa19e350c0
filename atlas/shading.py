"""Light the body and draw it as nested tone bands and dark accents, without colours.

Takes a rasterised view, gives path data in picture mm for each tone, lightest last. Colours are the
page's business. Must not know zones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from atlas.bands import Bands
from atlas.blurring import blurred, blurred_within
from atlas.curves import Finish
from atlas.descriptors import FOOT_PARTS, HAND_PARTS, PARTS, VIEW_BY_ID
from atlas.mesh import GROUP_CAP, GROUP_EYE
from atlas.scene import Frame, Scene

FloatArray = NDArray[np.float64]
Image = NDArray[np.float32]

# Tones from the darkest (the ground the others lie on) to the lightest. More bands than the eye can
# count make the steps look like modelling instead of a poster.
TONES = 10
# Light from above and in front of the middle, so that both sides of the body read alike.
LIGHT = np.array([0.0, 0.52, 0.85], dtype=np.float32) / np.float32(np.hypot(0.52, 0.85))
# Light reaches round the form, as in a room: a plain cosine would leave half of every limb black.
WRAP = 0.55
# How much a place is darkened at most by what stands around it.
OCCLUSION = 0.5
# The reach of that darkening: folds, and large hollows (armpit, under the jaw, between the legs).
OCCLUSION_REACH_MM = (5.0, 16.0)
# Where little shapes carry the likeness, tones are kept fine; elsewhere they are calm.
FINE_PARTS = ("head", *HAND_PARTS, *FOOT_PARTS)
# Half a picture is lit this far beyond the mirror line, so that blurs find there what is there.
BEYOND_MM = 32.0
# Where the body goes on beyond the picture, bands run off its rim; ending at it, they would leave
# a dark frame.
AROUND_MM = 8.0
# The iris and the pupil, as angles from the eyeball's axis: 11.5 and 4 mm across on a 24 mm eye.
IRIS_DEG, PUPIL_DEG = 29.0, 10.0


@dataclass(frozen=True)
class Style:
    """How finely a kind of view is drawn, in picture mm.

    Attributes
    ----------
    mm_per_px : step of the raster that is shaded
    calm_mm, fine_mm : widths of the Gaussians that smooth tones on broad and on fine parts
    accent_mm : width of what counts as a fine dark line, and of its surroundings
    accent_depth : how much darker than its surroundings a line must be
    smallest_mm2 : bands and accents smaller than this are left out
    finish : smoothing and fitting of the curves
    grid_mm : grid of the tones' curves, within the finish
    """

    mm_per_px: float
    calm_mm: float
    fine_mm: float
    accent_mm: tuple[float, float]
    accent_depth: float
    smallest_mm2: tuple[float, float]
    finish: Finish
    grid_mm: float


BODY_STYLE = Style(0.8, 4.6, 1.5, (0.9, 5.0), 0.085, (150.0, 24.0), Finish(2.0, 0.55), 0.4)
INSET_STYLE = Style(0.35, 7.0, 1.1, (0.55, 3.2), 0.045, (10.0, 1.6), Finish(0.7, 0.17), 0.1)
# Bodies other than the neutral one are drawn a little calmer: a larger one has longer curves, and
# its views may weigh no more.
CALMER = {BODY_STYLE.finish: Finish(2.4, 0.75), INSET_STYLE.finish: Finish(0.95, 0.25)}
# A view belongs to the insets when its own raster is finer than this.
INSET_BELOW_MM_PER_PX = 0.4


@dataclass(frozen=True)
class Shade:
    """A shaded view: SVG path data in picture mm.

    Attributes
    ----------
    tones : from dark to light, each lying on the one before; to be clipped by the outline
    accents : fine dark shapes: lids, nostrils, nails, folds
    accents_across : those that cross the mirror line, whole: lips
    eyes, irises, pupils : of the visible eyeballs, or empty
    cut : the plane of a cut limb, or empty
    is_half : they show the side of the mirror line on which picture x is positive; the other half
        is their mirror image
    """

    tones: tuple[str, ...]
    accents: str
    accents_across: str
    eyes: str
    irises: str
    pupils: str
    cut: str
    is_half: bool


def shade(scene: Scene, view_id: str) -> Shade:
    """Shade a view of the body."""
    camera = scene.camera(view_id)
    style = INSET_STYLE if camera.mm_per_px < INSET_BELOW_MM_PER_PX else BODY_STYLE
    if scene.body.surface.home_mm is not None:
        style = replace(style, finish=CALMER[style.finish])
    step, is_half = style.mm_per_px, VIEW_BY_ID[view_id].is_symmetric
    around_mm, beyond_mm = (round(mm / step) * step for mm in (AROUND_MM, BEYOND_MM))
    x, y, width, height = camera.box_mm
    x, y = x - around_mm, y - around_mm
    width, height = width + 2.0 * around_mm, height + 2.0 * around_mm
    box = (-beyond_mm, y, x + width + beyond_mm, height) if is_half else (x, y, width, height)
    frame = scene.render(view_id, box_mm=box, mm_per_px=step)
    return shade_frame(frame, style, is_half=is_half)


def shade_frame(frame: Frame, style: Style, *, is_half: bool) -> Shade:
    """Shade what a frame shows."""
    step = style.mm_per_px
    is_skin = frame.is_hit & (frame.groups != GROUP_CAP)
    mask = is_skin.astype(np.float32)
    tone = _light(frame, mask, step)
    field = _calmed(tone, mask, _fineness(frame), style)
    field = _beyond(field, mask, 3.0 / step)
    levels = _levels(field[is_skin])
    bands = Bands(np.array(frame.camera.box_mm[:2]), step, is_half)
    band_mm2, accent_mm2 = style.smallest_mm2
    sharp = Finish(style.finish.sigma_mm / 3.0, style.finish.tolerance_mm / 2.0)
    broad = replace(bands, grid_mm=style.grid_mm)
    tones = tuple(
        broad.drawn(field, level, band_mm2, style.finish, band) for band, level in enumerate(levels)
    )
    narrow, wide = (blurred_within(tone, mask, mm / step) for mm in style.accent_mm)
    accents, across = bands.drawn_apart(
        (wide - narrow) * mask, style.accent_depth, accent_mm2, sharp
    )

    def patch(is_there: NDArray[np.bool_]) -> str:
        if not is_there.any():
            return ""
        return bands.drawn(blurred(is_there.astype(np.float32), 0.6), 0.5, 1.0, sharp)

    is_eye, axis_cosine = _eyes(frame)
    return Shade(
        tones,
        accents,
        across,
        patch(is_eye),
        patch(is_eye & (axis_cosine > np.cos(np.radians(IRIS_DEG)))),
        patch(is_eye & (axis_cosine > np.cos(np.radians(PUPIL_DEG)))),
        patch(frame.groups == GROUP_CAP),
        is_half,
    )


def _eyes(frame: Frame) -> tuple[NDArray[np.bool_], Image]:
    """Tell where eyeballs are seen, and the cosine of each pixel's angle from its eyeball's axis.

    Both eyes look straight ahead, along the body's forward axis.
    """
    is_eye = frame.groups == GROUP_EYE
    cosine = np.zeros(is_eye.shape, dtype=np.float32)
    if not is_eye.any():
        return is_eye, cosine
    surface = frame.surface
    balls = surface.points_mm[np.unique(surface.triangles[surface.groups == GROUP_EYE])]
    left = balls[balls[:, 0] > 0.0]
    centre = (left.min(axis=0) + left.max(axis=0)) / 2.0
    seen = frame.points_body_mm[is_eye].astype(np.float64)
    seen[:, 0] = np.abs(seen[:, 0])
    off = seen - centre
    cosine[is_eye] = off[:, 2] / np.linalg.norm(off, axis=1)
    return is_eye, cosine


def _light(frame: Frame, mask: Image, step: float) -> Image:
    """Return how light each pixel is, 0 to 1."""
    normals = frame.normals_view
    facing = np.clip(normals[..., 2], 0.0, 1.0)
    lit = np.clip((normals @ LIGHT + WRAP) / (1.0 + WRAP), 0.0, 1.0)
    sky = 0.5 + 0.5 * normals[..., 1]
    tone = 0.58 * lit + 0.12 * sky + 0.30 * facing**0.7
    return np.asarray(tone * (1.0 - OCCLUSION * _occlusion(frame, mask, facing, step)) * mask)


def _occlusion(frame: Frame, mask: Image, facing: Image, step: float) -> Image:
    """Return how much a pixel lies behind its surroundings, 0 to 1.

    At an outline the form turns away and seems to lie behind its own middle: what faces sideways
    does not count.
    """
    depth = np.where(mask > 0.0, frame.raster.depth_mm, 0.0).astype(np.float32)
    found = np.zeros_like(depth)
    for reach in OCCLUSION_REACH_MM:
        around = blurred_within(depth, mask, reach / step)
        found += np.clip((depth - around) / reach, 0.0, 1.0) / len(OCCLUSION_REACH_MM)
    front = np.clip((facing - 0.2) / 0.4, 0.0, 1.0)
    return np.asarray(found * front * front * (3.0 - 2.0 * front), dtype=np.float32)


def _fineness(frame: Frame) -> Image:
    """Return the share of each pixel that belongs to a finely drawn part, 0 to 1."""
    columns = [PARTS.index(part) for part in FINE_PARTS]
    weights = frame.surface.part_weights[:, columns].sum(axis=1, keepdims=True)
    found = frame.raster.interpolate(frame.surface.triangles, weights)[..., 0]
    return np.asarray(np.clip((found - 0.3) / 0.5, 0.0, 1.0), dtype=np.float32)


def _calmed(tone: Image, mask: Image, fineness: Image, style: Style) -> Image:
    fine = blurred_within(tone, mask, style.fine_mm / style.mm_per_px)
    calm = blurred_within(tone, mask, style.calm_mm / style.mm_per_px)
    return np.asarray(fineness * fine + (1.0 - fineness) * calm)


def _beyond(field: Image, mask: Image, sigma_px: float) -> Image:
    """Continue a field beyond the outline, so that bands run off the edge instead of along it."""
    return np.where(mask > 0.0, field, blurred_within(field, mask, sigma_px))


def _levels(values: NDArray[np.float32]) -> list[float]:
    """Choose the tones' borders: half way between even steps of light and even shares of surface.

    Even steps alone spend most bands on narrow edges, even shares alone flatten the shadows.
    """
    shares = np.linspace(0.0, 1.0, TONES + 1)[1:-1]
    even = np.quantile(values, 0.01) + shares * np.ptp(np.quantile(values, [0.01, 0.995]))
    return [float(v) for v in 0.5 * even + 0.5 * np.quantile(values, shares)]


def tone_classes(count: int = TONES) -> Sequence[str]:
    """Return the CSS classes of the tones, dark to light."""
    return [f"tone-{count - 1 - k}" for k in range(count)]
