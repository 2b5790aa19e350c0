"""Answers for people: to marks, to nothing marked, to marks that cannot be used.

Cards of trigger points are rendered once and kept; a match then only joins them with its reasons.
Keeps nothing of what was marked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level, Muscle, Side, TriggerPoint
from app.figures import Figures
from app.matching.answer_json import Pieces
from app.matching.types import Mark, Weight
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
# A few hundred bytes each; what is marked decides which reasons come together.
_MOST_CANDIDATES_KEPT = 10_000
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
            (zone.id, side.value): wording.zone_on_side(zone, side)
            for zone in catalogue.zones
            for side in zone.sides
        }
        # Parts that repeat from answer to answer, rendered at their first use. The first four are
        # bounded by the catalogue; of candidates there are as many as ways to be spoken for.
        self._chips: dict[Mark | str, Markup] = {}
        self._cards: dict[tuple[str, Side], Markup] = {}
        self._links: dict[tuple[str, str], Markup] = {}
        self._warnings: dict[frozenset[int], Markup] = {}
        self._candidates: dict[str, Markup] = {}

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

    def answer(self, query: MatchQuery, pieces: Pieces) -> AnswerContext:
        """Present an answer; to nothing at all, say what to do.

        Parameters
        ----------
        query : MatchQuery
            What was asked.
        pieces : Pieces
            What was answered, with as many candidates as are to be shown.
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
            candidates=_together([self._candidate(text) for text in pieces.candidates]),
            total=pieces.total,
            hidden=pieces.total - len(pieces.candidates),
            about_equal=pieces.about_equal,
            sets=tuple([self._set(found) for found in json.loads(pieces.explanations)]),
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

    def _candidate(self, text: str) -> Markup:
        """Render a candidate from its JSON text, or give what the same text gave before."""
        item = self._candidates.get(text)
        if item is None:
            told = json.loads(text)
            point_id, side = told["trigger_point"], Side(told["side"])
            context = CandidateContext(
                key=f"{point_id}:{side.value}",
                card=self._card(point_id, side),
                strength=told["strength"],
                strength_label=wording.STRENGTHS[told["strength"]],
                evidence=tuple(EvidenceContext(**reason) for reason in told["evidence"]),
            )
            item = self._templates.fragment("_answer_candidate.html", CandidateItemContext(context))
            if len(self._candidates) >= _MOST_CANDIDATES_KEPT:
                self._candidates.clear()
            self._candidates[text] = item
        return item

    def _set(self, told: Mapping[str, Any]) -> SetContext:
        leaves = [self._labels[mark["zone"], mark["side"]] for mark in told["leaves"]]
        points = [self._link(p["trigger_point"], p["side"]) for p in told["trigger_points"]]
        return SetContext(_together(points, " + "), ", ".join(leaves))

    def _link(self, point_id: str, side: str) -> Markup:
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


def _together(parts: Iterable[Markup], between: str = "\n") -> Markup:
    # They are markup already; joining them as such would escape each again to find that out.
    return Markup(between.join(parts))  # noqa: S704
