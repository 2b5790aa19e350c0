from __future__ import annotations

from pathlib import Path

import pytest

from app.drawings import load_drawings
from app.errors import FiguresError
from tests.drawn import LAYER, write_layer


def test_a_muscle_is_given_as_a_view_shows_it(tmp_path: Path) -> None:
    shape = load_drawings(write_layer(tmp_path)).shape("temporalis", "left", "front")
    assert shape is not None
    assert shape.svg == (
        '<g class="muscle muscle-deep"><path class="muscle-belly" d="M1 1h4v4h-4z"/></g>'
    )
    assert (shape.box, shape.points) == ((1, 1, 5, 5), {"temporalis-1": (2.5, 3)})


def test_the_right_is_the_left_mirrored(tmp_path: Path) -> None:
    shape = load_drawings(write_layer(tmp_path)).shape("temporalis", "right", "front")
    assert shape is not None
    assert shape.svg.startswith('<g class="muscle muscle-deep" transform="scale(-1 1)">')
    assert (shape.box, shape.points) == ((-5, 1, -1, 5), {"temporalis-1": (-2.5, 3)})


def test_the_best_view_comes_first_and_only_views_of_the_side_count(tmp_path: Path) -> None:
    drawings = load_drawings(write_layer(tmp_path))
    assert drawings.views_of("temporalis", "left") == ("front", "head-front")
    assert drawings.views_of("temporalis", "right") == ("front",)
    assert drawings.views_of("sternalis", "left") == ()


@pytest.mark.parametrize(
    ("muscle", "side", "view"),
    [
        ("sternalis", "left", "front"),
        ("temporalis", "right", "head-front"),
        ("temporalis", "left", "back"),
    ],
)
def test_what_is_not_drawn_gives_nothing(tmp_path: Path, muscle: str, side: str, view: str) -> None:
    assert load_drawings(write_layer(tmp_path)).shape(muscle, side, view) is None


def test_without_a_manifest_no_muscle_is_drawn(tmp_path: Path) -> None:
    drawings = load_drawings(tmp_path)
    assert drawings.views_of("temporalis", "left") == ()
    assert drawings.svg_bytes("temporalis") is None


def test_a_damaged_manifest_is_refused(tmp_path: Path) -> None:
    write_layer(tmp_path)
    (tmp_path / "muscles" / "manifest.json").write_text('{"schema": 2}')
    with pytest.raises(FiguresError, match="damaged"):
        load_drawings(tmp_path)


def test_a_file_that_is_not_the_manifests_is_refused(tmp_path: Path) -> None:
    drawings = load_drawings(write_layer(tmp_path))
    (tmp_path / "muscles" / "temporalis.svg").write_text(LAYER.replace("h4", "h5"))
    with pytest.raises(FiguresError, match="manifest describes"):
        drawings.svg_bytes("temporalis")
    (tmp_path / "muscles" / "temporalis.svg").unlink()
    with pytest.raises(FiguresError, match="cannot be read"):
        drawings.shape("temporalis", "left", "front")


def test_a_file_without_its_group_is_refused(tmp_path: Path) -> None:
    drawings = load_drawings(write_layer(tmp_path, "<svg/>"))
    with pytest.raises(FiguresError, match="no group"):
        drawings.shape("temporalis", "left", "front")


def test_a_drawing_has_the_classes_of_the_group_it_is_in(tmp_path: Path) -> None:
    more = '<g class="muscle muscle-open"><g data-view="jaw-open"><path d="M2 2h1v1z"/></g></g>'
    lies_open = LAYER.replace("</svg>", f"{more}</svg>")
    view = {"view": "jaw-open", "drawing": "jaw-open", "sides": ["left"], "box": [2, 2, 3, 3]}
    drawings = load_drawings(write_layer(tmp_path, layer=lies_open, more_views=(view,)))
    opened = drawings.shape("temporalis", "left", "jaw-open")
    through = drawings.shape("temporalis", "left", "front")
    assert opened is not None
    assert through is not None
    assert opened.svg.startswith('<g class="muscle muscle-open"><path')
    assert through.svg.startswith('<g class="muscle muscle-deep">')
