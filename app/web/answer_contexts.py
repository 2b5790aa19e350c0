"""What the templates of an answer receive: the answer itself, and the card of a trigger point.

Cards are made once per trigger point and side; the rest is made for each answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from app.web.contexts import SymptomContext


@dataclass(frozen=True, slots=True)
class CardContext:
    """A trigger point on one side, as it stands in any answer: _answer_card.html.

    Attributes
    ----------
    points : str
        Where the X is, per view: `head-left:12.3,45.6 left:1.0,2.0`, in units of the view.
    pattern : str
        `temple:left:essential eyebrow:left:spillover`.
    pattern_views : str
        The views that show the pattern, best first.
    """

    key: str
    trigger_point: str
    side: str
    muscle_id: str
    name: str
    plain: str
    latin: str
    label: str
    place: str
    href: str
    confidence: str
    view: str
    points: str
    pattern: str
    essential: str
    spillover: str
    pattern_views: str


class EvidenceContext(NamedTuple):
    """One reason, as words; a tuple, because an answer holds dozens."""

    kind: str
    zone: str | None
    side: str | None
    level: str | None
    text: str


class CandidateContext(NamedTuple):
    """A candidate: its card, its strength in words, its reasons."""

    key: str
    card: Markup
    strength: str
    strength_label: str
    evidence: tuple[EvidenceContext, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class ProblemContext:
    """What was wrong with the marks, in words."""

    code: str
    title: str
    detail: str
    fix: str | None
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkContext:
    """A mark as given."""

    value: str
    zone: str
    side: str
    label: str
    href: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class WarningContext:
    """A sign to rule out first."""

    id: str
    level: str
    level_label: str
    sign: str


@dataclass(frozen=True, slots=True)
class PointLinkContext:
    """A trigger point of an explaining set."""

    key: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ExplanationContext:
    """A smallest set of trigger points, and what it leaves unexplained."""

    points: tuple[PointLinkContext, ...]
    covers: tuple[str, ...]
    leaves: tuple[str, ...]
    is_smallest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerContext:
    """The answer: _answer.html, in the page or alone as a fragment."""

    state: str
    catalogue_version: str
    problem: ProblemContext | None = None
    marks: tuple[MarkContext, ...] = ()
    symptoms: tuple[SymptomContext, ...] = ()
    warnings: tuple[WarningContext, ...] = ()
    candidates: tuple[CandidateContext, ...] = ()
    total: int = 0
    hidden: int = 0
    about_equal: int = 0
    explanations: tuple[ExplanationContext, ...] = ()
