"""Answers kept as bytes: compressed once, named by their content, sent without further work.

A stored body knows its media type, its cache rule and its strong entity tags, and answers a
conditional request with 304. It knows nothing of paths, templates or the catalogue.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
import zlib
from functools import lru_cache

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

# A path that carries the hash of its content never changes what it means.
IMMUTABLE = "public, max-age=31536000, immutable"
# A public page may be reused for a minute, then is asked for again by its tag: a mended catalogue
# shows within that minute, and the asking costs a 304 without a body.
PUBLIC = "public, max-age=60, must-revalidate"
# What was made from somebody's marks is kept nowhere.
PRIVATE = "no-store"

# Below one network packet, compressing saves nothing.
_LEAST_COMPRESSED_BYTES = 860
# Above this the plain form is not kept beside the compressed one: nearly every client takes gzip,
# what it takes to undo it for another is a tenth of a millisecond, and pages would fill the memory
# twice over.
_LARGEST_KEPT_PLAIN_BYTES = 4 * 1024
# The slowest level: paid once per body, saved at every request.
_GZIP_LEVEL = 9

_GZIP_OFFERED = re.compile(rb"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?:,|$)")


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: bytes) -> bool:
    """Tell whether an Accept-Encoding header allows gzip."""
    found = _GZIP_OFFERED.search(accept_encoding.lower())
    return found is not None and (found[1] is None or found[1].strip(b"0.") != b"")


class StoredBody:
    """One answer to GET, ready to send in its plain and its compressed form.

    Parameters
    ----------
    content : bytes
        The body.
    media_type : str
        The Content-Type, with its charset where it has one.
    cache_control : str
        One of the rules of this module.
    headers : tuple of (bytes, bytes)
        Further headers, names in lower case.
    """

    __slots__ = (
        "_common",
        "_gzipped",
        "_gzipped_headers",
        "_is_settled",
        "_plain",
        "_plain_headers",
        "_tags",
    )

    def __init__(
        self,
        content: bytes,
        media_type: str,
        cache_control: str = PUBLIC,
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        digest = hashlib.sha256(content).hexdigest()[:20].encode()
        # A strong tag names the bytes on the wire, so each encoding has its own.
        self._tags = (b'"' + digest + b'"', b'"' + digest + b'-gz"')
        self._common = (
            (b"content-type", media_type.encode("latin-1")),
            (b"cache-control", cache_control.encode("latin-1")),
            (b"vary", b"accept-encoding"),
            *headers,
        )
        length = str(len(content)).encode()
        self._plain: bytes | None = content
        self._plain_headers = [*self._common, (b"etag", self._tags[0]), (b"content-length", length)]
        self._gzipped: bytes | None = None
        self._gzipped_headers: list[tuple[bytes, bytes]] = []
        self._is_settled = len(content) < _LEAST_COMPRESSED_BYTES

    def compressed(self) -> StoredBody:
        """Compress the body, if that has not been done and makes it shorter; give it back."""
        content = self._plain
        if self._is_settled or content is None:
            return self
        # No time stamp: the same content gives the same bytes on every replica.
        gzipped = gzip.compress(content, _GZIP_LEVEL, mtime=0)
        if len(gzipped) < len(content):
            self._gzipped_headers = [
                *self._common,
                (b"etag", self._tags[1]),
                (b"content-encoding", b"gzip"),
                (b"content-length", str(len(gzipped)).encode()),
            ]
            self._gzipped = gzipped
            if len(content) > _LARGEST_KEPT_PLAIN_BYTES:
                self._plain = None
        self._is_settled = True
        return self

    @property
    def size_bytes(self) -> int:
        """Give what the body takes in memory."""
        return len(self._gzipped or b"") + len(self._plain or b"")

    @property
    def content(self) -> bytes:
        """Give the body in its plain form."""
        if self._plain is not None:
            return self._plain
        return zlib.decompress(self._gzipped or b"", wbits=31)

    async def send(self, scope: Scope, send: Send) -> None:
        """Answer a GET or HEAD request: the body, its headers only, or 304."""
        wants_gzip = False
        if_none_match: bytes | None = None
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                wants_gzip = accepts_gzip(value)
            elif name == b"if-none-match":
                if_none_match = value
        if wants_gzip and not self._is_settled:
            # Once in the life of the body, and off the event loop.
            await asyncio.to_thread(self.compressed)
        if wants_gzip and self._gzipped is not None:
            headers = self._gzipped_headers
        else:
            headers, wants_gzip = self._plain_headers, False
        if if_none_match is not None and self._is_known(if_none_match):
            kept = [pair for pair in headers if not pair[0].startswith(b"content-")]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
        if scope["method"] == "HEAD":
            body = b""
        elif wants_gzip and self._gzipped is not None:
            body = self._gzipped
        else:
            body = self.content
        await send({"type": "http.response.body", "body": body})

    def _is_known(self, if_none_match: bytes) -> bool:
        # RFC 9110, 13.1.2: compared weakly, so a W/ that a proxy has put before a tag is no matter.
        given = {tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")}
        return b"*" in given or not given.isdisjoint(self._tags)


class StoredResponse(Response):
    """A response that sends a stored body, for handlers."""

    def __init__(self, stored: StoredBody) -> None:
        self.stored = stored
        self.status_code = 200
        self.background = None
        self.body = b""
        self.raw_headers = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the body, its headers only, or 304."""
        await self.stored.send(scope, send)


class AnswerCache:
    """Stored bodies by path, within a bound on their size; the oldest leaves first.

    Parameters
    ----------
    limit_bytes : int
        What all bodies together may take.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._bodies: dict[str, StoredBody] = {}
        self.size_bytes = 0

    def get(self, path: str) -> StoredBody | None:
        """Find the answer that was kept for a path."""
        return self._bodies.get(path)

    def keep(self, path: str, stored: StoredBody) -> StoredBody:
        """Keep an answer for a path and give it back."""
        former = self._bodies.pop(path, None)
        self.size_bytes += stored.size_bytes - (former.size_bytes if former else 0)
        self._bodies[path] = stored
        while self.size_bytes > self._limit_bytes and len(self._bodies) > 1:
            oldest = next(iter(self._bodies))
            self.size_bytes -= self._bodies.pop(oldest).size_bytes
        return stored

    def __len__(self) -> int:
        return len(self._bodies)
