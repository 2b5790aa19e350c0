"""What the templates of an answer receive: the answer itself, and the card of a trigger point.

Cards are made once per trigger point and side; the rest is made for each answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

_NOTHING = Markup("")


@dataclass(frozen=True)
class CardContext:
    """A trigger point on one side, as it stands in any answer: _answer_card.html.

    Attributes
    ----------
    number : str
        What stands beside the X; empty where the muscle has one trigger point only.
    points : str
        Where the X is, per view: `head-left:12.3,45.6 left:1.0,2.0`, in units of the view.
    pattern : str
        `temple:left:essential eyebrow:left:spillover`.
    pattern_views : str
        The views that show the pattern, best first.
    """

    key: str
    name: str
    plain: str
    latin: str
    label: str
    number: str
    place: str
    href: str
    view: str
    points: str
    pattern: str
    pattern_views: str


@dataclass(frozen=True)
class EvidenceContext:
    """One reason, as words: _answer_reason.html."""

    kind: str
    level: str | None
    text: str


@dataclass(frozen=True)
class CandidateContext:
    """A candidate: its card, its strength in words, and where its reasons come."""

    key: str
    card: Markup
    strength: str
    strength_label: str
    reasons: Markup


@dataclass(frozen=True)
class CandidateItemContext:
    """One candidate as an item of the list: _answer_candidate.html."""

    candidate: CandidateContext


@dataclass(frozen=True)
class ProblemContext:
    """What was wrong with the marks, in words."""

    code: str
    title: str
    detail: str
    fix: str | None
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class MarkContext:
    """A mark as given: _answer_chip.html."""

    value: str
    label: str
    href: str
    is_main: bool


@dataclass(frozen=True)
class WarningContext:
    """A sign to rule out first, or where one comes."""

    level: str
    level_label: str
    sign: Markup


@dataclass(frozen=True)
class WarningsContext:
    """The signs to rule out first, the most urgent first: _answer_warnings.html."""

    warnings: tuple[WarningContext, ...]


@dataclass(frozen=True)
class PointLinkContext:
    """A trigger point on a side, as a link: _answer_point.html."""

    key: str
    label: str
    href: str


class SetContext(NamedTuple):
    """A smallest set of trigger points, as joined links, and in words what it leaves out."""

    points: Markup
    leaves: str


@dataclass(frozen=True, kw_only=True)
class AnswerContext:
    """The answer: _answer.html, in the page or alone as a fragment.

    What repeats from answer to answer comes ready: the warnings as a block, the marks and symptoms
    as chips, the candidates as list items.
    """

    state: str
    catalogue_version: str
    problem: ProblemContext | None = None
    chips: Markup = _NOTHING
    warnings: Markup = _NOTHING
    candidates: Markup = _NOTHING
    total: int = 0
    hidden: int = 0
    about_equal: int = 0
    sets: tuple[SetContext, ...] = ()
