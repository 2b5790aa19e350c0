from __future__ import annotations

import math

import pytest

from app.catalogue.models import Level
from evaluation.cases import GuideArea
from evaluation.metrics import Found, Unit, collapse, mean, ndcg, precision_at, recall

ESSENTIAL, SPILLOVER = Level.ESSENTIAL, Level.SPILLOVER


def area_of(*entries: str) -> GuideArea:
    """Make an area from entries such as `soleus` or `soleus:soleus-1`."""
    parts = [entry.partition(":") for entry in entries]
    return GuideArea.model_validate(
        {
            "id": "calf",
            "order": "seen",
            "entries": [
                {
                    "name": muscle,
                    "muscles": muscle.split("/"),
                    "points": [point] if point else [],
                    "level": "essential",
                    "confidence": "high",
                    "membership": "seen",
                }
                for muscle, _, point in parts
            ],
        }
    )


def found(*points: str, level: Level | None = ESSENTIAL) -> list[Found]:
    return [Found(point.rpartition("-")[0], point, level) for point in points]


def units(*entries: int | None) -> list[Unit]:
    return [Unit(entry, "muscle", ESSENTIAL) for entry in entries]


def test_a_muscle_counts_once_at_its_best_place() -> None:
    collapsed = collapse(found("soleus-2", "popliteus-1", "soleus-1"), area_of("soleus"))
    assert [(unit.entry, unit.muscle) for unit in collapsed] == [(0, "soleus"), (None, "popliteus")]


def test_a_muscle_counts_at_its_strongest_level() -> None:
    weak, strong = found("soleus-1", level=SPILLOVER), found("soleus-2")
    assert [unit.level for unit in collapse(weak + strong, area_of("soleus"))] == [ESSENTIAL]
    beside = found("soleus-1", level=None)
    assert [unit.level for unit in collapse(beside + weak, area_of("soleus"))] == [SPILLOVER]
    assert [unit.level for unit in collapse(strong + weak, area_of("soleus"))] == [ESSENTIAL]


def test_any_muscle_of_an_entry_stands_for_it() -> None:
    collapsed = collapse(found("b-1", "a-1"), area_of("a/b"))
    assert [(unit.entry, unit.muscle) for unit in collapsed] == [(0, "b")]


def test_points_tell_two_entries_of_one_muscle_apart() -> None:
    area = area_of("soleus:soleus-2", "soleus:soleus-1")
    collapsed = collapse(found("soleus-1", "soleus-3", "soleus-2"), area)
    assert [unit.entry for unit in collapsed] == [1, 0]


def test_recall_is_the_share_of_the_wanted_entries() -> None:
    assert recall([0, 1, 2, 3], units(2, None, 0)) == 0.5
    assert recall([], units(0)) is None


def test_precision_counts_empty_places_as_misses() -> None:
    assert precision_at(4, units(0, None, 1)) == 0.5
    assert precision_at(2, units(None, 0, 1)) == 0.5


def test_the_guides_own_order_is_perfect() -> None:
    assert ndcg(area_of("a", "b", "c"), units(0, 1, 2)) == pytest.approx(1.0)
    assert ndcg(area_of("a", "b", "c"), units(0, 1, 2, None, None)) == pytest.approx(1.0)


def test_a_swapped_order_loses() -> None:
    """Two entries, swapped: (1 / log2 2 + 2 / log2 3) / (2 / log2 2 + 1 / log2 3)."""
    expected = (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
    assert ndcg(area_of("a", "b"), units(1, 0)) == pytest.approx(expected)


def test_a_muscle_beyond_the_guide_pushes_entries_down() -> None:
    """One entry in second place: (1 / log2 3) / (1 / log2 2)."""
    assert ndcg(area_of("a"), units(None, 0)) == pytest.approx(1 / math.log2(3))


def test_finding_nothing_gives_zero() -> None:
    assert ndcg(area_of("a", "b"), []) == 0.0
    assert precision_at(2, []) == 0.0


def test_a_mean_leaves_out_what_could_not_be_measured() -> None:
    assert mean([1.0, None, 0.0]) == 0.5
    assert mean([None]) is None
