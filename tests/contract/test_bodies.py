"""The female and the male figure against the neutral one: the same contract, other shapes."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from app.figures import Figures, load_figures
from atlas.descriptors import BODIES
from atlas.freshness import figure_folder
from atlas.manifest import CONSTRUCTED_VIEWS

ROOT = Path(__file__).resolve().parents[2]
OTHER_BODIES = tuple(body for body in BODIES if body != "neutral")
SVG = "{http://www.w3.org/2000/svg}"
# All views of a body, compressed: the budget of a page that shows the neutral one (see
# `benchmarks.weights`) holds for every body.
ALL_VIEWS_BYTES = 350 * 1024


def manifest_of(body: str) -> dict[str, Any]:
    text = (ROOT / figure_folder(body) / "manifest.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


NEUTRAL = manifest_of("neutral")


@pytest.fixture(scope="module", params=OTHER_BODIES)
def body(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def manifest(body: str) -> dict[str, Any]:
    return manifest_of(body)


def test_the_application_reads_every_body(body: str) -> None:
    figures: Figures = load_figures(ROOT / figure_folder(body))
    assert [view.id for view in figures.views] == [view["id"] for view in NEUTRAL["views"]]


def test_a_body_says_which_it_is_and_comes_from_the_same_inputs(
    body: str, manifest: dict[str, Any]
) -> None:
    assert manifest["body"] == body
    assert NEUTRAL["body"] == "neutral"
    assert manifest["digest"] == NEUTRAL["digest"]


def test_views_have_the_same_names_and_other_pictures(manifest: dict[str, Any]) -> None:
    for mine, neutral in zip(manifest["views"], NEUTRAL["views"], strict=True):
        for field in ("id", "label", "group", "file"):
            assert mine[field] == neutral[field]
        # What is constructed is the same for all.
        assert (mine["sha256"] == neutral["sha256"]) == (mine["id"] in CONSTRUCTED_VIEWS)


def test_areas_and_neighbours_are_those_of_the_neutral_body(manifest: dict[str, Any]) -> None:
    def measures(zones: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{k: v for k, v in zone.items() if k != "best_view"} for zone in zones]

    assert measures(manifest["zones"]) == measures(NEUTRAL["zones"])


def test_every_zone_and_every_trigger_point_is_seen_on_every_body(
    manifest: dict[str, Any],
) -> None:
    def seen(views: list[dict[str, Any]], kind: str, name: str) -> set[tuple[str, str]]:
        return {(item[name], item["side"]) for view in views for item in view[kind]}

    for kind, name in (("zones", "zone"), ("trigger_points", "trigger_point")):
        assert seen(manifest["views"], kind, name) == seen(NEUTRAL["views"], kind, name)


def test_files_are_what_the_manifest_says(body: str, manifest: dict[str, Any]) -> None:
    folder = ROOT / figure_folder(body)
    for view in manifest["views"]:
        content = (folder / view["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == view["sha256"]
        root = ElementTree.fromstring(content)  # noqa: S314 - a committed file
        assert root.get("data-view") == view["id"]
        assert [float(v) for v in str(root.get("viewBox")).split()] == view["view_box"]
        names = {e.get("id") for e in root.iter() if e.get("id") is not None}
        assert all(str(name).startswith(f"{view['id']}-") for name in names)
        zones = root.findall(f"./{SVG}g[@class='figure-zones']/{SVG}path")
        drawn = {(e.get("data-zone"), e.get("data-side")) for e in zones}
        assert {(z["zone"], z["side"]) for z in view["zones"] if not z["pin"]} <= drawn


@pytest.mark.parametrize("name", BODIES)
def test_a_body_s_views_are_light_enough_for_a_page(name: str) -> None:
    files = sorted((ROOT / figure_folder(name)).glob("*.svg"))
    assert sum(len(gzip.compress(f.read_bytes(), 9)) for f in files) <= ALL_VIEWS_BYTES
