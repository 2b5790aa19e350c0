from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.web.assets import AssetStore, UnknownAssetError
from app.web.bodies import IMMUTABLE


@pytest.fixture
def static(tmp_path: Path) -> Any:
    for name, text in {
        "js/map.js": "import './marks.js'",
        "js/marks.js": "export const a = 1",
        "css/knotmap.css": "body{}",
        "favicon.svg": "<svg/>",
        "README.md": "notes",
        "svg/front.svg": "<svg/>",
        "svg/manifest.json": "{}",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_files_of_a_folder_share_the_hash_in_its_name_so_that_relative_imports_work(
    static: Path,
) -> None:
    store = AssetStore(static)
    folder, _, name = store.url("js/map.js").rpartition("/")
    assert name == "map.js"
    assert store.url("js/marks.js") == f"{folder}/marks.js"
    assert folder.startswith("/static/js.")


def test_a_change_in_any_file_of_a_folder_changes_the_address_of_all_of_them(static: Path) -> None:
    before = AssetStore(static)
    (static / "js" / "marks.js").write_text("export const a = 2")
    after = AssetStore(static)
    assert before.url("js/map.js") != after.url("js/map.js")
    assert before.url("css/knotmap.css") == after.url("css/knotmap.css")


def test_a_renamed_file_changes_the_address_too(static: Path) -> None:
    before = AssetStore(static)
    (static / "js" / "marks.js").rename(static / "js" / "zones.js")
    assert before.url("js/map.js") != AssetStore(static).url("js/map.js")


def test_only_what_pages_ask_for_is_served(static: Path) -> None:
    paths = AssetStore(static).paths
    assert len(paths) == 4
    assert not any("README" in path or "manifest" in path for path in paths)


def test_a_view_is_named_by_its_content(static: Path) -> None:
    store = AssetStore(static)
    url = store.add_view("front", b"<svg>1</svg>")
    assert url.startswith("/figures/views/front.")
    assert url != AssetStore(static).add_view("front", b"<svg>2</svg>")
    body = store.get(url)
    assert body is not None
    assert body.content == b"<svg>1</svg>"


def test_style_sheets_come_as_one_in_the_order_asked_for(static: Path) -> None:
    (static / "css" / "tokens.css").write_text(":root{}")
    store = AssetStore(static)
    url = store.styles_url("tokens", "knotmap")
    body = store.get(url)
    assert body is not None
    assert body.content == b":root{}\nbody{}"
    assert store.styles_url("tokens", "knotmap") == url
    assert store.styles_url("knotmap", "tokens") != url
    with pytest.raises(UnknownAssetError, match=r"css/none\.css"):
        store.styles_url("none")


def test_an_unknown_file_fails_loudly_by_name(static: Path) -> None:
    with pytest.raises(UnknownAssetError, match=r"js/mpa\.js"):
        AssetStore(static).url("js/mpa.js")


def test_a_missing_folder_gives_an_empty_store(tmp_path: Path) -> None:
    assert AssetStore(tmp_path / "nothing").paths == ()


def test_assets_are_immutable_and_have_their_media_type(client: TestClient) -> None:
    page = client.get("/").text
    start = page.index("/static/styles.")
    url = page[start : page.index('"', start)]
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert client.get(url, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert client.get(url.replace("/static/styles.", "/static/styles.0")).status_code == 404
