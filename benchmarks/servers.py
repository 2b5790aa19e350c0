"""Servers under measurement: uvicorn in a process of its own, as an installation runs it."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.settings import ROOT

_START_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """A server that has answered once.

    Attributes
    ----------
    first_answer_s : float
        From the start of the process to the first whole answer.
    """

    port: int
    pid: int
    first_answer_s: float

    def get(self, path: str, **headers: str) -> Fetched:
        """Get a path once."""
        return self.ask("GET", path, b"", {"accept-encoding": "gzip", **headers})

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Fetched:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request(method, path, body or None, dict(headers))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Fetched(answer.status, named, answer.read())

    def processor_s(self) -> float | None:
        """Give the processor time used so far; None where the system does not tell."""
        status = Path(f"/proc/{self.pid}/stat")
        if not status.exists():
            return None
        # After the name in brackets: fields 14 and 15 are time in user and in system mode.
        fields = status.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mib(self) -> float | None:
        """Give the resident memory of the process; None where the system does not tell."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def free_port() -> int:
    """Find a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(
    application: str, first_path: str, *, is_factory: bool = False, **environment: str
) -> Iterator[Server]:
    """Run an application under uvicorn as long as the context lasts.

    Parameters
    ----------
    application : str
        As uvicorn takes it: `app.main:app`.
    is_factory : bool
        Whether it names a function that makes the application.
    first_path : str
        What is asked for to see that it has started.
    **environment : str
        Variables for the process, besides those of this one.
    """
    port = free_port()
    # As an installation runs: with what Python has compiled before.
    environment = {**os.environ, **environment}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "uvicorn", application),
            *("--host", "127.0.0.1", "--port", str(port)),
            *("--no-access-log", "--no-server-header", "--log-level", "warning"),
            *(["--factory"] if is_factory else []),
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        yield _wait_for(process, port, first_path, began)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(process: subprocess.Popen[bytes], port: int, first_path: str, began: float) -> Server:
    while time.perf_counter() - began < _START_WITHIN_S:
        if process.poll() is not None:
            break
        with contextlib.suppress(ConnectionError):
            server = Server(port, process.pid, 0.0)
            answer = server.get(first_path)
            if answer.status == 200:
                return Server(port, process.pid, time.perf_counter() - began)
        time.sleep(0.005)
    raise RuntimeError(f"the server of {first_path} did not start")
