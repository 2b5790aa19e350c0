from __future__ import annotations

import json

import pytest

from app.catalogue.models import FrequencyClass, Level, Side, Strength
from app.matching import evidence
from app.matching.types import Evidence, EvidenceKind


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        (
            evidence.mark_text("temple", Side.LEFT, Level.ESSENTIAL),
            "Temple, left: part of its main pattern",
        ),
        (
            evidence.mark_text("back of the neck", Side.RIGHT, Level.SPILLOVER),
            "Back of the neck, right: in its wider pattern",
        ),
        (
            evidence.mark_text("breastbone", Side.MIDLINE, Level.ESSENTIAL),
            "Breastbone: part of its main pattern",
        ),
        (
            evidence.neighbour_text("cheek", Side.LEFT, Level.ESSENTIAL),
            "Cheek, left: next to its main pattern",
        ),
        (
            evidence.missing_text("outer forehead", Side.LEFT),
            "Its main pattern also includes a zone you did not mark: outer forehead, left",
        ),
        (
            evidence.missing_wider_text(1),
            "Its wider pattern also includes one zone you did not mark",
        ),
        (
            evidence.missing_wider_text(3),
            "Its wider pattern also includes 3 zones you did not mark",
        ),
        (
            evidence.symptom_text("dizziness", Strength.STRONG),
            "Dizziness: closely tied to trigger points of this muscle in its sources",
        ),
    ],
)
def test_every_reason_is_a_plain_sentence(sentence: str, text: str) -> None:
    assert sentence == text


def test_a_frequency_class_is_named_with_its_reason() -> None:
    said = evidence.frequency_evidence(FrequencyClass.HIGH, 1.0)
    assert said is not None
    assert said.text == "Often found with trigger points in studies (frequency class: high)"


def test_a_muscle_nobody_examined_is_not_called_rare() -> None:
    assert evidence.frequency_evidence(FrequencyClass.UNKNOWN, 0.0) is None


def test_log_odds_stay_inside() -> None:
    said = Evidence(EvidenceKind.MARK, "temple", Side.LEFT, Level.ESSENTIAL, 2.5, "Temple: “here”")
    assert json.loads(evidence.make_reason(said).wire) == {
        "kind": "mark",
        "zone": "temple",
        "side": "left",
        "level": "essential",
        "text": "Temple: “here”",
    }
