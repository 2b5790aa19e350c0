"""What goes into a match and what comes out: marks, evidence, candidates, explanations, the answer.

Plain values without behaviour. They know the words of the catalogue (side, level) and nothing of
how a score is made, of files or of the web.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from app.catalogue.models import Level, Side


class Weight(StrEnum):
    """How much a mark hurts among the marks of one person."""

    MAIN = "main"
    ALSO = "also"


class EvidenceKind(StrEnum):
    """What sort of reason a piece of evidence is."""

    MARK = "mark"
    NEIGHBOUR = "neighbour"
    MISSING = "missing"
    SYMPTOM = "symptom"
    FREQUENCY = "frequency"


class Fit(StrEnum):
    """How well a candidate fits, in the words that are shown; the order says the rest."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


class Mark(NamedTuple):
    """A zone on a side that a person says hurts."""

    zone: str
    side: Side
    weight: Weight = Weight.MAIN


class Evidence(NamedTuple):
    """One reason for a candidate's place.

    Attributes
    ----------
    kind : EvidenceKind
    zone, side : str and Side, or None
        Where, for reasons that have a place.
    level : Level or None
        In which part of the pattern the zone lies or, for a neighbour, beside which part.
    log_odds : float
        What the reason adds to the candidate's score. For ordering only; never shown.
    text : str
        The reason as a sentence for people.
    """

    kind: EvidenceKind
    zone: str | None
    side: Side | None
    level: Level | None
    log_odds: float
    text: str


class Candidate(NamedTuple):
    """A trigger point on a side that could explain marks.

    Attributes
    ----------
    score : float
        The sum of the evidence's log-odds. For ordering only: it is no probability, since no study
        supports one, and is never shown. It orders the candidates with a mark inside their pattern,
        and after them those without.
    evidence : tuple of Evidence
        Every reason: marks in the main pattern, in the wider one, beside it; symptoms; frequency;
        what is not marked.
    """

    muscle_id: str
    trigger_point_id: str
    side: Side
    strength: Fit
    score: float
    evidence: tuple[Evidence, ...]


class Explanation(NamedTuple):
    """A set of trigger points that together explain marks.

    Attributes
    ----------
    trigger_points : tuple of (trigger point id, Side)
        In order of id, left before right.
    covers, leaves : tuple of Mark
        The marks that lie in one of the patterns, and those that lie in no pattern at all.
    is_smallest : bool
        Whether it is certain that no smaller set explains as much. Not for very many marks.
    """

    trigger_points: tuple[tuple[str, Side], ...]
    covers: tuple[Mark, ...]
    leaves: tuple[Mark, ...]
    is_smallest: bool


class Answer(NamedTuple):
    """The answer to a set of marks.

    Attributes
    ----------
    candidates : tuple of Candidate
        Best first: those with a mark inside their pattern, then those without; within both by
        score, ties in order of trigger point id, left before right.
    explanations : tuple of Explanation
        The smallest sets, best first; empty when no mark lies in any pattern.
    about_equal : int
        How many candidates, the first included, are too close to the first to tell apart; counted
        among all of them, whatever the limit. Zero only when there is no candidate.
    catalogue_version : str
    total : int
        How many candidates there are, whatever the limit.
    """

    candidates: tuple[Candidate, ...]
    explanations: tuple[Explanation, ...]
    about_equal: int
    catalogue_version: str
    total: int = 0
