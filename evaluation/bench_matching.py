"""How fast the matching core is: 4 and 20 marks, and a catalogue a hundred times larger.

Run `python -m evaluation.bench_matching`. Prints milliseconds of this machine; what is meant to
last is the ratio. Marks are drawn at random, with a fixed seed, from the places that something
refers to, and every place is marked once before the clock starts.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.loader import load_catalogue
from app.catalogue.models import Muscle
from app.figures import load_figures
from app.matching.engine import Engine
from app.matching.network import ZoneMeasures
from app.matching.types import Mark

ROOT = Path(__file__).resolve().parent.parent
GROWTH = 100
_BUDGET_MS = {4: 1.0, 20: 5.0}
# The best of this many is hardly touched by what else the machine does.
_TRIES = 5


@dataclass(frozen=True)
class Timing:
    """Milliseconds that one call took: the middle of many, and the 95th of 100."""

    median_ms: float
    p95_ms: float


def draw_marks(engine: Engine, size: int, count: int) -> list[list[Mark]]:
    """Draw sets of marks from the places that are in any pattern; the same ones every time."""
    reached = sorted({finding for cause in engine.causes for finding in cause.pattern})
    source = random.Random(size)  # noqa: S311, no secret hangs on it
    return [
        [Mark(*engine.places[finding]) for finding in source.sample(reached, size)]
        for _ in range(count)
    ]


def time_call(call: Callable[[Sequence[Mark]], object], marks: Sequence[Mark]) -> float:
    """Give the milliseconds of processor time that a call takes: the best of a few, warmed up."""
    call(marks)
    tries = []
    for _ in range(_TRIES):
        start = time.process_time()
        call(marks)
        tries.append(time.process_time() - start)
    return min(tries) * 1000


def time_calls(call: Callable[[Sequence[Mark]], object], marks: Sequence[list[Mark]]) -> Timing:
    """Time a call over sets of marks."""
    taken = [time_call(call, one) for one in marks]
    return Timing(statistics.median(taken), statistics.quantiles(taken, n=20)[-1])


def enlarge(catalogue: Catalogue, factor: int) -> Catalogue:
    """Make a catalogue with each muscle `factor` times, on the same zones.

    The hard way to grow: every zone is referred to `factor` times as often, so that every answer is
    `factor` times as long.
    """
    return replace(
        catalogue,
        muscles=tuple(_copy(muscle, n) for n in range(factor) for muscle in catalogue.muscles),
    )


def _copy(muscle: Muscle, number: int) -> Muscle:
    points = tuple(
        point.model_copy(update={"id": f"{point.id}-copy-{number}", "aliases": ()})
        for point in muscle.trigger_points
    )
    return muscle.model_copy(
        update={"id": f"{muscle.id}-copy-{number}", "aliases": (), "trigger_points": points}
    )


def measure_growth(catalogue: Catalogue, figures: ZoneMeasures, factor: int) -> float:
    """Give how many times longer an answer to 4 marks takes on the enlarged catalogue.

    The two are timed in turn, so that a busy machine slows both.
    """
    small, large = Engine(catalogue, figures), Engine(enlarge(catalogue, factor), figures)
    return statistics.median(
        time_call(large.match_json, marks) / time_call(small.match_json, marks)
        for marks in draw_marks(small, 4, 30)
    )


def main() -> int:
    """Print the measurements; return 1 when a budget of the design is not kept."""
    catalogue, figures = load_catalogue(ROOT / "data"), load_figures(ROOT / "static" / "svg")
    engine = Engine(catalogue, figures)
    kept = True
    for size, budget in _BUDGET_MS.items():
        marks = draw_marks(engine, size, 200)
        timings = {
            "objects": time_calls(engine.match, marks),
            "JSON": time_calls(engine.match_json, marks),
        }
        for name, timing in timings.items():
            kept &= timing.median_ms < budget
            sys.stdout.write(
                f"{size:3} marks, {name:7}: median {timing.median_ms:.3f} ms, "
                f"95th {timing.p95_ms:.3f} ms (budget {budget:g} ms)\n"
            )
    growth = measure_growth(catalogue, figures, GROWTH)
    kept &= growth < GROWTH
    sys.stdout.write(f"{GROWTH} times the catalogue: {growth:.0f} times the time\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
