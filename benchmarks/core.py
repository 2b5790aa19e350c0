"""The matching core alone, in this process: time per match, and how it grows with the catalogue."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Side
from app.figures import Figures
from app.matching.engine import Engine
from app.matching.types import Mark, Weight
from benchmarks.report import Row
from benchmarks.synthetic import multiplied

_SEED = 7
_QUESTIONS = 200
_TIMES_LARGER = 100


def questions(catalogue: Catalogue, marks: int) -> list[list[Mark]]:
    """Make random questions of so many marks."""
    chance = random.Random(_SEED)  # noqa: S311 - a reproducible load, no secret
    places = [(zone.id, side) for zone in catalogue.zones for side in zone.sides]
    return [
        [
            Mark(zone, Side(side), Weight.ALSO if number else Weight.MAIN)
            for number, (zone, side) in enumerate(chance.sample(places, marks))
        ]
        for _ in range(_QUESTIONS)
    ]


def time_matches(engine: Engine, asked: Sequence[Sequence[Mark]]) -> list[float]:
    """Time each match with everything it answers, in ms; each question was asked once before."""
    for marks in asked:
        engine.match_json(marks)
    times_ms = []
    for marks in asked:
        began = time.perf_counter()
        engine.match_json(marks)
        times_ms.append(1000 * (time.perf_counter() - began))
    return times_ms


def measure_core(catalogue: Catalogue, figures: Figures) -> list[Row]:
    """Measure matches of 4 and of 20 marks, and of a catalogue a hundred times larger."""
    engine = Engine(catalogue, figures)
    rows = []
    for marks, budget_ms in ((4, 1.0), (20, 5.0)):
        times_ms = sorted(time_matches(engine, questions(catalogue, marks)))
        middle, p95 = statistics.median(times_ms), times_ms[int(0.95 * len(times_ms))]
        rows.append(
            Row(
                f"matching core, {marks} marks, all candidates as JSON text",
                f"{middle:.2f} ms",
                f"< {budget_ms:g} ms",
                is_met=middle < budget_ms,
                note=f"95th percentile {p95:.2f} ms",
            )
        )
    small = statistics.median(time_matches(engine, questions(catalogue, 4)))
    larger, measures = multiplied(catalogue, figures, _TIMES_LARGER)
    began = time.perf_counter()
    large_engine = Engine(larger, measures)
    built_s = time.perf_counter() - began
    asked = questions(larger, 4)[:50]
    large = statistics.median(time_matches(large_engine, asked))
    points = len(larger.trigger_point_by_id)
    rows.append(
        Row(
            f"the same with a catalogue {_TIMES_LARGER} times larger",
            f"{large / small:.1f} times the time",
            f"< {_TIMES_LARGER} times",
            is_met=large / small < _TIMES_LARGER,
            note=f"{points:,} trigger points; the engine is built in {built_s:.1f} s",
        )
    )
    return rows
