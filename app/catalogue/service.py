"""Serve the current catalogue, and take up changed data files while the application runs.

Takes a data folder; gives the last catalogue that had no error, and a status for the health page.
A changed file counts once it has stopped changing, so that a half-written file is never taken up,
and a file that was caught broken has a little longer to become whole before it is called broken.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from app.catalogue.catalogue import Catalogue
from app.catalogue.files import DataFile, Stamps, read_files, stamps_of
from app.catalogue.findings import CatalogueError, Finding, errors_among
from app.catalogue.loader import check_files
from app.errors import KnotmapError

log = logging.getLogger("knotmap.catalogue")

Listener: TypeAlias = Callable[[Catalogue], None]
# A look costs five calls of stat. All waits together stay under the two seconds in which an edit
# must show, with time left for the check itself.
LOOK_EVERY_S = 0.25
SETTLED_AFTER_S = 0.25
BROKEN_AFTER_S = 1.0


@dataclass(frozen=True)
class Status:
    """How the catalogue in use came to be.

    Attributes
    ----------
    state : str
        `ok`, or `stale` when the files have changed and cannot be used.
    version : str
        Of the catalogue in use.
    loaded_at : datetime
        When that was loaded, in UTC.
    findings : tuple of Finding
        What is wrong with the files as they are now; empty when `ok`.
    """

    state: Literal["ok", "stale"]
    version: str
    loaded_at: datetime
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the status as a JSON object."""
        return {
            "state": self.state,
            "version": self.version,
            "loaded_at": self.loaded_at.isoformat(timespec="seconds"),
            "findings": [finding.as_json() for finding in self.findings],
        }


class CatalogueSource(Protocol):
    """What the application asks of a source of catalogues."""

    @property
    def catalogue(self) -> Catalogue:
        """Give the catalogue in use; ask anew for each request."""

    @property
    def status(self) -> Status:
        """Tell how the catalogue in use came to be."""

    def on_swap(self, listener: Listener) -> None:
        """Have a function called with each new catalogue, before it comes into use."""

    def watching(self) -> contextlib.AbstractAsyncContextManager[None]:
        """Take up changes as long as the context lasts."""


class FixedCatalogue:
    """A source whose catalogue never changes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.status = Status("ok", catalogue.version, datetime.now(UTC))

    def on_swap(self, listener: Listener) -> None:
        """Take a listener that will never be called."""

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Do nothing as long as the context lasts."""
        yield


@dataclass(frozen=True)
class _Verdict:
    """What the changed files hold."""

    files: dict[str, DataFile]
    catalogue: Catalogue | None
    findings: tuple[Finding, ...]


@dataclass
class _Change:
    """A change that has been seen and not yet been decided on."""

    stamps: Stamps
    since: float
    verdict: _Verdict | None = None


class CatalogueService:
    """The catalogue of a data folder, kept up to date.

    Parameters
    ----------
    folder : Path
        The data folder.
    clock : callable
        Seconds that never go back; replaced in tests.

    Raises
    ------
    CatalogueError
        When the files cannot be used at the start.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._listeners: list[Listener] = []
        self._stamps = stamps_of(folder)
        self._files = read_files(folder)
        catalogue, findings = check_files(self._files)
        if catalogue is None:
            raise CatalogueError(errors_among(findings))
        self._change: _Change | None = None
        # One attribute, so that a reader never sees a catalogue with the status of another.
        self._current = (catalogue, Status("ok", catalogue.version, datetime.now(UTC)))

    @property
    def catalogue(self) -> Catalogue:
        """Give the last catalogue without an error."""
        return self._current[0]

    @property
    def status(self) -> Status:
        """Tell how the catalogue in use came to be, and what is wrong with newer files."""
        return self._current[1]

    def on_swap(self, listener: Listener) -> None:
        """Have a function called with each new catalogue, before it comes into use.

        It is called on the watching thread. When one raises, the new catalogue is not taken up, and
        those that were told already are told the old one again.
        """
        self._listeners.append(listener)

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Take up changed files as long as the context lasts."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if self._change is not None or stamps_of(self._folder) != self._stamps:
                await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Look at the files once, and decide on a change that has settled."""
        stamps, now = stamps_of(self._folder), self._clock()
        if stamps == self._stamps:
            self._change = None
            return
        if self._change is None or self._change.stamps != stamps:
            self._change = _Change(stamps, since=now)
            return
        waited = now - self._change.since
        if waited < SETTLED_AFTER_S:
            return
        verdict = self._change.verdict or self._judge(stamps)
        if verdict is None:
            return
        self._change.verdict = verdict
        if verdict.catalogue is not None or waited >= BROKEN_AFTER_S:
            self._change = None
            self._stamps = stamps
            self._decide(verdict)

    def _judge(self, stamps: Stamps) -> _Verdict | None:
        """Read and check the files; None when they changed meanwhile."""
        files = read_files(self._folder)
        if stamps_of(self._folder) != stamps:
            return None
        if files == self._files:
            return _Verdict(files, self.catalogue, ())
        return _Verdict(files, *check_files(files))

    def _decide(self, verdict: _Verdict) -> None:
        """Take up new files, or keep the old catalogue and say why."""
        if verdict.catalogue is None:
            self._refuse(errors_among(verdict.findings))
            return
        if verdict.catalogue is not self.catalogue:
            problem = self._tell(verdict.catalogue)
            if problem is not None:
                self._refuse((problem,))
                return
            log.info("catalogue %s is in use", verdict.catalogue.version)
        self._files = verdict.files
        version = verdict.catalogue.version
        self._current = (verdict.catalogue, Status("ok", version, datetime.now(UTC)))

    def _refuse(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            log.error("%s", finding)
        kept, status = self._current
        log.error("catalogue %s stays in use", kept.version)
        self._current = (kept, replace(status, state="stale", findings=findings))

    def _tell(self, catalogue: Catalogue) -> Finding | None:
        """Tell the listeners of a new catalogue; when one cannot use it, take it back."""
        for number, listener in enumerate(self._listeners):
            try:
                listener(catalogue)
            except Exception as error:
                log.exception("the new catalogue cannot be used")
                for told in self._listeners[:number]:
                    told(self.catalogue)
                reason = str(error) if isinstance(error, KnotmapError) else type(error).__name__
                fix = "undo the last edit, or run `make atlas` when zones have changed"
                folder = self._folder.name
                return Finding(folder, 1, "CAT010", f"the data cannot be used: {reason}", fix)
        return None
