"""The table of measures, for the terminal and for docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One budget and what was measured.

    Attributes
    ----------
    is_met : bool or None
        None where it could not be measured on this machine.
    """

    what: str
    measured: str
    budget: str
    is_met: bool | None
    note: str = ""


_VERDICTS = {True: "yes", False: "**no**", None: "not measured"}

_HEAD = """\
# Performance

Written by `make bench` (`python -m benchmarks --write`); run it on your machine and compare ratios,
not absolutes. Ratios were taken in one run: the site and an application of constant routes, each
under its own uvicorn process on 127.0.0.1, were sent the same requests in turns by the same load
client ({turns}), and the middle ratio counts. A constant route is an `async` FastAPI route that
returns the same bytes and does nothing else, not even read what was sent.

Measured with Python {python} on {cpus} CPU cores; catalogue {version} with {muscles} muscles and
{zones} zones.
"""


def as_markdown(rows: Sequence[Row], *, turns: str, version: str, muscles: int, zones: int) -> str:
    """Write the document."""
    head = _HEAD.format(
        turns=turns,
        python=platform.python_version(),
        cpus=os.cpu_count(),
        version=version,
        muscles=muscles,
        zones=zones,
    )
    lines = [head, "| what | measured | budget | met | detail |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.what} | {row.measured} | {row.budget} | {_VERDICTS[row.is_met]} | {row.note} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"
