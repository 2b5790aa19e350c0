"""Drawing sheets: what is a belly, a tendon, a stroke, and what the page finds in the files."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from numpy.typing import NDArray

from atlas.freshness import LAYER_TOOLS
from atlas.muscles.brush import brush_stroke
from atlas.muscles.drawing import MuscleDrawing, ViewDrawing, muscle_svg, view_entries
from atlas.muscles.finepaths import fine_path
from atlas.muscles.freshness import SHARED_CODE
from atlas.muscles.laying import SAMPLES, STRINGS, LaidPart, flesh_bounds
from atlas.muscles.outlines import Drawing, draw_part
from atlas.muscles.painting import coverage, loops_of
from atlas.muscles.seeing import FINE, SeenPart
from atlas.muscles.sheets import SheetPart
from atlas.muscles.strokes import fibre_strokes, stroke_count, tendon_strokes

FloatArray = NDArray[np.float64]
ATLAS = Path(__file__).resolve().parents[2] / "atlas"
WIDTH, LENGTH = 40.0, 160.0


def seen(part: SheetPart, sight: FloatArray | None = None, narrow: float = 1.0) -> SeenPart:
    """Return a flat sheet, x across and y along, whose end has a share of its width."""
    across = np.linspace(-0.5, 0.5, FINE[0])[:, None] * WIDTH
    along = np.linspace(0.0, 1.0, FINE[1])[None, :]
    x = across * (1.0 + (narrow - 1.0) * along)
    places = np.stack([x, np.broadcast_to(along * LENGTH, x.shape)], axis=2)
    grid = np.zeros((STRINGS, SAMPLES, 3))
    grid[..., 0] = np.linspace(-0.5, 0.5, STRINGS)[:, None] * WIDTH
    grid[..., 1] = np.linspace(0.0, LENGTH, SAMPLES)
    laid = LaidPart(part, grid, np.broadcast_to(np.array([0.0, 0.0, 1.0]), grid.shape))
    full = np.ones(FINE) if sight is None else sight
    return SeenPart(laid, places, full, 1.0, WIDTH * LENGTH)


def box_of(data: str) -> tuple[FloatArray, FloatArray]:
    points = np.concatenate(loops_of(data))
    return points.min(axis=0), points.max(axis=0)


ROWS = (("a",), ("b",))
PLAIN = SheetPart("main", ROWS)
SINEWY = SheetPart("main", ROWS, flesh=((0.0,), (0.6,)))


def test_a_sheet_in_full_sight_fills_its_outline() -> None:
    drawing = draw_part(seen(PLAIN))
    assert drawing is not None
    low, high = box_of(drawing.belly)
    assert np.allclose(low, [-WIDTH / 2, 0.0], atol=1.5)
    assert np.allclose(high, [WIDTH / 2, LENGTH], atol=1.5)
    assert drawing.sinew == drawing.tendons == ""
    assert len(drawing.swells) == 2


def test_flesh_ends_where_the_tendon_begins() -> None:
    drawing = draw_part(seen(SINEWY))
    assert drawing is not None
    assert box_of(drawing.belly)[1][1] == pytest.approx(0.6 * LENGTH, abs=3.0)
    assert box_of(drawing.sinew)[1][1] == pytest.approx(LENGTH, abs=2.0)
    assert box_of(drawing.fibres)[1][1] <= 0.62 * LENGTH
    assert box_of(drawing.tendons)[0][1] >= 0.5 * LENGTH


def test_an_aponeurosis_has_its_end_at_every_place_across() -> None:
    part = SheetPart("main", ROWS, flesh=((0.0, 0.4), (1.0,)))
    start, end = flesh_bounds(part, np.array([0.0, 0.5, 1.0]))
    assert start[0] < 0.15
    assert start[1] == pytest.approx(0.2)
    assert start[2] > 0.25
    assert (end == 1.0).all()


def test_what_is_out_of_sight_is_not_drawn() -> None:
    sight = np.ones(FINE)
    sight[:, FINE[1] // 2 :] = 0.0
    drawing = draw_part(seen(PLAIN, sight))
    assert drawing is not None
    assert box_of(drawing.belly + drawing.fibres)[1][1] <= LENGTH / 2 + 2.0
    assert draw_part(seen(PLAIN, np.zeros(FINE))) is None


def test_a_sheet_gets_the_strokes_its_width_has_room_for() -> None:
    assert stroke_count(0, 5.0) == 5
    assert stroke_count(0, 40.0) == 13
    assert stroke_count(0, 400.0) == 26
    assert stroke_count(9, 400.0) == 9
    assert len(list(fibre_strokes(seen(PLAIN), WIDTH))) == 13
    assert list(tendon_strokes(seen(PLAIN))) == []


def test_strokes_stay_out_where_a_fan_closes() -> None:
    strokes = list(fibre_strokes(seen(PLAIN, narrow=0.1), WIDTH))
    ends = sorted(float(stroke[..., 1].max()) for stroke in strokes)
    assert ends[0] < 0.9 * LENGTH
    assert ends[-1] > ends[0] + 0.1 * LENGTH


def test_a_stroke_is_pointed_and_as_wide_as_told() -> None:
    line = np.stack([np.linspace(0.0, 100.0, 80), 6.0 * np.sin(np.linspace(0.0, 2.0, 80))], axis=1)
    stroke = brush_stroke(line, np.full(80, 0.8), taper_share=0.3, taper_mm=9.0)
    assert np.allclose(stroke[0, 0], line[0], atol=0.02)
    assert np.allclose(stroke[1:, 0], stroke[:-1, 3], atol=0.02)
    assert np.allclose(stroke[-1, 3], stroke[0, 0], atol=0.02)
    filled = coverage([loop * 20.0 + 50.0 for loop in loops_of(fine_path([stroke]))], (260, 2100))
    assert filled[:, 1050].sum() / 20.0 == pytest.approx(0.8, rel=0.12)
    assert filled[:, 60].sum() / 20.0 < 0.25
    assert len(stroke) <= 8


def test_paths_are_read_as_they_were_written() -> None:
    square = np.array(
        [[[0, 0], [1, 0], [2, 0], [3, 0]], [[3, 0], [2, 1], [1, 2], [0, 0]]], dtype=float
    )
    data = fine_path([square + 0.125, square * 0.5])
    assert re.fullmatch(r"[Mcz0-9. -]+", data)
    first, second = loops_of(data)
    assert np.allclose(first[[0, 10, -1]], [[0.12, 0.12], [3.12, 0.12], [0.12, 0.12]], atol=0.011)
    assert np.allclose(second[[0, 10]], [[0.0, 0.0], [1.5, 0.0]], atol=0.011)


def drawn() -> MuscleDrawing:
    part = draw_part(seen(SINEWY))
    assert part is not None
    empty = Drawing("M0 0c1 0 2 0 3 0z", (), "", "", "", (0.0, 0.0, 3.0, 0.0))
    return MuscleDrawing(
        "toy",
        (
            ViewDrawing(("front", "head-front"), (part,), (-20.0, 0.0, 20.0, 160.0), 900.0),
            ViewDrawing(("left",), (empty,), (0.0, 0.0, 3.0, 0.0), 90.0),
        ),
        "front",
        is_inside=False,
    )


def test_the_page_finds_a_view_by_its_word_and_the_depth_by_its_class() -> None:
    root = ElementTree.fromstring(muscle_svg(drawn(), "deep"))  # noqa: S314 - our own text
    ns = "{http://www.w3.org/2000/svg}"
    assert root.get("data-muscle") == "toy"
    muscle = root.find(f"{ns}g")
    assert muscle is not None
    assert muscle.get("class") == "muscle muscle-deep"
    assert [group.get("data-view") for group in muscle] == ["front head-front", "left"]
    names = [path.get("class") for path in muscle[0]]
    assert names == ["muscle-sinew", "muscle-belly", "muscle-swell", "muscle-swell",
                     "muscle-tendon", "muscle-fibre"]  # fmt: skip
    assert not [element for element in root.iter() if {"id", "style", "fill"} & set(element.keys())]


def test_a_part_over_the_others_is_painted_after_them_on_sinew_of_its_own() -> None:
    below = drawn().views[0].drawings[0]
    over = replace(below, belly="M9 9z", sinew="", is_over=True)
    views = (replace(drawn().views[0], drawings=(below, over)),)
    text = muscle_svg(replace(drawn(), views=views), "deep")
    kinds = re.findall(r'class="muscle-([a-z]+)" d="([^"]*)"', text)
    names = ["sinew", "belly", "swell", "swell", "tendon", "fibre"]
    assert [kind for kind, _ in kinds] == [*names, *names]
    assert kinds[6] == ("sinew", over.belly)


def test_the_manifest_tells_sides_and_the_views_from_the_right() -> None:
    entries = view_entries(drawn(), {"front": {"toy-1": (3.0, 4.0)}})
    told = {entry["view"]: (entry["drawing"], entry["sides"]) for entry in entries}
    assert told == {
        "front": ("front", ["left", "right"]),
        "head-front": ("front", ["left", "right"]),
        "left": ("left", ["left"]),
        "right": ("left", ["right"]),
    }
    assert entries[0]["points"] == {"toy-1": [3.0, 4.0]}
    assert entries[0]["box"] == [-20.0, 0.0, 20.0, 160.0]


# Of these the muscle layer uses a class, a table or a path, not what they import.
TYPES_AND_PATHS = {
    "atlas.coverage", "atlas.freshness", "atlas.pictures", "atlas.pins", "atlas.points",
    "atlas.vocabulary",
}  # fmt: skip


def imported_modules(start: str) -> set[str]:
    """Return the atlas modules that a module reaches by its imports, itself included."""
    waiting, found = [start], set[str]()
    while waiting:
        name = waiting.pop()
        path = ATLAS.parent / (name.replace(".", "/") + ".py")
        if name in found or not path.exists():
            continue
        found.add(name)
        if name in TYPES_AND_PATHS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("atlas"):
                waiting.append(str(node.module))
                waiting += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def test_the_digest_covers_the_code_that_draws() -> None:
    reached = imported_modules("atlas.muscles.layer")
    shared = {name.removeprefix("atlas.") for name in reached if name.count(".") == 1}
    assert set(SHARED_CODE) == shared - {"freshness", "layer_files", "parallel", "vocabulary"}
    own = {name.rpartition(".")[2] + ".py" for name in reached if name.count(".") == 2}
    assert own & LAYER_TOOLS == {"freshness.py"}


def test_the_shortest_flesh_keeps_a_belly() -> None:
    drawing = draw_part(seen(SheetPart("main", ROWS, flesh=((0.5,), (0.55,)))))
    assert drawing is not None
    low, high = box_of(drawing.belly)
    assert high[1] - low[1] == pytest.approx(0.05 * LENGTH, abs=3.0)
