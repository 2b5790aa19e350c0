from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.errors import FiguresError
from app.web.assets import AssetStore
from app.web.body_types import BodyTypes
from tests.builders import build_manifest
from tests.web.worlds import make_app, world_catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of figures with a female body beside the neutral one."""
    catalogue = world_catalogue()
    manifest, svgs = build_manifest(catalogue)
    female = tmp_path / "female"
    female.mkdir()
    for view in manifest["views"]:
        content = svgs[view["id"]]
        view["sha256"] = hashlib.sha256(content).hexdigest()
        (female / view["file"]).write_bytes(content)
    (female / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def described(folder: Path) -> tuple[AssetStore, Any]:
    assets = AssetStore(folder / "none")
    return assets, json.loads(BodyTypes(folder, assets).describe("female"))


def test_bodies_are_those_that_are_built(folder: Path, tmp_path: Path) -> None:
    assert BodyTypes(folder, AssetStore(tmp_path / "none")).names == ("neutral", "female")
    empty = tmp_path / "empty"
    assert BodyTypes(empty, AssetStore(empty)).names == ("neutral",)


def test_a_body_says_where_its_pictures_are_and_they_are_served(folder: Path) -> None:
    assets, body = described(folder)
    front = body["views"]["front"]
    assert front["url"].startswith("/figures/views/female-front.")
    stored = assets.get(front["url"])
    assert stored is not None
    assert stored.content == (folder / "female" / "front.svg").read_bytes()
    assert len(front["viewBox"].split()) == 4


def test_a_body_says_where_its_points_are_as_the_cards_do(folder: Path) -> None:
    _, body = described(folder)
    for key, places in body["points"].items():
        point, _, side = key.rpartition(":")
        assert point in world_catalogue().trigger_point_by_id
        assert side in ("left", "right")
        view, place = places.split()[0].split(":")
        assert view == "front"
        assert len([float(number) for number in place.split(",")]) == 2
    assert body["points"]


@pytest.mark.parametrize("name", ["neutral", "male", "x/../female"])
def test_a_body_that_is_not_built_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(FiguresError, match="no body"):
        BodyTypes(folder, AssetStore(tmp_path / "none")).describe(name)


@pytest.mark.parametrize("name", ["neutral.json", "female", "female.svg", "nobody.json"])
def test_only_further_bodies_are_described(name: str) -> None:
    with TestClient(make_app()) as client:
        assert client.get(f"/figures/bodies/{name}").status_code == 404
