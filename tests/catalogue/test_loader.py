"""Loading a folder: what comes out of a faultless one, and how files that cannot be read show."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalogue.findings import CatalogueError, Finding, Severity
from app.catalogue.loader import check_catalogue, load_catalogue
from app.catalogue.models import Laterality, Level
from tests.catalogue.broken import POINTS
from tests.data_folder import DATA, replaced, write_data


def test_a_faultless_folder_loads(tmp_path: Path) -> None:
    catalogue = load_catalogue(write_data(tmp_path))
    assert [muscle.id for muscle in catalogue.muscles] == ["temporalis", "sternalis"]
    first = catalogue.muscles[0].trigger_points[0]
    assert first.position.offset_mm.up == 5
    assert [(r.zone, r.level, r.laterality) for r in first.referrals] == [
        ("eyebrow", Level.ESSENTIAL, Laterality.SAME),
        ("temple", Level.SPILLOVER, Laterality.BOTH),
    ]
    assert len(catalogue.zones) == 4
    assert catalogue.areas[0].zones == ("temple",)


def test_the_version_names_the_content_of_every_file(tmp_path: Path) -> None:
    versions = {load_catalogue(write_data(tmp_path)).version}
    for name, text in DATA.items():
        changed = write_data(tmp_path, **{name.removesuffix(".yaml"): f"{text}# more\n"})
        versions.add(load_catalogue(changed).version)
    assert len(versions) == len(DATA) + 1
    assert {version.rpartition("-")[0] for version in versions} == {"2026.11"}
    assert {len(version.rpartition("-")[2]) for version in versions} == {8}


def test_landmarks_do_not_change_the_version(tmp_path: Path) -> None:
    bare = load_catalogue(write_data(tmp_path)).version
    known = "landmarks: [{id: pterion}, {id: zygomatic-arch-mid}, {id: sternum-mid}]\n"
    assert load_catalogue(write_data(tmp_path, landmarks=known)).version == bare


def test_a_missing_file_is_a_finding_and_the_others_are_checked(tmp_path: Path) -> None:
    text = replaced(
        POINTS,
        "depth: superficial\n  attachments:\n    origin: sternum",
        "depth: x\n  attachments:\n    origin: sternum",
    )
    findings = check_catalogue(write_data(tmp_path, symptoms=None, trigger_points=text))[1]
    assert [(f.file, f.code) for f in findings] == [
        ("data/symptoms.yaml", "CAT001"),
        ("data/trigger_points.yaml", "CAT103"),
    ]


def test_a_missing_folder_is_a_finding_per_file(tmp_path: Path) -> None:
    catalogue, findings = check_catalogue(tmp_path / "nowhere")
    assert catalogue is None
    assert {finding.code for finding in findings} == {"CAT001"}
    assert len(findings) == len(DATA)


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    data = write_data(tmp_path, symptoms=None)
    (data / "symptoms.yaml").mkdir()
    assert [finding.code for finding in check_catalogue(data)[1]] == ["CAT001"]


def test_loading_raises_every_error_at_once(tmp_path: Path) -> None:
    data = write_data(tmp_path, symptoms="", sources="sources: [\n")
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(data)
    assert [finding.code for finding in raised.value.findings] == ["CAT004", "CAT003"]
    assert "knotmap check" in raised.value.fix


def test_notices_do_not_keep_the_catalogue_from_loading(tmp_path: Path) -> None:
    unused = DATA["symptoms.yaml"].replace(
        "- {id: tooth", "- {id: itch, label: itch}\n- {id: tooth"
    )
    catalogue, findings = check_catalogue(write_data(tmp_path, symptoms=unused))
    assert catalogue is not None
    assert [finding.severity for finding in findings] == [Severity.NOTICE]
    assert load_catalogue(tmp_path / "data").version == catalogue.version


def test_only_one_file_is_reported_on_when_asked(tmp_path: Path) -> None:
    data = write_data(tmp_path, symptoms="", sources="")
    findings = check_catalogue(data, data / "sources.yaml")[1]
    assert [finding.file for finding in findings] == ["data/sources.yaml"]


def test_a_draft_elsewhere_takes_the_place_of_its_file(tmp_path: Path) -> None:
    data = write_data(tmp_path)
    draft = tmp_path / "trigger_points.yaml"
    draft.write_text(replaced(POINTS, "{zone: eyebrow,", "{zone: eyebro,"))
    (finding,) = check_catalogue(data, draft)[1]
    assert (finding.file, finding.code) == (str(draft), "CAT202")


def test_a_finding_reads_as_a_line() -> None:
    finding = Finding("data/zones.yaml", 7, "CAT203", "unknown zone group 'x'", "use one of y")
    text = "data/zones.yaml:7: CAT203 unknown zone group 'x'; fix: use one of y"
    assert str(finding) == text
    assert finding.as_json() == {
        "file": "data/zones.yaml",
        "line": 7,
        "code": "CAT203",
        "severity": "error",
        "message": "unknown zone group 'x'",
        "fix": "use one of y",
    }
