"""A small body for properties: a ring of sided zones, two on the midline, muscles of all shapes."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from app.catalogue.models import Side
from app.matching.engine import Engine
from app.matching.types import Mark, Weight
from tests.builders import build_catalogue, build_figures

ZONES = tuple(f"z{number}" for number in range(10))
MIDLINE = ("m0", "m1")
SYMPTOMS = ("dizziness", "tinnitus")
_SIDED_SUFFIXES = ("", "!", "", "!", "@both", "!@both", "!@opposite")
_FREQUENCIES = ("high", "middle", "low", "unknown")


def small_engine() -> Engine:
    """Build the engine of the small body; always the same one."""
    source = random.Random(20)  # noqa: S311
    lines = []
    for number in range(14):
        points = []
        for _ in range(source.randint(1, 2)):
            zones = source.sample(ZONES + MIDLINE, source.randint(1, 6))
            points.append(" ".join(_refer(source, zone) for zone in sorted(zones)))
        lines.append(f"muscle-{number} ({source.choice(_FREQUENCIES)}): {' | '.join(points)}")
    catalogue = build_catalogue(
        "\n".join(lines),
        zones=ZONES,
        midline=MIDLINE,
        symptoms={"dizziness": "muscle-1:strong muscle-4:weak", "tinnitus": "muscle-2 muscle-4"},
    )
    ring = [f"{ZONES[n]} {ZONES[n - 1]} {10 + 5 * (n % 3)}" for n in range(len(ZONES))]
    inward = ["z0 m0 10", "z5 m0 10", "z2 m1 25", "m0 m1 15"]
    areas = {zone: 200.0 * (1 + n % 5) for n, zone in enumerate(ZONES)}
    return Engine(
        catalogue, build_figures(catalogue, borders=", ".join(ring + inward), areas_mm2=areas)
    )


def _refer(source: random.Random, zone: str) -> str:
    return zone + source.choice(("", "!") if zone in MIDLINE else _SIDED_SUFFIXES)


def marks_of(engine: Engine, *, min_size: int = 0) -> st.SearchStrategy[list[Mark]]:
    """Draw marks of the engine's body, each place at most once."""
    mark = st.builds(
        lambda place, weight: Mark(place.zone, Side(place.side), weight),
        st.sampled_from(engine.places),
        st.sampled_from(Weight),
    )
    return st.lists(mark, unique_by=lambda m: (m.zone, m.side), min_size=min_size, max_size=8)
