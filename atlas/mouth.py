"""Draw the open mouth by formula: two dental arches, palate, tongue and throat.

Gives zones and artwork in picture mm; the patient's left is on the picture's right. The upper arch
is above with its front teeth at the top, the lower below with its front teeth at the bottom. Must
not know SVG or the body mesh.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.coverage import Loop
from atlas.curves import Finish, Line, fit_lines
from atlas.pictures import Picture, ZoneShape

FloatArray = NDArray[np.float64]

VIEW_ID = "mouth"
BOX_MM = (-55.0, 0.0, 110.0, 176.0)
# Points lie this close together on what is fitted with curves.
STEP_MM = 0.25
FINISH = Finish(0.0, 0.05)
# How far gum and tooth reach to either side of an arch's middle line.
BAND_MM = 8.6


@dataclass(frozen=True)
class Arch:
    """One jaw's teeth on one side, from the middle backward.

    Attributes
    ----------
    half_width_mm, depth_mm : half axes of the ellipse that the middle line of the teeth follows
    tip_y_mm, turn : picture height of the front teeth, and +1 when the arch opens downward
    widths_mm : mesiodistal crown widths, after common textbook averages of dental anatomy
    depths_mm : how far each tooth reaches across the arch
    """

    jaw: str
    half_width_mm: float
    depth_mm: float
    tip_y_mm: float
    turn: int
    widths_mm: tuple[float, ...]
    depths_mm: tuple[float, ...]


UPPER = Arch(
    "upper", 28.0, 51.0, 15.0, 1,
    (8.5, 6.5, 7.6, 7.1, 6.8, 10.3, 9.6, 8.6), (6.6, 6.0, 8.0, 9.2, 9.2, 11.2, 11.0, 10.4),
)  # fmt: skip
LOWER = Arch(
    "lower", 26.5, 51.0, 161.0, -1,
    (5.4, 5.9, 6.9, 7.1, 7.2, 11.2, 10.6, 10.0), (5.8, 6.0, 7.6, 8.0, 8.4, 10.6, 10.4, 10.0),
)  # fmt: skip

# Which teeth, counted from the middle, a zone of an arch has.
GROUPS: tuple[tuple[str, int, int], ...] = (
    ("incisors", 0, 2),
    ("premolars", 2, 5),
    ("molars", 5, 8),
)
# How square a tooth is: the exponent of its outline (2 is an ellipse).
SQUARENESS = (2.6, 2.6, 2.3, 2.6, 2.6, 3.4, 3.4, 3.2)
FIRST_MOLAR = 5
FIRST_PREMOLAR = 3


@dataclass(frozen=True)
class MouthArt:
    """What is drawn besides the zones.

    Attributes
    ----------
    cavity : the dark of the open mouth
    gums, teeth, palate, tongue, throat : loops
    grooves : open lines: fissures of the back teeth, the raphe and rugae, the furrow of the tongue
    """

    cavity: tuple[Loop, ...]
    gums: tuple[Loop, ...]
    teeth: tuple[Loop, ...]
    palate: tuple[Loop, ...]
    tongue: tuple[Loop, ...]
    throat: tuple[Loop, ...]
    grooves: tuple[FloatArray, ...]


@dataclass(frozen=True)
class _ArchLine:
    """The middle line of an arch on the patient's left: position and outward normal by length."""

    arch: Arch

    def at(self, along_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return points and outward normals, each (n, 2), at lengths from the middle."""
        angle = np.linspace(0.0, np.pi / 2.0, 2000)
        a, b = self.arch.half_width_mm, self.arch.depth_mm
        x, y = a * np.sin(angle), b * (1.0 - np.cos(angle))
        length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        beyond = np.maximum(along_mm - length[-1], 0.0)
        t = np.interp(along_mm, length, angle)
        points = np.stack([a * np.sin(t), b * (1.0 - np.cos(t)) + beyond], axis=1)
        normals = np.stack([b * np.sin(t), -a * np.cos(t)], axis=1)
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        flip = np.array([1.0, float(self.arch.turn)])
        return points * flip + np.array([0.0, self.arch.tip_y_mm]), normals * flip

    @property
    def bounds_mm(self) -> FloatArray:
        """Return where one tooth ends and the next begins, (9,)."""
        return np.concatenate([[0.0], np.cumsum(self.arch.widths_mm)])

    def side(self, first: float, last: float, offset_mm: float) -> FloatArray:
        """Return the line at an offset from the middle line, outward positive."""
        count = max(2, int(abs(last - first) / STEP_MM))
        points, normals = self.at(np.linspace(first, last, count))
        return points + offset_mm * normals


def draw_mouth() -> tuple[Picture, MouthArt]:
    """Draw the mouth: its zones as a picture, and its artwork."""
    lines = (_ArchLine(UPPER), _ArchLine(LOWER))
    shapes: list[ZoneShape] = []
    for line in lines:
        for name, first, last in GROUPS:
            loop = _loop(_band(line, float(line.bounds_mm[first]), float(line.bounds_mm[last])))
            left = ZoneShape(f"{line.arch.jaw}-{name}", "left", (loop,))
            mirrored = left.mirrored()
            shapes += [left, ZoneShape(mirrored.zone, "right", mirrored.loops, is_twin=True)]
    palate, tongue = (_loop(_inside(line)) for line in lines)
    throat = _loop(_throat(lines))
    for zone, loop in (("tongue", tongue), ("palate", palate), ("throat-inside", throat)):
        shapes.append(ZoneShape(zone, "midline", (loop,)))
    gums = tuple(_loop(_gum(line)) for line in lines)
    cavity = _loop(_cavity(lines))
    left_teeth = [loop for line in lines for loop in _teeth(line)]
    grooves = [*(groove for line in lines for groove in _fissures(line)), *_folds(lines)]
    art = MouthArt(
        (cavity,),
        gums,
        (*left_teeth, *(loop.mirrored() for loop in left_teeth)),
        (palate,),
        (tongue,),
        (throat,),
        (*grooves, *(g * np.array([-1.0, 1.0]) for g in grooves if np.abs(g[:, 0]).max() > 0)),
    )
    return Picture(VIEW_ID, BOX_MM, tuple(shapes), (cavity,), ()), art


def _loop(points: FloatArray) -> Loop:
    closed = np.concatenate([points, points[:1]])
    (curve,) = fit_lines([Line(closed, -1, -1, FINISH)], step_mm=STEP_MM)
    return Loop(curve.segments)


def _band(line: _ArchLine, first: float, last: float) -> FloatArray:
    """Outline a stretch of gum with its teeth on the left; at the middle it ends at x = 0."""
    outer, inner = line.side(first, last, BAND_MM), line.side(first, last, -BAND_MM)
    for edge in (outer, inner):
        edge[:, 0] = np.maximum(edge[:, 0], 0.0)
    return np.concatenate([outer, inner[::-1]])


def _both(half: FloatArray) -> FloatArray:
    """Join a line that starts at the middle with its mirror image: from right end to left end."""
    return np.concatenate([half[::-1] * np.array([-1.0, 1.0]), half[1:]])


def _gum(line: _ArchLine) -> FloatArray:
    end = float(line.bounds_mm[-1]) + 1.5
    return np.concatenate(
        [_both(line.side(0.0, end, BAND_MM)), _both(line.side(0.0, end, -BAND_MM))[::-1]]
    )


def _inside(line: _ArchLine) -> FloatArray:
    """Outline what lies within an arch: the palate, or the tongue."""
    end = float(line.bounds_mm[-1])
    rim = _both(line.side(0.0, end, -BAND_MM))
    back = _arc(rim[-1], rim[0], 7.0 * line.arch.turn)
    return np.concatenate([rim, back[1:-1]])


def _throat(lines: tuple[_ArchLine, _ArchLine]) -> FloatArray:
    """Outline the throat: between the back of the palate and the back of the tongue."""
    upper, lower = (_inside_end(line) for line in lines)
    top = _arc(upper * np.array([-1.0, 1.0]), upper, 7.0)
    bottom = _arc(lower, lower * np.array([-1.0, 1.0]), -7.0)
    return np.concatenate([top, bottom])


def _inside_end(line: _ArchLine) -> FloatArray:
    end = float(line.bounds_mm[-1])
    return np.asarray(line.side(end - STEP_MM, end, -BAND_MM)[-1])


def _cavity(lines: tuple[_ArchLine, _ArchLine]) -> FloatArray:
    """Outline the open mouth around both gums."""
    upper, lower = (
        _both(line.side(0.0, float(line.bounds_mm[-1]) + 1.5, BAND_MM + 2.2)) for line in lines
    )
    right = _arc(upper[-1], lower[-1], 0.0)
    left = _arc(lower[0], upper[0], 0.0)
    return np.concatenate([upper, right[1:-1], lower[::-1], left[1:-1]])


def _arc(start: FloatArray, end: FloatArray, sag_mm: float) -> FloatArray:
    """Draw a parabola between two points that sags downward (y) by an amount in its middle."""
    count = max(3, int(np.hypot(*(end - start)) / STEP_MM))
    t = np.linspace(0.0, 1.0, count)[:, None]
    straight = start + t * (end - start)
    return np.asarray(straight + np.array([0.0, 4.0 * sag_mm]) * t * (1.0 - t))


def _teeth(line: _ArchLine) -> list[Loop]:
    found: list[Loop] = []
    for index, (width, depth) in enumerate(
        zip(line.arch.widths_mm, line.arch.depths_mm, strict=True)
    ):
        centre, normal, along = _tooth_frame(line, index)
        angle = np.linspace(0.0, 2.0 * np.pi, 96, endpoint=False)
        power = 2.0 / SQUARENESS[index]
        across = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** power * depth / 2.0
        sideways = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** power * width * 0.475
        found.append(_loop(centre + across[:, None] * normal + sideways[:, None] * along))
    return found


def _tooth_frame(line: _ArchLine, index: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return a tooth's centre, its outward direction and its direction along the arch."""
    middle = (line.bounds_mm[index] + line.bounds_mm[index + 1]) / 2.0
    points, normals = line.at(np.array([middle]))
    normal = normals[0]
    return points[0], normal, np.array([-normal[1], normal[0]])


def _fissures(line: _ArchLine) -> list[FloatArray]:
    """Draw the grooves of premolars (one) and molars (a cross)."""
    found: list[FloatArray] = []
    t = np.linspace(-1.0, 1.0, 9)[:, None]
    for index in range(FIRST_PREMOLAR, len(line.arch.widths_mm)):
        centre, normal, along = _tooth_frame(line, index)
        width, depth = line.arch.widths_mm[index], line.arch.depths_mm[index]
        bow = 0.08 * depth * (1.0 - t * t)
        found.append(centre + 0.26 * width * t * along + bow * normal)
        if index >= FIRST_MOLAR:
            found.append(centre + 0.26 * depth * t * normal)
    return found


def _folds(lines: tuple[_ArchLine, _ArchLine]) -> list[FloatArray]:
    """Draw the palate's raphe and rugae, and the furrow of the tongue."""
    upper, lower = lines
    top = upper.arch.tip_y_mm + BAND_MM
    bottom = lower.arch.tip_y_mm - BAND_MM
    y = np.linspace(0.0, 1.0, 20)[:, None]
    raphe = np.array([0.0, top + 5.0]) + y * np.array([0.0, 34.0])
    furrow = np.array([0.0, bottom - 7.0]) - y * np.array([0.0, 30.0])
    t = np.linspace(0.0, 1.0, 16)
    rugae = [
        np.stack([2.0 + reach * t, top + rise + 1.6 * np.sin(2.2 * t)], axis=1)
        for rise, reach in ((7.0, 7.0), (11.5, 9.5), (16.0, 10.5))
    ]
    return [raphe, furrow, *rugae]
