"""Figures from their manifest: measures, places, and what is said when they are damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.catalogue import Catalogue
from app.errors import FiguresError
from app.figures import Figures, Neighbour, load_figures
from tests.builders import build_catalogue, build_figures, write_figures

BORDERS = "temple eyebrow 20, sternum breast 30"


@pytest.fixture
def catalogue() -> Catalogue:
    """Give a small world with a midline and a deep zone."""
    return build_catalogue(
        "temporalis: temple! eyebrow! eye-behind\nsternalis: sternum! breast@both",
        midline="sternum",
        deep="eye-behind",
    )


@pytest.fixture
def figures(catalogue: Catalogue) -> Figures:
    """Give figures of the small world."""
    return build_figures(catalogue, borders=BORDERS, areas_mm2={"temple": 900})


def test_measures_of_a_zone(figures: Figures) -> None:
    assert figures.area_mm2("temple", "left") == 900
    assert figures.area_mm2("eyebrow", "right") == 1000
    assert figures.neighbours("temple", "left") == (
        Neighbour(zone="eyebrow", side="left", border_mm=20),
    )
    assert [(n.zone, n.side) for n in figures.neighbours("sternum", "midline")] == [
        ("breast", "left"),
        ("breast", "right"),
    ]
    assert figures.neighbours("eye-behind", "left") == ()
    assert figures.best_view("temple", "left") == "front"
    assert figures.has_zone("temple", "left")
    assert not figures.has_zone("temple", "midline")


@pytest.mark.parametrize("ask", [Figures.area_mm2, Figures.neighbours, Figures.best_view])
def test_an_unknown_zone_is_an_error_that_names_it(
    ask: Callable[[Figures, str, str], Any], figures: Figures
) -> None:
    with pytest.raises(FiguresError, match="'sternum' on side 'left'"):
        ask(figures, "sternum", "left")


def test_points_are_given_by_view(figures: Figures) -> None:
    assert figures.points("sternalis-1", "left") == {"front": (1, 5)}
    assert figures.points("sternalis-1", "midline") == {}


def test_figures_on_disk_are_those_in_memory(catalogue: Catalogue, tmp_path: Path) -> None:
    loaded = load_figures(write_figures(tmp_path, catalogue, borders=BORDERS))
    built = build_figures(catalogue, borders=BORDERS)
    assert (loaded.views, loaded.facts, loaded.svgs) == (built.views, built.facts, built.svgs)
    assert loaded.svg_bytes("front").startswith(b"<svg")
    assert [view.id for view in loaded.views] == ["front"]
    assert loaded.view_by_id["front"].zones[0].zone == "temple"
    with pytest.raises(FiguresError, match="no view 'rear'"):
        loaded.svg_bytes("rear")


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda m: m.pop("digest"), "damaged at digest"),
        (lambda m: m.update(schema=2), "damaged at schema"),
        (lambda m: m["views"].clear(), "damaged at views"),
        (lambda m: m["views"][0].update(file="../x.svg"), "damaged at views.0.file"),
        (lambda m: m["views"][0].update(sha256="0" * 64), "front.svg is not the file"),
        (lambda m: m["zones"][0].update(area_mm2=0), "damaged at zones.0.area_mm2"),
        (lambda m: m["zones"][0].update(best_view="rear"), "unknown view 'rear'"),
        (lambda m: m["zones"][0]["neighbours"][0].update(zone="x"), "unknown neighbour 'x'"),
        (lambda m: m["zones"].append(m["zones"][0]), "twice"),
    ],
)
def test_a_damaged_manifest_is_named_with_the_command_that_helps(
    change: Callable[[dict[str, Any]], object], word: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    folder = write_figures(tmp_path / "svg", catalogue, borders=BORDERS)
    edit(folder, change)
    with pytest.raises(FiguresError) as raised:
        load_figures(folder)
    assert word in raised.value.message
    assert "make atlas" in raised.value.fix


@pytest.mark.parametrize("name", ["manifest.json", "front.svg"])
def test_a_missing_file_is_named(name: str, catalogue: Catalogue, tmp_path: Path) -> None:
    folder = write_figures(tmp_path / "svg", catalogue)
    (folder / name).unlink()
    with pytest.raises(FiguresError, match=f"svg/{name} cannot be read"):
        load_figures(folder)


def test_a_manifest_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"{\xff")
    with pytest.raises(FiguresError, match="is damaged"):
        load_figures(tmp_path)
