"""Throughput of the site's answers as ratios to constant routes that return the same bytes.

The site and the constant routes are sent the same requests, in turns of about a second, and the
middle of the ratios counts: what else the machine does meets both alike.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from app.catalogue.catalogue import Catalogue
from benchmarks.constant_app import FOLDER
from benchmarks.load import Load, Request, put_under_load
from benchmarks.report import Row
from benchmarks.servers import Server, serving

FRAGMENT = "text/vnd.knotmap.fragment+html"
_KEPT_HEADERS = ("content-type", "content-encoding")
# So many different questions that no two near each other are the same.
_QUESTIONS = 2000
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of the site, and the share of the constant route that it must reach."""

    name: str
    requests: tuple[Request, ...]
    budget: float

    @property
    def key(self) -> str:
        """Give the name as part of an address."""
        return "".join(c if c.isalnum() else "-" for c in self.name.lower())


def random_marks(catalogue: Catalogue, count: int, chance: random.Random) -> list[dict[str, str]]:
    """Mark random places, one of them as main."""
    places = [(zone.id, side.value) for zone in catalogue.zones for side in zone.sides]
    return [
        {"zone": zone, "side": side, "weight": "also" if number else "main"}
        for number, (zone, side) in enumerate(chance.sample(places, count))
    ]


def targets(catalogue: Catalogue, server: Server) -> list[Target]:
    """List what is measured."""
    chance = random.Random(_SEED)  # noqa: S311 - a reproducible load, no secret
    asked = [random_marks(catalogue, 4, chance) for _ in range(_QUESTIONS)]
    as_json = tuple(
        Request(
            "POST",
            "/api/v1/match",
            json.dumps({"marks": marks, "symptoms": [], "limit": 50}).encode(),
            (("content-type", "application/json"),),
        )
        for marks in asked
    )
    whole = tuple(
        Request(
            "POST",
            "/api/v1/match",
            json.dumps({"marks": marks}).encode(),
            (("content-type", "application/json"),),
        )
        for marks in asked
    )
    forms = [
        urlencode(
            [("mark", f"{m['zone']}:{m['side']}") for m in marks]
            + [("main", f"{marks[0]['zone']}:{marks[0]['side']}")]
        ).encode()
        for marks in asked
    ]
    form = ("content-type", "application/x-www-form-urlencoded")
    fragments = tuple(Request("POST", "/match", f, (form, ("accept", FRAGMENT))) for f in forms)
    zone, muscle, area = catalogue.zones[4], catalogue.muscles[0], catalogue.areas[0]
    found = [
        Target(f"GET {name}", (Request("GET", path),), 0.9)
        for name, path in (
            ("zone page", f"/zones/{zone.id}"),
            ("muscle page", f"/muscles/{muscle.id}"),
            ("area page", f"/areas/{area.id}"),
            ("map page", "/"),
            ("zone as JSON", f"/api/v1/zones/{zone.id}"),
            ("figure", _figure_url(server)),
            ("style sheet", _style_url(server)),
        )
    ]
    found.append(Target("POST match as JSON, 4 random marks, limit 50", as_json, 0.5))
    found.append(Target("POST match as JSON, 4 random marks, no limit", whole, 0.5))
    found.append(Target("POST match as HTML, 4 random marks", fragments, 0.3))
    return found


def _figure_url(server: Server) -> str:
    url: str = json.loads(_plain(server, "/api/v1/views"))[0]["url"]
    return url


def _style_url(server: Server) -> str:
    page = _plain(server, "/").decode()
    start = page.index("/static/styles.")
    return page[start : page.index('"', start)]


def _plain(server: Server, path: str) -> bytes:
    return server.ask("GET", path, b"", {"accept-encoding": "identity"}).body


def save_payloads(folder: Path, wanted: Sequence[Target], server: Server) -> None:
    """Write one typical answer of each target, for the constant routes to return."""
    listed = {}
    for target in wanted:
        # The middle of several by size: answers to random marks differ.
        answers = [
            server.ask(r.method, r.path, r.body, dict(r.headers)) for r in target.requests[:41]
        ]
        answer = sorted(answers, key=lambda answer: len(answer.body))[len(answers) // 2]
        if answer.status != 200:
            raise RuntimeError(f"{target.name} is answered with {answer.status}")
        listed[target.key] = {n: answer.headers[n] for n in _KEPT_HEADERS if n in answer.headers}
        (folder / target.key).write_bytes(answer.body)
    (folder / "payloads.json").write_text(json.dumps(listed))


@dataclass(frozen=True, slots=True)
class Turn:
    """What a server did in one turn.

    Attributes
    ----------
    processor_us : float or None
        Its processor time per request; None where the system does not tell.
    """

    load: Load
    processor_us: float | None


async def _take_turn(server: Server, requests: Sequence[Request], seconds: float) -> Turn:
    before_s = server.processor_s()
    load = await put_under_load(server.port, requests, seconds)
    after_s = server.processor_s()
    if load.failed or not load.per_second:
        raise RuntimeError(f"{load.failed} requests failed")
    if before_s is None or after_s is None:
        return Turn(load, None)
    return Turn(load, 1e6 * (after_s - before_s) / (load.per_second * seconds))


async def _take_turns(
    site: Server, constant: Server, target: Target, rounds: int, seconds: float
) -> tuple[list[Turn], list[Turn]]:
    measured: list[Turn] = []
    reference: list[Turn] = []
    same = [replace(request, path=f"/{target.key}") for request in target.requests]
    # What is made at its first use is made before the turns begin, on both sides.
    await put_under_load(constant.port, same, seconds / 2)
    await put_under_load(site.port, target.requests, seconds / 2)
    for _ in range(rounds):
        reference.append(await _take_turn(constant, same, seconds))
        measured.append(await _take_turn(site, target.requests, seconds))
    return measured, reference


def measure_throughput(
    catalogue: Catalogue, site: Server, rounds: int, seconds: float
) -> list[Row]:
    """Measure every target against its constant route."""
    rows = []
    wanted = targets(catalogue, site)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_payloads(folder, wanted, site)
        first = f"/{wanted[0].key}"
        with serving(
            "benchmarks.constant_app:make", first, is_factory=True, **{FOLDER: name}
        ) as constant:
            for target in wanted:
                turns = asyncio.run(_take_turns(site, constant, target, rounds, seconds))
                rows.append(_row(target, *turns, (folder / target.key).stat().st_size))
    return rows


def _row(target: Target, measured: list[Turn], reference: list[Turn], size_bytes: int) -> Row:
    ratio = statistics.median(
        m.load.per_second / r.load.per_second for m, r in zip(measured, reference, strict=True)
    )
    middle = statistics.median(turn.load.per_second for turn in measured)
    at_best = statistics.median(turn.load.per_second for turn in reference)
    note = f"{middle:,.0f} of {at_best:,.0f} requests/s, {size_bytes:,} bytes"
    ours = [turn.processor_us for turn in measured if turn.processor_us is not None]
    theirs = [turn.processor_us for turn in reference if turn.processor_us is not None]
    if ours and theirs:
        own, other = statistics.median(ours), statistics.median(theirs)
        note += f"; processor {own:.0f} us against {other:.0f} us a request"
    return Row(
        target.name,
        f"{ratio:.2f} of the constant route",
        f">= {target.budget:g}",
        is_met=ratio >= target.budget,
        note=note,
    )
