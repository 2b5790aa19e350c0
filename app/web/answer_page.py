"""Answers for people: to marks, to nothing marked, to marks that cannot be used.

Cards of trigger points are rendered once and kept; a match then only joins them with its reasons.
Keeps nothing of what was marked.
"""

from __future__ import annotations

from markupsafe import Markup

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level, Muscle, Side, TriggerPoint
from app.figures import Figures
from app.matching.types import Answer, Candidate, Explanation, Mark, Weight
from app.web import wording
from app.web.answer_contexts import (
    AnswerContext,
    CandidateContext,
    CardContext,
    EvidenceContext,
    ExplanationContext,
    MarkContext,
    PointLinkContext,
    ProblemContext,
    WarningContext,
)
from app.web.map_page import symptom_contexts
from app.web.match_request import MatchQuery
from app.web.muscle_pages import pattern_of, pattern_weights
from app.web.pictures import PictureBook
from app.web.problems import Problem
from app.web.templating import Templates

# What fits on a screen or two; the rest is one press away.
SHOWN_CANDIDATES = 12
# A pattern over more views than these is followed by hand.
_CARD_VIEWS = 4


class AnswerPresenter:
    """Turns answers into the contexts of `_answer.html`.

    Parameters
    ----------
    catalogue : Catalogue
    figures : Figures
    book : PictureBook
        Chooses the views of a pattern.
    templates : Templates
        Renders the cards.
    """

    def __init__(
        self, catalogue: Catalogue, figures: Figures, book: PictureBook, templates: Templates
    ) -> None:
        self._catalogue = catalogue
        self._figures = figures
        self._book = book
        self._templates = templates
        self._cards: dict[tuple[str, Side], Markup] = {}
        self._symptoms = {symptom.id: symptom for symptom in symptom_contexts(catalogue)}
        self._marks = {
            (zone.id, side, weight): MarkContext(
                value=wording.mark_value(zone, side),
                zone=zone.id,
                side=side.value,
                label=wording.zone_on_side(zone, side),
                href=f"/zones/{zone.id}",
                is_main=weight is Weight.MAIN,
            )
            for zone in catalogue.zones
            for side in zone.sides
            for weight in Weight
        }

    def empty(self) -> AnswerContext:
        """Say what to do where nothing is marked."""
        return AnswerContext(state="empty", catalogue_version=self._catalogue.version)

    def problem(self, problem: Problem) -> AnswerContext:
        """Say what is wrong with the marks."""
        return AnswerContext(
            state="problem",
            catalogue_version=self._catalogue.version,
            problem=ProblemContext(
                problem.code, problem.title, problem.detail, problem.fix, problem.nearest
            ),
        )

    def answer(self, query: MatchQuery, answer: Answer, shown: int | None) -> AnswerContext:
        """Present an answer.

        Parameters
        ----------
        answer : Answer
            With all candidates.
        shown : int or None
            How many candidates to show; None for all.
        """
        if not query.marks and not query.symptoms:
            return self.empty()
        candidates = answer.candidates[:shown]
        return AnswerContext(
            state="answer",
            catalogue_version=self._catalogue.version,
            marks=tuple(self._marks[mark] for mark in query.marks),
            symptoms=tuple(self._symptoms[symptom] for symptom in query.symptoms),
            warnings=self._warnings(query.marks),
            candidates=tuple(
                self._candidate(candidate, rank) for rank, candidate in enumerate(candidates, 1)
            ),
            total=len(answer.candidates),
            hidden=len(answer.candidates) - len(candidates),
            about_equal=answer.about_equal,
            explanations=tuple(map(self._explanation, answer.explanations)),
        )

    def _warnings(self, marks: tuple[Mark, ...]) -> tuple[WarningContext, ...]:
        return tuple(
            WarningContext(sign.id, sign.level.value, wording.WARNING_LEVELS[sign.level], sign.sign)
            for sign in self._catalogue.warnings_for(mark.zone for mark in marks)
        )

    def _candidate(self, candidate: Candidate, rank: int) -> CandidateContext:
        point_id, side = candidate.trigger_point_id, candidate.side
        return CandidateContext(
            key=f"{point_id}:{side.value}",
            card=self._card(point_id, side),
            strength=candidate.strength.value,
            strength_label=wording.STRENGTHS[candidate.strength.value],
            evidence=tuple(
                EvidenceContext(
                    kind.value, zone, side_ and side_.value, level and level.value, text
                )
                for kind, zone, side_, level, _, text in candidate.evidence
            ),
            rank=rank,
        )

    def _explanation(self, explanation: Explanation) -> ExplanationContext:
        points = []
        for point_id, side in explanation.trigger_points:
            muscle, point = self._catalogue.trigger_point_by_id[point_id]
            points.append(
                PointLinkContext(
                    key=f"{point_id}:{side.value}",
                    label=f"{wording.muscle_on_side(muscle, side)}, {point.label}",
                    href=f"/muscles/{muscle.id}#{point_id}",
                )
            )
        return ExplanationContext(
            tuple(points),
            tuple(self._marks[mark].label for mark in explanation.covers),
            tuple(self._marks[mark].label for mark in explanation.leaves),
            explanation.is_smallest,
        )

    def _card(self, point_id: str, side: Side) -> Markup:
        card = self._cards.get((point_id, side))
        if card is None:
            muscle, point = self._catalogue.trigger_point_by_id[point_id]
            context = self.card_context(muscle, point, side)
            card = self._templates.fragment("_answer_card.html", context)
            self._cards[point_id, side] = card
        return card

    def card_context(self, muscle: Muscle, point: TriggerPoint, side: Side) -> CardContext:
        """Describe a trigger point on a side, with where to draw it."""
        pattern = pattern_of(self._catalogue, point, side)
        places = self._figures.points(point.id, side.value)
        views = self._book.views_for(pattern_weights(pattern), places, _CARD_VIEWS)
        labels: dict[Level, list[str]] = {level: [] for level in Level}
        for (zone_id, zone_side), level in pattern.items():
            zone = self._catalogue.zone_by_id[zone_id]
            labels[level].append(wording.zone_on_side(zone, Side(zone_side)))
        return CardContext(
            key=f"{point.id}:{side.value}",
            trigger_point=point.id,
            side=side.value,
            muscle_id=muscle.id,
            name=wording.muscle_on_side(muscle, side),
            plain=muscle.plain,
            latin=muscle.latin,
            label=point.label,
            place=wording.upper_first(point.place),
            href=f"/muscles/{muscle.id}#{point.id}",
            confidence=point.confidence.value,
            view=next((view for view in views if view in places), next(iter(places), "")),
            points=" ".join(f"{view}:{x:g},{y:g}" for view, (x, y) in places.items()),
            pattern=" ".join(f"{z}:{s}:{level.value}" for (z, s), level in pattern.items()),
            essential=", ".join(labels[Level.ESSENTIAL]),
            spillover=", ".join(labels[Level.SPILLOVER]),
            pattern_views=" ".join(views),
        )
