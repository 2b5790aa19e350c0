from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from app.catalogue.models import FrequencyClass, Level, Strength
from app.matching.options import Options


def test_the_defaults_hold_together() -> None:
    options = Options()
    beside = options.blur * options.links[Level.ESSENTIAL]
    inside = (1 - options.blur) * options.links[Level.SPILLOVER]
    assert beside <= inside


def test_nothing_can_be_changed_afterwards() -> None:
    with pytest.raises(AttributeError):
        Options().leak = 0.5  # type: ignore[misc]
    with pytest.raises(TypeError):
        Options().links[Level.ESSENTIAL] = 0.9  # type: ignore[index]


def test_frequency_classes_are_ordered_with_unknown_between_low_and_middle() -> None:
    odds = Options().frequency_log_odds
    order = sorted(FrequencyClass, key=odds.__getitem__)
    assert order == [
        FrequencyClass.LOW,
        FrequencyClass.UNKNOWN,
        FrequencyClass.MIDDLE,
        FrequencyClass.HIGH,
    ]


def test_a_stronger_symptom_counts_more() -> None:
    odds = Options().symptom_log_odds
    assert 0 < odds[Strength.WEAK] < odds[Strength.MODERATE] < odds[Strength.STRONG]


def test_strong_begins_between_a_mark_in_the_wider_pattern_and_one_in_the_main_one() -> None:
    """Worked by hand: a link is blurred to 0.56 or 0.28, against a leak of 0.02.

    Main: log((1 - 0.44 * 0.98) / 0.02) = 3.3476, less 0.8047 for what is missing = 2.5429.
    Wider: log((1 - 0.72 * 0.98) / 0.02) = 2.6893, less 0.2554 = 2.4339. Their middle is 2.4884, and
    the middle frequency class adds half of log 2, 0.3466.
    """
    assert Options().strong_from == pytest.approx(2.8350, abs=5e-5)


@pytest.mark.parametrize(
    "changes",
    [
        {"blur": 0.5},
        {"blur": -0.1},
        {"leak": 0.6},
        {"leak": 0.0},
        {"leak_range": (2.0, 0.5)},
        {"links": MappingProxyType({Level.ESSENTIAL: 0.3, Level.SPILLOVER: 0.4})},
        {"links": MappingProxyType({Level.ESSENTIAL: 1.0, Level.SPILLOVER: 0.4})},
    ],
)
def test_constants_that_contradict_each_other_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"links|leak|blur"):
        Options(**changes)
