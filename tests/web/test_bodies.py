from __future__ import annotations

import gzip
from typing import Any

import anyio
import pytest

from app.web.bodies import AnswerCache, StoredBody, accepts_gzip

LONG = b"the same words again and again " * 200


def send(stored: StoredBody, method: str = "GET", **headers: str) -> Any:
    messages = []

    async def take(message: Any) -> None:
        messages.append(message)

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    anyio.run(stored.send, {"type": "http", "method": method, "headers": raw}, take)
    start, body = messages
    return start["status"], dict(start["headers"]), body["body"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("GZIP", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("br, deflate", False),
        ("xgzip", False),
        ("", False),
    ],
)
def test_gzip_is_sent_only_where_it_is_accepted(header: str, expected: bool) -> None:
    assert accepts_gzip(header.encode()) is expected


def test_a_compressed_answer_holds_the_same_bytes_and_says_so() -> None:
    status, headers, body = send(StoredBody(LONG, "text/plain"), accept_encoding="gzip")
    assert status == 200
    assert headers[b"content-encoding"] == b"gzip"
    assert headers[b"vary"] == b"accept-encoding"
    assert headers[b"content-length"] == str(len(body)).encode()
    assert gzip.decompress(body) == LONG
    assert len(body) < len(LONG)


def test_a_plain_answer_is_given_to_those_who_take_no_gzip() -> None:
    _, headers, body = send(StoredBody(LONG, "text/plain"))
    assert b"content-encoding" not in headers
    assert body == LONG


def test_a_large_body_is_kept_compressed_only_and_still_given_plain() -> None:
    large = bytes(range(256)) * 1000
    stored = StoredBody(large, "text/plain")
    assert stored.size_bytes == len(large)
    assert stored.compressed().size_bytes < len(large)
    assert send(stored)[2] == large


def test_the_same_content_gives_the_same_bytes_on_every_replica() -> None:
    one, other = StoredBody(LONG, "text/plain"), StoredBody(LONG, "text/plain")
    assert send(one, accept_encoding="gzip") == send(other, accept_encoding="gzip")


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_known_tag_is_answered_with_304_and_no_body(encoding: str) -> None:
    stored = StoredBody(LONG, "text/plain")
    _, headers, _ = send(stored, accept_encoding=encoding)
    tag = headers[b"etag"].decode()
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        status, kept, body = send(stored, accept_encoding=encoding, if_none_match=given)
        assert (status, body) == (304, b"")
        assert kept[b"etag"] == headers[b"etag"]
        assert b"cache-control" in kept
        assert b"content-length" not in kept
    assert send(stored, if_none_match='"other"')[0] == 200


def test_each_encoding_has_its_own_strong_tag() -> None:
    stored = StoredBody(LONG, "text/plain")
    plain, gzipped = send(stored)[1], send(stored, accept_encoding="gzip")[1]
    assert plain[b"etag"] != gzipped[b"etag"]
    assert not plain[b"etag"].startswith(b"W/")


def test_head_gives_the_headers_of_get_without_the_body() -> None:
    stored = StoredBody(LONG, "text/plain")
    status, headers, body = send(stored, "HEAD")
    assert (status, body) == (200, b"")
    assert headers == send(stored)[1]


def test_a_short_body_is_not_compressed() -> None:
    _, headers, body = send(StoredBody(b"short", "text/plain"), accept_encoding="gzip")
    assert b"content-encoding" not in headers
    assert body == b"short"


def test_the_oldest_answer_leaves_when_the_cache_is_full() -> None:
    cache = AnswerCache(limit_bytes=2500)
    for name in ("/a", "/b", "/c"):
        cache.keep(name, StoredBody(name.encode() * 400, "text/plain"))
    # Each takes its 800 bytes alone: below the size at which compressing begins.
    assert len(cache) == 3
    cache.keep("/d", StoredBody(b"/d" * 400, "text/plain"))
    assert cache.get("/a") is None
    assert cache.get("/d") is not None
    assert cache.size_bytes <= 2500


def test_an_answer_kept_anew_takes_the_place_of_the_former() -> None:
    cache = AnswerCache(limit_bytes=10_000)
    cache.keep("/a", StoredBody(b"old", "text/plain"))
    newer = cache.keep("/a", StoredBody(b"newer", "text/plain"))
    assert cache.get("/a") is newer
    assert cache.size_bytes == newer.size_bytes
