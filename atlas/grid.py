"""Draw a view with a labelled millimetre grid, so that people can read off landmark coordinates.

`python -m atlas.grid VIEW [x0 y0 x1 y1] --step 10 --out f.png` draws the view, or the part of it
between two picture corners in mm, enlarged to a readable size. With `--landmarks` the resolved
landmarks of `data/landmarks*.yaml` are drawn as dots with their ids.
"""

from __future__ import annotations

import argparse
import struct
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlas.body import build_body
from atlas.descriptors import VIEWS
from atlas.landmarks import LandmarkPoints, find_landmarks, landmark_files, read_landmarks
from atlas.mesh import GROUP_CAP, GROUP_EYE
from atlas.placing import Placer
from atlas.scene import Frame, Scene

Pixels = NDArray[np.uint8]

# Light from above and to the viewer's left, as in the finished figure.
LIGHT = np.array([-0.40, 0.55, 0.73], dtype=np.float32)
# A landmark is drawn when the pixel under it is at its own depth, give or take a pixel's slope.
SEEN_WITHIN_MM = 4.0
# Longest side of the picture when no scale is given.
READABLE_PX = 1600

# A 3 by 5 dot font, a row per three bits, top row first.
GLYPHS = {
    "0": 0o75557, "1": 0o26227, "2": 0o71747, "3": 0o71717, "4": 0o55711, "5": 0o74717,
    "6": 0o74757, "7": 0o71122, "8": 0o75757, "9": 0o75717, "-": 0o00700, ".": 0o00002,
    "a": 0o03557, "b": 0o46556, "c": 0o03443, "d": 0o13553, "e": 0o27543, "f": 0o32722,
    "g": 0o35716, "h": 0o46555, "i": 0o20222, "j": 0o10152, "k": 0o45655, "l": 0o62227,
    "m": 0o07755, "n": 0o06555, "o": 0o02552, "p": 0o65644, "q": 0o35311, "r": 0o03444,
    "s": 0o03626, "t": 0o27223, "u": 0o05557, "v": 0o05552, "w": 0o05577, "x": 0o05225,
    "y": 0o55716, "z": 0o07247, " ": 0o00000,
}  # fmt: skip


def write_png(path: Path, pixels: Pixels) -> None:
    """Write an (h, w, 3) uint8 picture as PNG."""
    height, width = pixels.shape[:2]

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    rows = np.concatenate(
        [np.zeros((height, 1), np.uint8), pixels.reshape(height, width * 3)], axis=1
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows.tobytes(), 6))
        + chunk(b"IEND", b"")
    )


def shade(frame: Frame) -> Pixels:
    """Return a plain grey shading of a view, (h, w, 3) uint8."""
    normals = frame.normals_view
    light = LIGHT / np.linalg.norm(LIGHT)
    tone = 0.72 * np.clip(normals @ light, 0.0, 1.0) + 0.28 * np.clip(normals[..., 2], 0.0, 1.0)
    grey = np.where(frame.is_hit, 60.0 + 190.0 * tone, 255.0)
    pixels = np.repeat(grey[..., None], 3, axis=2)
    pixels[frame.groups == GROUP_CAP] *= np.array([1.0, 0.85, 0.8])
    pixels[frame.groups == GROUP_EYE] *= np.array([0.85, 0.92, 1.0])
    return np.asarray(pixels.round(), dtype=np.uint8)


def draw_text(
    pixels: Pixels, x: int, y: int, text: str, colour: tuple[int, int, int], scale: int = 2
) -> None:
    """Draw text with its top left corner at a pixel, on a white ground; clipped at the borders."""
    height, width = pixels.shape[:2]
    bits = np.zeros((5, 4 * len(text)), dtype=bool)
    for index, letter in enumerate(text.lower()):
        code = GLYPHS.get(letter, GLYPHS["-"])
        for cell in range(15):
            bits[cell // 3, index * 4 + cell % 3] = bool(code >> (14 - cell) & 1)
    block = np.kron(np.pad(bits, 1)[:, :-1], np.ones((scale, scale), dtype=bool))
    x, y = min(max(x, 0), width - 1), min(max(y, 0), height - 1)
    block = block[: height - y, : width - x]
    target = pixels[y : y + block.shape[0], x : x + block.shape[1]]
    target[...] = np.where(block[..., None], np.array(colour, np.uint8), 255 - (255 - target) // 4)


def draw_grid(pixels: Pixels, frame: Frame, step_mm: float) -> None:
    """Draw grid lines every step, stronger every fifth, with their coordinates on them."""
    x0, y0, box_width, box_height = frame.camera.box_mm
    scale = frame.camera.mm_per_px
    height, width = pixels.shape[:2]
    every = max(1, round(40 / (step_mm / scale)))
    for axis, start, length in ((0, x0, box_width), (1, y0, box_height)):
        first, last = int(np.ceil(start / step_mm)), int(np.floor((start + length) / step_mm))
        for index in range(first, last + 1):
            value = index * step_mm
            at = int((value - start) / scale)
            if not 0 <= at < (width if axis == 0 else height):
                continue
            strength = 0.55 if index % 5 == 0 else 0.25
            line = pixels[:, at] if axis == 0 else pixels[at]
            blue = np.array([40.0, 60.0, 200.0])
            line[...] = (line * (1.0 - strength) + blue * strength).astype(np.uint8)
            if index % every == 0:
                label = f"{value:g}"
                for share in (0.0, 0.5) if axis == 0 else (0.0, 0.5, 0.94):
                    if axis == 0:
                        draw_text(pixels, at + 2, int(share * height) + 1, label, (20, 20, 150))
                    else:
                        draw_text(pixels, int(share * width) + 1, at + 2, label, (150, 20, 20))


def draw_landmarks(pixels: Pixels, frame: Frame, points: LandmarkPoints) -> None:
    """Draw every landmark that is seen as a dot with its id, left side and midline."""
    height, width = pixels.shape[:2]
    for name, point in points.left_mm.items():
        at = frame.camera.to_px(frame.camera.project(point[None]))[0]
        column, row = int(at[0]), int(at[1])
        if not (0 <= column < width and 0 <= row < height):
            continue
        # On the silhouette the pixel itself may be off the body: its neighbours count too.
        around = frame.raster.depth_mm[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        if np.abs(around - frame.camera.depth_mm(point[None])[0]).min() > SEEN_WITHIN_MM:
            continue
        pixels[max(row - 2, 0) : row + 3, max(column - 2, 0) : column + 3] = (210, 0, 0)
        draw_text(pixels, column + 5, row - 5, name, (120, 0, 120))


def readable_scale(box_mm: tuple[float, float, float, float]) -> float:
    """Return mm per pixel that makes the longer side `READABLE_PX`, in steps of 0.05."""
    return max(0.05, float(np.ceil(max(box_mm[2:]) / READABLE_PX / 0.05)) * 0.05)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="atlas.grid", description=__doc__)
    parser.add_argument("view", choices=[view.id for view in VIEWS])
    parser.add_argument("corner", nargs="*", type=float, help="x0 y0 x1 y1 in picture mm")
    parser.add_argument("--step", type=float, default=10.0, help="mm between lines; 0 for none")
    parser.add_argument("--mm-per-px", type=float)
    parser.add_argument("--landmarks", action="store_true", help="draw data/landmarks*.yaml")
    parser.add_argument("--out", type=Path, default=Path("grid.png"))
    options = parser.parse_args(arguments)
    scene = Scene(build_body())
    box = scene.camera(options.view).box_mm
    if options.corner:
        if len(options.corner) != 4:
            parser.error("a crop needs four numbers: x0 y0 x1 y1")
        x0, y0, x1, y1 = options.corner
        box = (min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
    frame = scene.render(
        options.view, box_mm=box, mm_per_px=options.mm_per_px or readable_scale(box)
    )
    pixels = shade(frame)
    if options.step > 0.0:
        draw_grid(pixels, frame, options.step)
    if options.landmarks:
        points, problems = find_landmarks(read_landmarks(landmark_files()), Placer(scene))
        draw_landmarks(pixels, frame, points)
        sys.stderr.writelines(f"{problem}\n" for problem in problems)
    write_png(options.out, pixels)


if __name__ == "__main__":
    main()
