"""Answers for people: to marks, to nothing marked, to marks that cannot be used.

Cards of trigger points are rendered once and kept; a match then only joins them with its reasons.
Keeps nothing of what was marked.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Muscle, Side, TriggerPoint
from app.figures import Figures
from app.matching.types import Answer, Candidate, Evidence, Explanation, Fit, Mark, Weight
from app.web import wording
from app.web.answer_contexts import (
    AnswerContext,
    CandidateContext,
    CandidateItemContext,
    CardContext,
    EvidenceContext,
    MarkContext,
    PointLinkContext,
    ProblemContext,
    SetContext,
    WarningContext,
    WarningsContext,
)
from app.web.map_page import symptom_contexts
from app.web.match_request import MatchQuery
from app.web.muscle_pages import pattern_of, pattern_weights
from app.web.pictures import PictureBook
from app.web.problems import Problem
from app.web.templating import Templates
from app.web.warning_signs import MOST_SETS_KEPT, WarningSets

# What fits on a screen or two; the rest is one press away.
SHOWN_CANDIDATES = 12
_SLOT = Markup("<!--reasons-->")
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
        self._signs = WarningSets(catalogue)
        self._symptoms = {symptom.id: symptom for symptom in symptom_contexts(catalogue)}
        self._labels = {
            (zone.id, side): wording.zone_on_side(zone, side)
            for zone in catalogue.zones
            for side in zone.sides
        }
        # Parts that repeat from answer to answer, rendered at their first use; all but the warnings
        # are bounded by the catalogue.
        self._chips: dict[Mark | str, Markup] = {}
        self._cards: dict[tuple[str, Side], Markup] = {}
        self._links: dict[tuple[str, Side], Markup] = {}
        self._warnings: dict[frozenset[int], Markup] = {}
        self._frames: dict[tuple[str, Side, Fit], tuple[str, str]] = {}
        self._reasons: dict[str, Markup] = {}

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

    def answer(self, query: MatchQuery, answer: Answer) -> AnswerContext:
        """Present an answer; to nothing at all, say what to do.

        Parameters
        ----------
        query : MatchQuery
            What was asked.
        answer : Answer
            With as many candidates as are to be shown.
        """
        if not query.marks and not query.symptoms:
            return self.empty()
        chips = [self._chip(mark) for mark in query.marks]
        chips += [self._symptom_chip(symptom) for symptom in query.symptoms]
        return AnswerContext(
            state="answer",
            catalogue_version=self._catalogue.version,
            chips=_together(chips),
            warnings=self._warnings_for(query.marks),
            candidates=self._items(answer.candidates),
            total=answer.total,
            hidden=answer.total - len(answer.candidates),
            about_equal=answer.about_equal,
            sets=tuple([self._set(explanation) for explanation in answer.explanations]),
        )

    def _chip(self, mark: Mark) -> Markup:
        chip = self._chips.get(mark)
        if chip is None:
            zone = self._catalogue.zone_by_id[mark.zone]
            context = MarkContext(
                value=wording.mark_value(zone, mark.side),
                label=self._labels[mark.zone, mark.side],
                href=f"/zones/{zone.id}",
                is_main=mark.weight is Weight.MAIN,
            )
            chip = self._chips[mark] = self._templates.fragment("_answer_chip.html", context)
        return chip

    def _symptom_chip(self, symptom: str) -> Markup:
        chip = self._chips.get(symptom)
        if chip is None:
            context = self._symptoms[symptom]
            chip = self._templates.fragment("_answer_chip_symptom.html", context)
            self._chips[symptom] = chip
        return chip

    def _warnings_for(self, marks: tuple[Mark, ...]) -> Markup:
        numbers = self._signs.numbers_for(marks)
        block = self._warnings.get(numbers)
        if block is None:
            signs = tuple(
                WarningContext(s.id, s.level.value, wording.WARNING_LEVELS[s.level], s.sign)
                for s in self._signs.signs(numbers)
            )
            block = Markup("")
            if signs:
                context = WarningsContext(signs)
                block = self._templates.fragment("_answer_warnings.html", context)
            if len(self._warnings) >= MOST_SETS_KEPT:
                self._warnings.clear()
            self._warnings[numbers] = block
        return block

    def _items(self, candidates: Iterable[Candidate]) -> Markup:
        """Put list items together: of each candidate its head, its reasons, its foot."""
        parts: list[str] = []
        reasons = self._reasons
        for candidate in candidates:
            key = (candidate.trigger_point_id, candidate.side, candidate.strength)
            frame = self._frames.get(key)
            if frame is None:
                frame = self._frames[key] = self._frame(candidate)
            parts.append(frame[0])
            for reason in candidate.evidence:
                # The text stands for the reason: it is worded from all that the line shows.
                line = reasons.get(reason.text)
                parts.append(self._reason(reason) if line is None else line)
            parts.append(frame[1])
        return _together(parts)

    def _frame(self, candidate: Candidate) -> tuple[str, str]:
        context = CandidateContext(
            key=f"{candidate.trigger_point_id}:{candidate.side.value}",
            card=self._card(candidate.trigger_point_id, candidate.side),
            strength=candidate.strength.value,
            strength_label=wording.STRENGTHS[candidate.strength.value],
            reasons=_SLOT,
        )
        item = self._templates.fragment("_answer_candidate.html", CandidateItemContext(context))
        head, foot = item.split(_SLOT)
        return head, foot

    def _reason(self, reason: Evidence) -> Markup:
        context = EvidenceContext(
            kind=reason.kind.value,
            level=reason.level.value if reason.level else None,
            text=reason.text,
        )
        line = self._templates.fragment("_answer_reason.html", context)
        self._reasons[reason.text] = line
        return line

    def _set(self, explanation: Explanation) -> SetContext:
        leaves = [self._labels[mark.zone, mark.side] for mark in explanation.leaves]
        points = [self._link(point_id, side) for point_id, side in explanation.trigger_points]
        return SetContext(_together(points, " + "), ", ".join(leaves))

    def _link(self, point_id: str, side: Side) -> Markup:
        link = self._links.get((point_id, side))
        if link is None:
            muscle, point = self._catalogue.trigger_point_by_id[point_id]
            context = PointLinkContext(
                key=f"{point_id}:{side}",
                label=wording.point_name(wording.muscle_on_side(muscle, Side(side)), muscle, point),
                href=f"/muscles/{muscle.id}#{point_id}",
            )
            link = self._templates.fragment("_answer_point.html", context)
            self._links[point_id, side] = link
        return link

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
        return CardContext(
            key=f"{point.id}:{side.value}",
            name=wording.muscle_on_side(muscle, side),
            plain=muscle.plain,
            latin=muscle.latin,
            label=point.label,
            place=wording.upper_first(point.place),
            href=f"/muscles/{muscle.id}#{point.id}",
            view=next((view for view in views if view in places), next(iter(places), "")),
            points=" ".join(f"{view}:{x:g},{y:g}" for view, (x, y) in places.items()),
            pattern=" ".join(f"{z}:{s}:{level.value}" for (z, s), level in pattern.items()),
            pattern_views=" ".join(views),
        )


def _together(parts: Iterable[str], between: str = "\n") -> Markup:
    # They are markup already; joining them as such would escape each again to find that out.
    return Markup(between.join(parts))  # noqa: S704
