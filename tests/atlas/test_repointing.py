from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from atlas.freshness import digest_of, input_digests
from atlas.points import SurfacePoint
from atlas.repointing import OtherInputsChangedError, repoint, seen_in_views
from atlas.scene import Scene
from tests.atlas.toys import toy_body


def test_points_are_seen_in_each_view_that_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    views = ("front", "back", "left", "right")
    scene = Scene(toy_body())
    monkeypatch.setattr(
        "atlas.repointing.VIEW_BY_ID",
        {view: scene.render(view, mm_per_px=8.0).view for view in views},
    )
    point = SurfacePoint(
        "one", ("left", "right"), np.array([60.0, 1200.0, 50.0]), np.array([0.0, 0.0, 1.0])
    )
    arm = SurfacePoint("two", ("left",), np.array([220.0, 1150.0, 0.0]), np.array([1.0, 0.0, 0.0]))
    found = seen_in_views(scene, (point, arm))
    assert found["front"] == (
        {"trigger_point": "one", "side": "left", "point": [60.0, 480.0]},
        {"trigger_point": "one", "side": "right", "point": [-60.0, 480.0]},
    )
    assert found["back"] == ()
    assert [entry["trigger_point"] for entry in found["left"]] == ["two"]
    # The right side is the mirror image, and this point is on the left only.
    assert found["right"] == ()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose figure is fresh but for a file that pictures come from."""
    for folder in ("data", "atlas", "static/svg"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/zones.yaml").write_text("zones: []\n")
    inputs = input_digests(tmp_path)
    manifest = {"digest": digest_of(inputs), "inputs": inputs, "views": [], "zones": []}
    (tmp_path / "static/svg/manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "data/zones.yaml").write_text("zones: [1]\n")
    return tmp_path


def test_a_figure_that_needs_more_is_left_alone(root: Path) -> None:
    before = (root / "static/svg/manifest.json").read_bytes()
    with pytest.raises(
        OtherInputsChangedError, match=r"more than points changed: data/zones\.yaml"
    ):
        repoint(root, ["neutral"])
    with pytest.raises(OtherInputsChangedError, match=r"female/manifest\.json: missing"):
        repoint(root, ["female"])
    assert (root / "static/svg/manifest.json").read_bytes() == before
