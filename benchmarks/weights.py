"""What a first visit costs in bytes, compressed, and what the process takes in time and memory."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterable

from app.catalogue.catalogue import Catalogue
from benchmarks.report import Row
from benchmarks.servers import Server, serving

_ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_FIRST_LOAD_BYTES = 150 * 1024
_ALL_VIEWS_BYTES = 350 * 1024
_START_S = 1.5
_STARTS = 5
_MEMORY_MIB = 120


def _transferred_bytes(server: Server, paths: Iterable[str]) -> int:
    """Add up the bodies of paths as they go over the wire."""
    return sum(len(server.get(path).body) for path in dict.fromkeys(paths))


def measure_weights(server: Server) -> list[Row]:
    """Weigh the first load of the map page, and all views."""
    plain = server.ask("GET", "/", b"", {"accept-encoding": "identity"}).body.decode()
    assets = _ASSET.findall(plain)
    first = _transferred_bytes(server, ["/", *assets])
    page = _transferred_bytes(server, ["/"])
    answer = server.ask("GET", "/api/v1/views", b"", {"accept-encoding": "identity"})
    views = _transferred_bytes(server, [view["url"] for view in json.loads(answer.body)])
    return [
        Row(
            "first load of the map page with the front figure, compressed",
            f"{first / 1024:.0f} KB",
            f"<= {_FIRST_LOAD_BYTES // 1024} KB",
            is_met=first <= _FIRST_LOAD_BYTES,
            note=f"page with figure {page / 1024:.0f} KB, {len(set(assets))} assets",
        ),
        Row(
            "all views, compressed",
            f"{views / 1024:.0f} KB",
            f"<= {_ALL_VIEWS_BYTES // 1024} KB",
            is_met=views <= _ALL_VIEWS_BYTES,
        ),
    ]


def measure_process(server: Server, catalogue: Catalogue) -> list[Row]:
    """Measure the start, and the memory once every page has been asked for."""
    starts_s = []
    for _ in range(_STARTS):
        with serving("app.main:app", "/", KNOTMAP_WATCH="false") as again:
            starts_s.append(again.first_answer_s)
    start_s = statistics.median(starts_s)
    rows = [
        Row(
            "start of the process to the first answer",
            f"{start_s:.2f} s",
            f"< {_START_S:g} s",
            is_met=start_s < _START_S,
            note=f"middle of {_STARTS} starts, {min(starts_s):.2f} to {max(starts_s):.2f} s",
        )
    ]
    for kind, records in (
        ("muscles", catalogue.muscles),
        ("zones", catalogue.zones),
        ("areas", catalogue.areas),
    ):
        for record in records:
            server.get(f"/{kind}/{record.id}")
    resident = server.resident_mib()
    rows.append(
        Row(
            "resident memory with every page kept",
            f"{resident:.0f} MB" if resident is not None else "unknown",
            f"< {_MEMORY_MIB} MB",
            is_met=resident < _MEMORY_MIB if resident is not None else None,
        )
    )
    return rows
