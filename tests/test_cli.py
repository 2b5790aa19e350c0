"""The command line: what it prints, and with which code it ends."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from app import cli
from app.catalogue.loader import load_catalogue
from app.catalogue.models import Region
from app.errors import BadMarkError, UnknownZoneError, WrongSideError
from app.matching.types import Mark, Weight
from app.settings import ROOT
from app.terminal import read_mark
from tests.builders import build_catalogue, write_figures
from tests.data_folder import DATA, replaced, write_data
from tests.drawn import write_layer

POINTS = "trigger_points.yaml"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a faultless data folder with its figures, which the environment points to."""
    folder = write_data(tmp_path)
    write_figures(tmp_path / "static" / "svg", load_catalogue(folder), borders="temple eyebrow 20")
    monkeypatch.setenv("KNOTMAP_DATA", str(folder))
    monkeypatch.setenv("KNOTMAP_STATIC", str(tmp_path / "static"))
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command and give its exit code."""
    monkeypatch.setattr(sys, "argv", ["knotmap", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_checking_a_faultless_folder_counts_what_it_holds(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check") == 0
    lines = capsys.readouterr().out.splitlines()
    version = load_catalogue(data).version
    assert lines == [
        f"catalogue {version}: 2 muscles, 3 trigger points, 5 referrals, 4 zones, 1 area, "
        "2 symptoms, 1 warning sign, 2 sources"
    ]


def test_checking_a_broken_folder_lists_every_problem_and_fails(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = replaced(POINTS, "{zone: eyebrow,", "{zone: eyebro,").replace("TrP2", "TrP1")
    (data / POINTS).write_text(broken)
    assert run(monkeypatch, "check") == 1
    printed = capsys.readouterr()
    assert [line.split(" ")[1] for line in printed.out.splitlines()] == ["CAT202", "CAT406"]
    assert printed.err == "2 problems\n"


def test_notices_fail_only_when_completeness_is_asked_for(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "symptoms.yaml").write_text(DATA["symptoms.yaml"] + "- {id: x, label: x}\n")
    assert run(monkeypatch, "check") == 0
    assert capsys.readouterr().out.endswith("; 1 notice (--complete lists them)\n")
    assert run(monkeypatch, "check", "--complete") == 1
    assert capsys.readouterr().out.startswith("notice: data/symptoms.yaml:4: CAT903")


def test_the_report_as_json(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report == {"ok": True, "version": load_catalogue(data).version, "findings": []}
    (data / "zones.yaml").write_text("zones: [\n")
    assert run(monkeypatch, "check", "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["ok"], report["version"]) == (False, None)
    assert [finding["code"] for finding in report["findings"]] == ["CAT004"]


def test_one_file_can_be_checked_by_its_bare_name(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "zones.yaml").write_text("zones: [\n")
    assert run(monkeypatch, "check", "sources.yaml") == 0
    assert capsys.readouterr().out == "sources.yaml has no error\n"
    assert run(monkeypatch, "check", "zones.yaml") == 1


def test_a_draft_elsewhere_can_be_checked(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    draft = tmp_path / POINTS
    draft.write_text(replaced(POINTS, "label: TrP2", "label: TrP1"))
    assert run(monkeypatch, "check", str(draft)) == 1
    assert capsys.readouterr().out.startswith(f"{draft}:")


def test_a_file_that_is_no_data_file_is_a_misuse(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", "zone.yaml") == 2
    assert capsys.readouterr().err.startswith("knotmap: zone.yaml is not a data file; name one of")


def test_another_folder_can_be_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, "check", "--data", str(tmp_path / "nowhere")) == 1
    assert "nowhere/zones.yaml:1: CAT001" in capsys.readouterr().out


def test_a_match_tells_warnings_candidates_reasons_and_sets(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "match", "temple:left!", "sternum", "--limit", "2") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "  emergency: pressing pain in the chest"
    heads = [line for line in lines if line[:4].strip().endswith(".")]
    assert len(heads) == 2
    assert [head.split("(")[0][5:].strip() for head in heads] == ["Temporalis", "Temporalis"]
    assert any(line.startswith("     - ") and "temple" in line.lower() for line in lines)
    assert "Together these cover the marks that any pattern covers:" in lines
    assert not any("%" in line for line in lines)


def test_a_match_as_json_is_the_answer_of_the_api(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--json", "--symptom", "dizziness"]
    assert run(monkeypatch, "match", "temple:left", "sternum", *options) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {candidate["muscle"] for candidate in answer["candidates"]} >= {
        "temporalis",
        "sternalis",
    }
    assert answer["warnings"] == [
        {"id": "heart", "level": "emergency", "sign": "pressing pain in the chest"}
    ]
    assert answer["catalogue_version"] == load_catalogue(data).version


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tempel:left"], "unknown zone 'tempel'; use one of temple"),
        (["temple"], "zone 'temple' has no side 'none'"),
        (["sternum:left"], "zone 'sternum' has no side 'left'"),
        (["my temple"], "mark 1 cannot be read; write zone:left"),
        (["temple:left", "--symptom", "dizzines"], "unknown symptom 'dizzines'; use one of dizz"),
    ],
)
def test_a_mark_that_cannot_be_used_is_a_misuse_and_is_explained(
    arguments: list[str],
    message: str,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, "match", *arguments) == 2
    assert capsys.readouterr().err.startswith(f"knotmap: {message}")


def test_contact_sheets_are_one_picture_a_region(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "static" / "css", tmp_path / "static" / "css")
    write_layer(tmp_path / "static" / "svg")
    out = tmp_path / "sheets"
    assert run(monkeypatch, "contact-sheets", "--out", str(out)) == 0
    pictures = sorted(out.glob("*.png"))
    assert [path.stem for path in pictures] == sorted(region.value for region in Region)
    assert all(path.read_bytes()[1:4] == b"PNG" for path in pictures)
    assert f"{out / 'head-neck.png'}: 1 muscle" in capsys.readouterr().out


def test_a_match_without_figures_names_the_command_that_builds_them(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    (tmp_path / "static" / "svg" / "manifest.json").unlink()
    assert run(monkeypatch, "match", "temple:left") == 1
    assert capsys.readouterr().err.endswith("run `make atlas`\n")


def test_a_match_on_a_broken_catalogue_lists_what_is_wrong(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "zones.yaml").write_text("")
    assert run(monkeypatch, "match", "temple:left") == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" ")[1] for line in lines[:-1]] == ["CAT003"]
    assert lines[-1].startswith("knotmap: the catalogue cannot be used")


def test_a_bad_setting_is_a_misuse(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOTMAP_PORT", "eighty")
    assert run(monkeypatch, "check") == 2
    assert capsys.readouterr().err.startswith("knotmap: KNOTMAP_PORT")


def test_marks_are_read_with_side_and_weight() -> None:
    world = build_catalogue("a: temple! sternum!", midline="sternum")
    assert read_mark("temple:left!", 1, world) == Mark("temple", "left", Weight.MAIN)
    assert read_mark(" temple:right ", 1, world) == Mark("temple", "right", Weight.ALSO)
    assert read_mark("sternum", 1, world) == Mark("sternum", "midline", Weight.ALSO)
    assert read_mark("sternum:midline!", 1, world) == Mark("sternum", "midline", Weight.MAIN)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("temple:top", BadMarkError),
        ("temple:left!!", BadMarkError),
        ("", BadMarkError),
        ("brow:left", UnknownZoneError),
        ("temple", WrongSideError),
    ],
)
def test_marks_that_cannot_be_read_are_errors(text: str, kind: type[Exception]) -> None:
    world = build_catalogue("a: temple!")
    with pytest.raises(kind):
        read_mark(text, 1, world)
