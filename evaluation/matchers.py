"""What is compared: the engine, and the simple baselines that it must beat.

Each takes marks and gives an ordered list of trigger points. The baselines see the same catalogue.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level, Side
from app.matching.engine import Engine
from app.matching.types import Candidate, EvidenceKind, Mark
from evaluation.metrics import Found

Matcher: TypeAlias = Callable[[Sequence[Mark]], list[Found]]


def engine_matcher(engine: Engine, limit: int | None = None) -> Matcher:
    """Wrap the engine; with a limit, for those who look at the first places only."""

    def match(marks: Sequence[Mark]) -> list[Found]:
        return [
            Found(candidate.muscle_id, candidate.trigger_point_id, _level(candidate))
            for candidate in engine.match(marks, limit=limit).candidates
        ]

    return match


def _level(candidate: Candidate) -> Level | None:
    levels = {said.level for said in candidate.evidence if said.kind is EvidenceKind.MARK}
    if Level.ESSENTIAL in levels:
        return Level.ESSENTIAL
    return Level.SPILLOVER if levels else None


def overlap_matcher(engine: Engine) -> Matcher:
    """Order by the number of marks in the pattern, whatever the level; ties by trigger point id."""
    linked: dict[tuple[str, Side], list[tuple[int, Level]]] = {}
    for number, cause in enumerate(engine.causes):
        for finding, level in cause.pattern.items():
            linked.setdefault(engine.places[finding], []).append((number, level))

    def match(marks: Sequence[Mark]) -> list[Found]:
        levels: dict[int, list[Level]] = {}
        for mark in set(marks):
            for number, level in linked.get((mark.zone, mark.side), ()):
                levels.setdefault(number, []).append(level)
        found = []
        for number in sorted(levels, key=lambda number: (-len(levels[number]), number)):
            cause = engine.causes[number]
            best = Level.ESSENTIAL if Level.ESSENTIAL in levels[number] else Level.SPILLOVER
            found.append(Found(cause.muscle.id, cause.point.id, best))
        return found

    return match


def random_matcher(catalogue: Catalogue, seed: int) -> Matcher:
    """Order all trigger points at random, the same way for the same seed."""
    points = [
        Found(muscle.id, point.id, None)
        for muscle in catalogue.muscles
        for point in muscle.trigger_points
    ]
    source = random.Random(seed)  # noqa: S311, no secret hangs on it

    def match(marks: Sequence[Mark]) -> list[Found]:
        return source.sample(points, len(points))

    return match
