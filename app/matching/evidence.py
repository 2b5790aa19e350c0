"""The sentences behind a score: every reason as `Evidence`, with its JSON made once.

Takes labels from the catalogue and log-odds from the scoring; decides nothing about either. The
wording is descriptive throughout: a pattern is what sources describe, never what is proven.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from app.catalogue.models import FrequencyClass, Level, Side, Strength
from app.matching.types import Evidence, EvidenceKind

_PATTERN = {Level.ESSENTIAL: "main pattern", Level.SPILLOVER: "wider pattern"}
_FREQUENCY = {
    FrequencyClass.HIGH: "Often found with trigger points in studies (frequency class: high)",
    FrequencyClass.MIDDLE: "Found with trigger points in some studies (frequency class: middle)",
    FrequencyClass.LOW: "Seldom found with trigger points when examined (frequency class: low)",
}
# Marks in the main pattern, in the wider one, beside it; symptoms; frequency; what is not marked.
_PLACES = {
    key: place
    for place, key in enumerate(
        (
            (EvidenceKind.MARK, Level.ESSENTIAL),
            (EvidenceKind.MARK, Level.SPILLOVER),
            (EvidenceKind.NEIGHBOUR, Level.ESSENTIAL),
            (EvidenceKind.NEIGHBOUR, Level.SPILLOVER),
            (EvidenceKind.SYMPTOM, None),
            (EvidenceKind.FREQUENCY, None),
            (EvidenceKind.MISSING, Level.ESSENTIAL),
            (EvidenceKind.MISSING, Level.SPILLOVER),
        )
    )
}
_TIE = {
    Strength.STRONG: "closely tied to",
    Strength.MODERATE: "described with",
    Strength.WEAK: "sometimes described with",
}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(value: object) -> bytes:
    """Encode a value as compact JSON."""
    return _ENCODER.encode(value).encode()


class Reason(NamedTuple):
    """A piece of evidence, its JSON, and its place among a candidate's reasons."""

    evidence: Evidence
    wire: bytes
    place: int


def make_reason(evidence: Evidence, wire: bytes | None = None) -> Reason:
    """Add the JSON, made anew unless given, and the place."""
    return Reason(
        evidence, wire or encode_evidence(evidence), _PLACES[evidence.kind, evidence.level]
    )


def encode_evidence(evidence: Evidence) -> bytes:
    """Give evidence as JSON; log-odds stay inside, for they order and do not inform."""
    return encode(
        {
            "kind": evidence.kind,
            "zone": evidence.zone,
            "side": evidence.side,
            "level": evidence.level,
            "text": evidence.text,
        }
    )


def name_place(label: str, side: Side) -> str:
    """Name a zone on its side: `temple, left`; on the midline the zone alone."""
    return label if side is Side.MIDLINE else f"{label}, {side}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def mark_text(label: str, side: Side, level: Level) -> str:
    """Say that a marked zone belongs to the pattern."""
    part = {Level.ESSENTIAL: "part of its", Level.SPILLOVER: "in its"}[level]
    return f"{_sentence(name_place(label, side))}: {part} {_PATTERN[level]}"


def neighbour_text(label: str, side: Side, level: Level) -> str:
    """Say that a marked zone lies beside the pattern."""
    return f"{_sentence(name_place(label, side))}: next to its {_PATTERN[level]}"


def missing_text(label: str, side: Side) -> str:
    """Say that a zone of the main pattern is not marked."""
    return f"Its main pattern also includes a zone you did not mark: {name_place(label, side)}"


def missing_wider_text(count: int) -> str:
    """Say how many zones of the wider pattern are not marked."""
    zones = "one zone" if count == 1 else f"{count} zones"
    return f"Its wider pattern also includes {zones} you did not mark"


def symptom_text(label: str, strength: Strength) -> str:
    """Say that a named symptom is described with trigger points of the muscle."""
    return f"{_sentence(label)}: {_TIE[strength]} trigger points of this muscle in its sources"


def frequency_evidence(level: FrequencyClass, log_odds: float) -> Evidence | None:
    """Say how often studies found trigger points in the muscle; nothing where nobody looked."""
    if level not in _FREQUENCY:
        return None
    return Evidence(EvidenceKind.FREQUENCY, None, None, None, log_odds, _FREQUENCY[level])
