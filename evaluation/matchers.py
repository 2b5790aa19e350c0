"""What is compared: the engine, and the simple baselines that it must beat.

Each takes marks and gives an ordered list of trigger points. The baselines see the same catalogue.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level
from app.matching.engine import Engine
from app.matching.types import Candidate, EvidenceKind, Mark
from evaluation.metrics import Found

Matcher: TypeAlias = Callable[[Sequence[Mark]], list[Found]]


def engine_matcher(engine: Engine) -> Matcher:
    """Wrap the engine."""

    def match(marks: Sequence[Mark]) -> list[Found]:
        return [
            Found(candidate.muscle_id, candidate.trigger_point_id, _level(candidate))
            for candidate in engine.match(marks).candidates
        ]

    return match


def _level(candidate: Candidate) -> Level | None:
    levels = {said.level for said in candidate.evidence if said.kind is EvidenceKind.MARK}
    if Level.ESSENTIAL in levels:
        return Level.ESSENTIAL
    return Level.SPILLOVER if levels else None


def overlap_matcher(engine: Engine) -> Matcher:
    """Order by the number of marks in the pattern, whatever the level; ties by trigger point id."""

    def match(marks: Sequence[Mark]) -> list[Found]:
        marked = {(mark.zone, mark.side) for mark in marks}
        scored = []
        for number, cause in enumerate(engine.causes):
            levels = [
                level
                for finding, level in cause.pattern.items()
                if engine.places[finding] in marked
            ]
            if levels:
                best = Level.ESSENTIAL if Level.ESSENTIAL in levels else Level.SPILLOVER
                scored.append((-len(levels), number, Found(cause.muscle.id, cause.point.id, best)))
        return [found for _, _, found in sorted(scored)]

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
