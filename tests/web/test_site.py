from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.catalogue.catalogue import Catalogue
from app.catalogue.findings import Finding
from app.catalogue.service import Status
from app.errors import FiguresError
from app.factory import create_app
from app.matching.types import Mark, Weight
from app.settings import Settings
from app.web.warning_signs import WarningBlocks, WarningSets, signs_as_json
from tests.web.html_reader import read_html
from tests.web.worlds import every_mark, make_app, world_catalogue, world_figures


class EditedCatalogue:
    """A source whose catalogue changes when a test says so."""

    def __init__(self) -> None:
        self.catalogue = world_catalogue("2026.11-aaaaaaaa")
        self.status = Status("ok", self.catalogue.version, datetime.now(UTC))
        self.listeners = []
        self.is_watched = False

    def on_swap(self, listener: Any) -> None:
        self.listeners.append(listener)

    @contextlib.asynccontextmanager
    async def watching(self) -> Iterator[Any]:
        self.is_watched = True
        yield
        self.is_watched = False

    def swap(self, catalogue: Catalogue) -> None:
        for listener in self.listeners:
            listener(catalogue)
        self.catalogue = catalogue
        self.status = Status("ok", catalogue.version, datetime.now(UTC))

    def fail(self) -> None:
        finding = Finding("data/zones.yaml", 7, "CAT202", "unknown zone", "use one of temple")
        self.status = Status("stale", self.catalogue.version, datetime.now(UTC), (finding,))


@pytest.fixture
def source() -> Any:
    return EditedCatalogue()


@pytest.fixture
def client(source: EditedCatalogue) -> Iterator[Any]:
    figures = world_figures(source.catalogue)
    with TestClient(create_app(source, figures, Settings())) as client:
        yield client


def renamed(catalogue: Catalogue, name: str, version: str) -> Any:
    changed = catalogue.muscles[0].model_copy(update={"name": name})
    return type(catalogue)(
        version=version,
        muscles=(changed, *catalogue.muscles[1:]),
        zones=catalogue.zones,
        groups=catalogue.groups,
        areas=catalogue.areas,
        symptoms=catalogue.symptoms,
        sources=catalogue.sources,
        warnings=catalogue.warnings,
    )


def test_a_new_catalogue_shows_everywhere_at_once(
    client: TestClient, source: EditedCatalogue
) -> None:
    paths = ["/", "/muscles", "/muscles/temporalis", "/api/v1/muscles/temporalis", "/about"]
    before = {path: client.get(path) for path in paths}
    source.swap(renamed(source.catalogue, "Renamed", "2026.12-bbbbbbbb"))
    for path in paths:
        after = client.get(path)
        assert after.headers["etag"] != before[path].headers["etag"]
        assert after.headers["knotmap-catalogue-version"] == "2026.12-bbbbbbbb"
    assert "Renamed" in client.get("/muscles/temporalis").text
    match = client.post("/api/v1/match", json={"marks": [{"zone": "temple", "side": "left"}]})
    assert match.json()["catalogue_version"] == "2026.12-bbbbbbbb"
    assert "Left renamed" in client.post("/match", data={"mark": "temple:left"}).text
    assert client.get("/api/v1/search?q=renamed").json()["hits"][0]["id"] == "temporalis"


def test_a_catalogue_that_does_not_fit_the_figures_leaves_the_old_one_in_use(
    client: TestClient, source: EditedCatalogue
) -> None:
    from tests.builders import build_catalogue

    with pytest.raises(FiguresError):
        source.swap(build_catalogue("novus: nowhere!"))
    assert client.get("/muscles/temporalis").status_code == 200


def test_broken_files_show_on_the_pages_and_in_the_health_until_they_are_mended(
    client: TestClient, source: EditedCatalogue
) -> None:
    assert "waiting to be corrected" not in client.get("/about").text
    source.fail()
    assert "waiting to be corrected" in client.get("/about").text
    health = client.get("/healthz")
    assert health.status_code == 200
    assert health.json()["state"] == "stale"
    assert health.json()["findings"][0]["line"] == 7
    source.swap(source.catalogue)
    assert "waiting to be corrected" not in client.get("/about").text


def test_files_are_watched_while_the_application_runs_and_only_when_asked(
    source: EditedCatalogue,
) -> None:
    figures = world_figures(source.catalogue)
    with TestClient(create_app(source, figures, Settings(watch=True))):
        assert source.is_watched
    assert not source.is_watched
    with TestClient(create_app(source, figures, Settings(watch=False))):
        assert not source.is_watched


def test_warnings_are_what_the_catalogue_chooses() -> None:
    catalogue = world_catalogue()
    signs = WarningSets(catalogue)
    places = [Mark(m["zone"], m["side"], Weight.MAIN) for m in every_mark(catalogue)]
    for marks in ([], places[:1], places[-3:], places, places):
        expected = catalogue.warnings_for(mark.zone for mark in marks)
        assert signs.signs(signs.numbers_for(marks)) == expected
        assert signs.as_json(marks) == signs_as_json(expected)


def test_the_block_of_warnings_holds_each_sign_once() -> None:
    catalogue = world_catalogue()
    blocks = WarningBlocks(WarningSets(catalogue), make_app(catalogue).state.keeper.site.templates)
    places = [Mark(m["zone"], m["side"], Weight.MAIN) for m in every_mark(catalogue)]
    for marks in (places[:1], places[-3:], places, places[:1]):
        block = read_html(blocks.block(marks))
        expected = [sign.sign for sign in catalogue.warnings_for(mark.zone for mark in marks)]
        assert [" ".join(item.text.split()) for item in block.all("li")] == expected


def test_the_process_settles_once_all_is_made_and_after_each_change(
    source: EditedCatalogue,
) -> None:
    settled: list[str] = []
    app = create_app(
        source,
        world_figures(source.catalogue),
        Settings(watch=False),
        settle=lambda: settled.append(app.state.keeper.site.catalogue.version),
    )
    with TestClient(app):
        pass
    source.swap(renamed(source.catalogue, "Other", "2026.11-bbbbbbbb"))
    assert settled == ["2026.11-aaaaaaaa", "2026.11-bbbbbbbb"]
