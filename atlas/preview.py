"""Draw one view for those who author zones: zones coloured and named, seeds and lines over them.

Quick pictures only; what is published is drawn by `pipeline`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlas.authored import Authored
from atlas.descriptors import PARTS
from atlas.grid import draw_grid, draw_text, readable_scale, shade, write_png
from atlas.labels import PixelZones, label_pixels
from atlas.pictures import draw_picture
from atlas.pixelsides import OUTSIDE
from atlas.regions import patches
from atlas.scene import Frame
from atlas.svg_writer import loops_data, svg_document
from atlas.zones import is_allowed

Pixels = NDArray[np.uint8]
FloatArray = NDArray[np.float64]

# What no zone owns is painted grey, so that holes in the authoring are seen.
NOBODY = np.array([120.0, 120.0, 120.0])
# Zones smaller than this on the picture get no name.
NAMED_PX = 250
# Points of seeds hidden behind the body by more than this are not drawn.
HIDDEN_MM = 4.0


def palette(count: int) -> FloatArray:
    """Return well-spread light colours, (count, 3) in 0..255."""
    turn = (np.arange(count) * 0.61803398875) % 1.0
    level = 0.62 + 0.30 * ((np.arange(count) * 0.4142) % 1.0)
    wave = [0.5 + 0.5 * np.cos(2.0 * np.pi * (turn + shift)) for shift in (0.0, 1 / 3, 2 / 3)]
    return np.stack([255.0 * level * (0.45 + 0.55 * part) for part in wave], axis=1)


def frame_for(
    authored: Authored,
    view_id: str,
    crop_mm: tuple[float, float, float, float] | None,
    mm_per_px: float | None,
) -> Frame:
    """Rasterise a view, or the part of it between two picture corners, at a readable scale."""
    box = authored.scene.camera(view_id).box_mm
    if crop_mm is not None:
        x0, y0, x1, y1 = crop_mm
        box = (min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
    return authored.scene.render(view_id, box_mm=box, mm_per_px=mm_per_px or readable_scale(box))


def draw_zones(authored: Authored, frame: Frame, *, step_mm: float = 0.0) -> Pixels:
    """Paint zones, borders, names, seeds (white), border lines (red) and a grid; (h, w, 3)."""
    zones = authored.laid.zones
    pixels = label_pixels(frame, zones)
    labels = _marked(frame, pixels, authored)
    colours = np.concatenate([palette(len(zones)), NOBODY[None], np.array([[255.0] * 3])])
    grey = shade(frame).astype(np.float64) / 255.0
    picture = colours[labels] * (0.35 + 0.65 * grey)
    picture[labels == OUTSIDE] = 255.0
    edge = np.zeros(labels.shape, dtype=bool)
    edge[:, 1:] |= labels[:, 1:] != labels[:, :-1]
    edge[1:] |= labels[1:] != labels[:-1]
    picture[edge] *= 0.35
    found = np.asarray(picture.round(), dtype=np.uint8)
    if step_mm > 0.0:
        draw_grid(found, frame, step_mm)
    for lines in authored.laid.lines_mm.values():
        _dots(found, frame, lines, (255, 255, 255))
    _dots(found, frame, authored.laid.borders_mm, (225, 30, 30))
    _names(found, labels, [zone.zone for zone in zones])
    return found


def draw_parts(frame: Frame) -> Pixels:
    """Paint the strongest body part of each pixel, named; parts above a share of 0.15 overlap."""
    weights = frame.part_weights
    labels = np.argmax(weights, axis=2).astype(np.int32)
    labels[~frame.is_hit] = OUTSIDE
    picture = np.zeros((*labels.shape, 3))
    colours = palette(len(PARTS))
    for part in range(len(PARTS)):
        picture += weights[..., part, None] * colours[part]
    picture *= 0.35 + 0.65 * shade(frame).astype(np.float64) / 255.0
    picture[labels == OUTSIDE] = 255.0
    found = np.asarray(picture.round(), dtype=np.uint8)
    _names(found, labels, list(PARTS))
    return found


def _marked(frame: Frame, pixels: PixelZones, authored: Authored) -> NDArray[np.int32]:
    """Mark what no zone owns; in a split view the right half keeps the left's labels."""
    zones = authored.laid.zones
    labels = pixels.labels.copy()
    hit = pixels.place >= 0
    owned = is_allowed(zones, labels[hit], pixels.part_weights[pixels.place[hit]])
    inside = labels[hit]
    inside[~owned] = len(zones)
    labels[hit] = inside
    return labels


def _dots(
    picture: Pixels,
    frame: Frame,
    lines_mm: Iterable[FloatArray],
    colour: tuple[int, int, int],
) -> None:
    height, width = picture.shape[:2]
    for line in lines_mm:
        at = frame.camera.to_px(frame.camera.project(line)).astype(np.int64)
        depth = frame.camera.depth_mm(line)
        for (x, y), z in zip(at.tolist(), depth.tolist(), strict=True):
            if 0 <= x < width and 0 <= y < height and z < frame.raster.depth_mm[y, x] + HIDDEN_MM:
                picture[max(y - 1, 0) : y + 1, max(x - 1, 0) : x + 1] = colour


def _names(picture: Pixels, labels: NDArray[np.int32], names: list[str]) -> None:
    """Write each zone's name near the middle of its largest patch, without overlap."""
    patch, count = patches(labels)
    size = np.bincount(patch.ravel(), minlength=count)
    label_of = np.full(count, OUTSIDE)
    label_of[patch.ravel()] = labels.ravel()
    taken: list[tuple[int, int, int, int]] = []
    done: set[int] = set()
    scale = 2 if picture.shape[1] >= 700 else 1
    for index in np.argsort(-size, kind="stable").tolist():
        label = int(label_of[index])
        if not 0 <= label < len(names) or label in done or size[index] < NAMED_PX:
            continue
        done.add(label)
        rows, columns = np.nonzero(patch == index)
        middle = np.argmin((rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2)
        width, height = 4 * scale * len(names[label]) + scale, 7 * scale
        x = min(max(int(columns[middle]) - width // 2, 0), picture.shape[1] - width)
        y = int(rows[middle]) - height // 2
        while any(x < b[2] and b[0] < x + width and y < b[3] and b[1] < y + height for b in taken):
            y += height
        taken.append((x, y, x + width, y + height))
        draw_text(picture, x, y, names[label], (10, 10, 10), scale)


def write_preview(
    authored: Authored,
    view_id: str,
    path: Path,
    *,
    crop_mm: tuple[float, float, float, float] | None = None,
    mm_per_px: float | None = None,
    step_mm: float = 0.0,
    parts: bool = False,
) -> None:
    """Write a preview as PNG."""
    frame = frame_for(authored, view_id, crop_mm, mm_per_px)
    write_png(path, draw_parts(frame) if parts else draw_zones(authored, frame, step_mm=step_mm))


def write_svg_preview(authored: Authored, view_id: str, path: Path) -> None:
    """Write a view's zones as they are published, in colours, without shading."""
    names = authored.vocabulary.by_id()
    picture, _ = draw_picture(authored.scene, view_id, authored.laid.zones, names)
    order = [zone.zone for zone in authored.laid.zones]
    colours = palette(len(order)).round().astype(np.int64).tolist()
    body = "".join(
        f'<path fill="rgb({red},{green},{blue})" stroke="#222" stroke-width=".3" '
        f'd="{loops_data(shape.loops)}"><title>{shape.zone}:{shape.side}</title></path>\n'
        for shape in picture.shapes
        for red, green, blue in (colours[order.index(shape.zone)],)
    )
    path.write_text(svg_document(view_id, picture.box_mm, (body,)), encoding="utf-8")
