"""Taking up edits while running: what swaps, what does not, and what the health page is told."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.findings import CatalogueError
from app.catalogue.service import (
    BROKEN_AFTER_S,
    LOOK_EVERY_S,
    SETTLED_AFTER_S,
    CatalogueService,
    FixedCatalogue,
)
from app.errors import FiguresError
from tests.builders import build_catalogue
from tests.catalogue.broken import POINTS
from tests.data_folder import DATA, replaced, write_data

EDITED = replaced(POINTS, "name: Sternalis", "name: Sternal muscle")
BROKEN = replaced(POINTS, "{zone: eyebrow,", "{zone: eyebro,")


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Folder:
    """A watched data folder whose edits always show in the files' times."""

    def __init__(self, path: Path) -> None:
        self.data = write_data(path)
        self.clock = Clock()
        self.service = CatalogueService(self.data, clock=self.clock)
        self._edits = 0

    def edit(self, text: str, name: str = POINTS) -> None:
        """Write a file and give it a time that no edit before had."""
        self._edits += 1
        path = self.data / name
        path.write_text(text)
        os.utime(path, ns=(0, self._edits))

    def look_after(self, *seconds: float) -> None:
        """Look, and look again after each wait."""
        self.service.look()
        for wait in seconds:
            self.clock.now += wait
            self.service.look()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give a faultless watched folder."""
    return Folder(tmp_path)


def name_of(catalogue: Catalogue) -> str:
    return catalogue.muscle_by_id["sternalis"].name


def test_a_broken_folder_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        CatalogueService(write_data(tmp_path, zones=None))


def test_nothing_happens_while_nothing_changes(folder: Folder) -> None:
    before = folder.service.catalogue
    folder.look_after(1, 1)
    assert folder.service.catalogue is before
    assert folder.service.status.state == "ok"


def test_an_edit_is_taken_up_once_it_has_settled(folder: Folder) -> None:
    before = folder.service.status.version
    folder.edit(EDITED)
    folder.look_after(SETTLED_AFTER_S / 2)
    assert name_of(folder.service.catalogue) == "Sternalis"
    folder.look_after(SETTLED_AFTER_S)
    assert name_of(folder.service.catalogue) == "Sternal muscle"
    status = folder.service.status
    assert (status.state, status.findings) == ("ok", ())
    assert status.version == folder.service.catalogue.version != before


def test_a_file_that_keeps_changing_is_not_read(folder: Folder) -> None:
    for length in range(200, 1000, 200):
        folder.edit(EDITED[:length])
        folder.look_after(SETTLED_AFTER_S * 0.9)
    assert (folder.service.status.state, name_of(folder.service.catalogue)) == ("ok", "Sternalis")
    folder.edit(EDITED)
    folder.look_after(2 * SETTLED_AFTER_S)
    assert name_of(folder.service.catalogue) == "Sternal muscle"


def test_a_half_written_file_that_becomes_whole_is_never_called_broken(folder: Folder) -> None:
    folder.edit(EDITED[:300])
    folder.look_after(SETTLED_AFTER_S, SETTLED_AFTER_S)
    assert folder.service.status.state == "ok"
    folder.edit(EDITED)
    folder.look_after(SETTLED_AFTER_S)
    assert (folder.service.status.state, name_of(folder.service.catalogue)) == (
        "ok",
        "Sternal muscle",
    )


def test_a_broken_edit_keeps_the_last_good_catalogue_and_names_file_and_line(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    before = folder.service.catalogue
    folder.edit(BROKEN)
    with caplog.at_level(logging.INFO, "knotmap.catalogue"):
        folder.look_after(BROKEN_AFTER_S, 1, 1)
    assert folder.service.catalogue is before
    status = folder.service.status
    assert (status.state, status.version) == ("stale", before.version)
    line = BROKEN[: BROKEN.index("eyebro,")].count("\n") + 1
    assert [(f.file, f.line, f.code) for f in status.findings] == [
        ("data/trigger_points.yaml", line, "CAT202")
    ]
    lines = [record.message for record in caplog.records]
    assert [text.startswith(f"data/{POINTS}:{line}: CAT202") for text in lines] == [True, False]


def test_a_mended_file_is_taken_up_after_a_broken_one(folder: Folder) -> None:
    folder.edit(BROKEN)
    folder.look_after(BROKEN_AFTER_S)
    folder.edit(EDITED)
    folder.look_after(SETTLED_AFTER_S)
    assert (folder.service.status.state, name_of(folder.service.catalogue)) == (
        "ok",
        "Sternal muscle",
    )


def test_undoing_a_broken_edit_is_no_swap(folder: Folder) -> None:
    told: list[Catalogue] = []
    folder.service.on_swap(told.append)
    before = folder.service.catalogue
    folder.edit(BROKEN)
    folder.look_after(BROKEN_AFTER_S)
    folder.edit(DATA[POINTS])
    folder.look_after(SETTLED_AFTER_S)
    assert folder.service.catalogue is before
    assert folder.service.status.state == "ok"
    assert told == []


def test_a_file_that_vanishes_makes_the_catalogue_stale(folder: Folder) -> None:
    (folder.data / "symptoms.yaml").unlink()
    folder.look_after(BROKEN_AFTER_S)
    assert [finding.code for finding in folder.service.status.findings] == ["CAT001"]
    folder.edit(DATA["symptoms.yaml"], "symptoms.yaml")
    folder.look_after(SETTLED_AFTER_S)
    assert folder.service.status.state == "ok"


def test_listeners_are_told_before_the_new_catalogue_is_in_use(folder: Folder) -> None:
    seen: list[tuple[str, str]] = []
    folder.service.on_swap(
        lambda new: seen.append((name_of(new), name_of(folder.service.catalogue)))
    )
    folder.edit(EDITED)
    folder.look_after(SETTLED_AFTER_S, SETTLED_AFTER_S)
    assert seen == [("Sternal muscle", "Sternalis")]


def test_a_catalogue_that_a_listener_cannot_use_is_not_taken_up(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(catalogue: Catalogue) -> None:
        raise FiguresError("no zone 'x' in the figures", "run `make atlas`")

    told: list[str] = []
    folder.service.on_swap(lambda catalogue: told.append(name_of(catalogue)))
    folder.service.on_swap(refuse)
    folder.edit(EDITED)
    folder.look_after(SETTLED_AFTER_S, 5)
    assert told == ["Sternal muscle", "Sternalis"]
    assert name_of(folder.service.catalogue) == "Sternalis"
    (finding,) = folder.service.status.findings
    assert (folder.service.status.state, finding.code) == ("stale", "CAT010")
    assert "no zone 'x' in the figures" in finding.message


def test_the_status_is_a_json_object(folder: Folder) -> None:
    folder.edit(BROKEN)
    folder.look_after(BROKEN_AFTER_S)
    status = folder.service.status.as_json()
    assert sorted(status) == ["findings", "loaded_at", "state", "version"]
    assert status["loaded_at"].endswith("+00:00")
    assert status["findings"][0]["file"] == "data/trigger_points.yaml"


def test_the_waits_leave_half_of_two_seconds_for_the_check() -> None:
    assert 2 * LOOK_EVERY_S + SETTLED_AFTER_S <= 1


def test_an_edit_shows_by_itself_while_watching(tmp_path: Path) -> None:
    data = write_data(tmp_path)
    service = CatalogueService(data)

    async def edit_and_wait() -> None:
        async with service.watching(), asyncio.timeout(20):
            (data / POINTS).write_text(EDITED)
            while name_of(service.catalogue) == "Sternalis":
                await asyncio.sleep(0.02)

    asyncio.run(edit_and_wait())
    assert name_of(service.catalogue) == "Sternal muscle"


def test_a_fixed_source_gives_its_catalogue_and_is_well() -> None:
    source = FixedCatalogue(build_catalogue("temporalis: temple!"))

    async def watch() -> None:
        async with source.watching():
            source.on_swap(lambda catalogue: None)

    asyncio.run(watch())
    assert source.status.as_json()["version"] == source.catalogue.version
    assert source.status.state == "ok"
