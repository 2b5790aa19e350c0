"""What the matcher reaches on the real catalogue and the built body; it may not fall below."""

from __future__ import annotations

from pathlib import Path

import pytest

import evaluation.__main__ as command
from evaluation.__main__ import REPORT, measure
from evaluation.measure import TOP
from evaluation.report import write_report
from evaluation.study import Study


@pytest.fixture(scope="module")
def study() -> Study:
    return measure()


def test_entries_that_were_read_are_found(study: Study) -> None:
    assert (study.lines[0].figures.recall_seen or 0) >= 0.97


def test_the_first_places_hold_entries(study: Study) -> None:
    assert (study.lines[0].figures.precision_at_length or 0) >= 0.75


def test_the_order_agrees_where_it_was_read(study: Study) -> None:
    assert (study.lines[0].ndcg_seen or 0) >= 0.85


def test_the_engine_beats_every_baseline(study: Study) -> None:
    engine, *baselines = study.lines
    assert len(baselines) == 2
    for line in baselines:
        assert (engine.figures.ndcg or 0) > (line.figures.ndcg or 0)
        assert (engine.figures.precision_at_length or 0) > (line.figures.precision_at_length or 0)


def test_a_mark_moved_to_its_neighbour_keeps_four_of_five(study: Study) -> None:
    assert study.steadiness.engine >= 0.8 * TOP
    assert study.steadiness.engine > study.steadiness.overlap


def test_the_report_is_fresh(study: Study) -> None:
    assert REPORT.read_text(encoding="utf-8") == write_report(study), "run `make eval`"


def test_checking_compares_and_writes_nothing(
    study: Study, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    report = tmp_path / "docs" / "evaluation.md"
    report.parent.mkdir()
    monkeypatch.setattr(command, "measure", lambda _: study)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "REPORT", report)
    assert command.main(["--check"]) == 1
    assert not report.exists()
    assert command.main([]) == 0
    assert report.read_text(encoding="utf-8") == write_report(study)
    assert command.main(["--check"]) == 0
    report.write_text("something else", encoding="utf-8")
    assert command.main(["--check"]) == 1
    assert report.read_text(encoding="utf-8") == "something else"


def test_one_group_is_printed_and_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    before = REPORT.stat().st_mtime_ns
    assert command.main(["--group", "head_neck"]) == 0
    printed = capsys.readouterr().out
    assert "| vertex pain |" in printed
    assert "| abdominal pain |" not in printed
    assert REPORT.stat().st_mtime_ns == before
