from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np

from atlas.descriptors import FLOOR_Y_MM
from atlas.grid import draw_grid, draw_landmarks, draw_text, shade, write_png
from atlas.landmarks import LandmarkPoints
from atlas.scene import Scene
from tests.atlas.toys import toy_body


def test_a_png_holds_the_pixels_it_was_given(tmp_path: Path) -> None:
    pixels = np.random.default_rng(4).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    path = tmp_path / "deep" / "picture.png"
    write_png(path, pixels)
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (7, 5)
    start = data.index(b"IDAT")
    length = struct.unpack(">I", data[start - 4 : start])[0]
    rows = np.frombuffer(zlib.decompress(data[start + 4 : start + 4 + length]), np.uint8)
    assert np.array_equal(rows.reshape(5, 22)[:, 1:].reshape(5, 7, 3), pixels)


def test_text_is_drawn_within_the_picture_and_clipped_at_its_borders() -> None:
    pixels = np.zeros((20, 30, 3), dtype=np.uint8)
    draw_text(pixels, 25, 15, "1240", (9, 8, 7))
    assert (pixels == [9, 8, 7]).all(axis=2).any()
    assert (pixels[:15] == 0).all()


def test_grid_lines_stand_at_multiples_of_the_step() -> None:
    frame = Scene(toy_body()).render("front", box_mm=(-25.0, 600.0, 100.0, 100.0), mm_per_px=1.0)
    plain = shade(frame)
    lined = plain.copy()
    draw_grid(lined, frame, 20.0)
    changed = (lined != plain).any(axis=2)
    # Column 45 is x = 20, row 40 is y = 640; labels leave most of the area between lines alone.
    assert changed[:, 45].all()
    assert changed[40].all()
    assert not changed[37, 38]


def test_landmarks_are_drawn_where_they_are_seen_only() -> None:
    frame = Scene(toy_body()).render("front", mm_per_px=2.0)
    front, back = np.array([0.0, 1100.0, 50.0]), np.array([0.0, 900.0, -50.0])
    pixels = shade(frame)
    draw_landmarks(pixels, frame, LandmarkPoints((), {"front": front, "back": back}))
    red = (pixels == [210, 0, 0]).all(axis=2)
    row, column = round((FLOOR_Y_MM - 1100.0) / 2.0), 250
    assert red[row, column]
    assert red.sum() <= 25
