from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from atlas.descriptors import BODIES
from atlas.freshness import (
    REBUILD,
    REPOINT,
    ROOT,
    changed_inputs,
    digest_of,
    figure_folder,
    input_digests,
    is_point_input,
    point_lines,
    stale_reasons,
)

CATALOGUE = """\
muscles:
- id: masseter
  name: Masseter
  trigger_points:
  - id: masseter-1
    label: TrP1
    position: {between: [a, b], along: 0.5}
  - id: masseter-2
    only_side: left
    position:
      between: [a]
      facing: front
    confidence: high
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project with a fresh figure of one view of each body."""
    for folder in ("data", "atlas", "static/svg"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/zones.yaml").write_text("zones: []\n")
    (tmp_path / "data/zone_seeds-a.yaml").write_text("zones: []\n")
    (tmp_path / "data/trigger_points.yaml").write_text(CATALOGUE)
    (tmp_path / "atlas/zones.py").write_text("A = 1\n")
    (tmp_path / "atlas/preview.py").write_text("B = 1\n")
    (tmp_path / "static/svg/README.md").write_text("# The figure\n")
    inputs = input_digests(tmp_path)
    view = {"file": "front.svg", "sha256": hashlib.sha256(b"<svg/>\n").hexdigest()}
    manifest = {"digest": digest_of(inputs), "inputs": inputs, "views": [view]}
    for body in BODIES:
        folder = tmp_path / figure_folder(body)
        folder.mkdir(exist_ok=True)
        (folder / "front.svg").write_text("<svg/>\n")
        (folder / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def stale(root: Path) -> list[str]:
    """What is stale about the neutral body's figure."""
    return stale_reasons(root, ["neutral"])


def test_every_body_has_a_fresh_figure_of_its_own(root: Path) -> None:
    assert stale_reasons(root) == []
    (root / "static/svg/female/front.svg").write_text("<svg></svg>\n")
    (root / "static/svg/male/manifest.json").unlink()
    assert [reason.split(";")[0] for reason in stale_reasons(root)] == [
        "static/svg/female/front.svg: edited by hand",
        "static/svg/male/manifest.json: missing",
    ]


def test_an_untouched_figure_is_fresh(root: Path) -> None:
    assert stale(root) == []


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("data/zones.yaml", "zones: [1]\n", "data/zones.yaml: changed since"),
        ("data/landmarks-x.yaml", "landmarks: []\n", "data/landmarks-x.yaml: new since"),
        ("atlas/zones.py", "A = 2\n", "atlas/zones.py: changed since"),
        ("static/svg/front.svg", "<svg></svg>\n", "static/svg/front.svg: edited by hand"),
        ("static/svg/back.svg", "<svg/>\n", "static/svg/back.svg: not in the manifest"),
    ],
)
def test_every_change_is_named(root: Path, path: str, text: str, reason: str) -> None:
    (root / path).write_text(text)
    (found,) = stale(root)
    assert found.startswith(reason)
    assert "make atlas" in found


def test_missing_files_are_named(root: Path) -> None:
    (root / "data/zone_seeds-a.yaml").unlink()
    (root / "static/svg/front.svg").unlink()
    assert [reason.split(":")[0] for reason in stale(root)] == [
        "data/zone_seeds-a.yaml", "static/svg/front.svg",
    ]  # fmt: skip
    (root / "static/svg/manifest.json").unlink()
    (only,) = stale(root)
    assert only.startswith("static/svg/manifest.json: missing")


def test_a_manifest_changed_by_hand_is_noticed(root: Path) -> None:
    path = root / "static/svg/manifest.json"
    manifest = json.loads(path.read_text())
    manifest["digest"] = "0" * 64
    path.write_text(json.dumps(manifest))
    assert "its digest is not that of its inputs" in stale(root)[0]


def test_words_in_the_catalogue_do_not_matter_places_do(root: Path) -> None:
    path = root / "data/trigger_points.yaml"
    path.write_text(CATALOGUE.replace("name: Masseter", "name: Chewing muscle"))
    assert stale(root) == []
    path.write_text(CATALOGUE.replace("facing: front", "facing: back"))
    assert stale(root)[0].startswith("data/trigger_points.yaml#positions: changed")


def test_pictures_for_authors_and_line_ends_do_not_matter(root: Path) -> None:
    (root / "atlas/preview.py").write_text("B = 2\n")
    (root / "atlas/zones.py").write_bytes(b"A = 1\r\n")
    assert stale(root) == []


def test_the_lines_that_place_points_are_picked_out() -> None:
    assert point_lines(CATALOGUE).splitlines() == [
        "  - id: masseter-1",
        "    position: {between: [a, b], along: 0.5}",
        "  - id: masseter-2",
        "    only_side: left",
        "    position:",
        "      between: [a]",
        "      facing: front",
    ]


def test_the_check_needs_neither_numpy_nor_shapely() -> None:
    code = (
        "import sys; from atlas.__main__ import main; main(['--check']);"
        "sys.exit(bool({'numpy', 'shapely', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_points_alone_need_no_new_pictures(root: Path) -> None:
    (root / "data/trigger_points.yaml").write_text(CATALOGUE.replace("along: 0.5", "along: 0.7"))
    (reason,) = stale(root)
    assert reason.endswith(REPOINT)
    (root / "data/zones.yaml").write_text("zones: [1]\n")
    assert all(REBUILD in reason for reason in stale(root))


@pytest.mark.parametrize(
    ("name", "is_point"),
    [
        ("data/trigger_points.yaml#positions", True),
        ("data/sheets-arm.yaml", True),
        ("atlas/muscles/laying.py", True),
        ("atlas/points.py", True),
        ("atlas/checks.py", True),
        ("atlas/pipeline.py", False),
        ("data/landmarks-arm.yaml", False),
        ("data/zone_seeds.yaml", False),
    ],
)
def test_inputs_of_points_are_told_from_those_of_pictures(name: str, *, is_point: bool) -> None:
    assert is_point_input(name) == is_point


def test_inputs_that_changed_came_or_went_are_named() -> None:
    assert changed_inputs({"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "d": "1"}) == [
        "b", "c", "d",
    ]  # fmt: skip
