"""A load client: as many requests as a server answers, over a few kept connections.

It speaks just enough HTTP to count whole answers, so that on two cores the server is what is
measured and not the client.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

# Enough to keep one server process busy, few enough that none of them waits long.
CONNECTIONS = 16
_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length: "


@dataclass(frozen=True, slots=True)
class Request:
    """A request as bytes on the wire."""

    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("accept-encoding", "gzip"),)

    def encode(self) -> bytes:
        """Write the request as HTTP/1.1."""
        lines = [f"{self.method} {self.path} HTTP/1.1", "host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.body:
            lines.append(f"content-length: {len(self.body)}")
        return "\r\n".join(lines).encode() + _HEAD_END + self.body


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load."""

    per_second: float
    median_ms: float
    p95_ms: float
    failed: int


class _Connection(asyncio.Protocol):
    def __init__(self, requests: Iterator[bytes]) -> None:
        self.requests = requests
        self.latencies_s: list[float] = []
        self.failed = 0
        self.is_running = True
        self._buffer = b""
        self._missing = 0
        self._sent_at = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a TCP client has one
        self._transport = transport
        self._send()

    def _send(self) -> None:
        if self._transport is not None and self.is_running:
            self._sent_at = time.perf_counter()
            self._transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        if self._missing:
            self._missing -= len(data)
        else:
            self._buffer += data
            end = self._buffer.find(_HEAD_END)
            if end < 0:
                return
            head = self._buffer[:end].lower()
            if not head.startswith(b"http/1.1 200"):
                self.failed += 1
            start = head.index(_LENGTH) + len(_LENGTH)
            length = int(head[start : (head + b"\r").index(b"\r", start)])
            self._missing = length - (len(self._buffer) - end - len(_HEAD_END))
            self._buffer = b""
        if self._missing == 0:
            self.latencies_s.append(time.perf_counter() - self._sent_at)
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.is_running:
            self.failed += 1
            self.is_running = False

    def close(self) -> None:
        self.is_running = False
        if self._transport is not None:
            self._transport.abort()


async def put_under_load(port: int, requests: Sequence[Request], seconds: float) -> Load:
    """Send requests in turn for a while, each connection one after the other.

    Parameters
    ----------
    port : int
        On 127.0.0.1.
    requests : sequence of Request
        Repeated from the start when they run out.
    seconds : float
        How long.
    """
    encoded = cycle([request.encode() for request in requests])
    loop = asyncio.get_running_loop()
    connections = []
    began = time.perf_counter()
    for _ in range(CONNECTIONS):
        _, connection = await loop.create_connection(
            lambda: _Connection(encoded), "127.0.0.1", port
        )
        connections.append(connection)
    await asyncio.sleep(seconds)
    lasted_s = time.perf_counter() - began
    for connection in connections:
        connection.close()
    latencies_s = sorted(value for each in connections for value in each.latencies_s)
    if not latencies_s:
        return Load(0.0, 0.0, 0.0, sum(each.failed for each in connections))
    return Load(
        per_second=len(latencies_s) / lasted_s,
        median_ms=1000 * latencies_s[len(latencies_s) // 2],
        p95_ms=1000 * latencies_s[int(0.95 * len(latencies_s))],
        failed=sum(each.failed for each in connections),
    )
