"""Answers for people: to marks, to nothing marked, to marks that cannot be used.

Points of a muscle for which the books draw one picture are one candidate here; the API lists each.

What repeats from answer to answer is rendered once and kept; a match then only joins it. Keeps
nothing of what was marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Side
from app.matching.engine import Engine
from app.matching.types import Explanation, Mark, Weight
from app.matching.writing import CandidateWriter
from app.web import wording
from app.web.answer_cards import ITEM_BEGINS, CardNotation
from app.web.answer_contexts import (
    AnswerContext,
    MarkContext,
    PointLinkContext,
    ProblemContext,
    SetContext,
)
from app.web.map_page import symptom_contexts
from app.web.match_request import MatchQuery
from app.web.problems import Problem
from app.web.templating import Templates
from app.web.warning_signs import WarningBlocks, WarningSets

# What fits on a screen or two; the rest is one press away.
SHOWN_CANDIDATES = 12
# As many as stand beside warnings on a laptop: the page's script draws these first, and what comes
# after the fold when they are on the screen.
_SEEN_CANDIDATES = 3
_FOLD = "<!--fold-->"


class AnswerPresenter:
    """Turns questions into the contexts of `_answer.html`.

    Parameters
    ----------
    catalogue : Catalogue
    engine : Engine
        Of the same catalogue.
    notation : CardNotation
        Writes the candidates.
    templates : Templates
        Render the rest.
    signs : WarningSets
        Chooses the warnings.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        engine: Engine,
        notation: CardNotation,
        templates: Templates,
        signs: WarningSets,
    ) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._notation = notation
        self._templates = templates
        self._warnings = WarningBlocks(signs, templates)
        self._symptoms = {symptom.id: symptom for symptom in symptom_contexts(catalogue)}
        self._labels = {
            (zone.id, side): wording.zone_on_side(zone, side)
            for zone in catalogue.zones
            for side in zone.sides
        }
        # Parts that repeat from answer to answer, rendered at their first use; bounded by the
        # catalogue.
        self._chips: dict[Mark | str, Markup] = {}
        self._links: dict[tuple[str, Side], Markup] = {}

    @cached_property
    def _writer(self) -> CandidateWriter[str]:
        return self._engine.writer(self._notation)

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

    def answer(self, query: MatchQuery) -> AnswerContext:
        """Answer a question, with as many candidates as it wants; to none, say what to do."""
        if not query.marks and not query.symptoms:
            return self.empty()
        ranking = self._engine.rank(query.marks, query.symptoms, distinct=True)
        total = len(ranking.order)
        chips = [self._chip(mark) for mark in query.marks]
        chips += [self._symptom_chip(symptom) for symptom in query.symptoms]
        return AnswerContext(
            state="answer",
            catalogue_version=self._catalogue.version,
            chips=_together(chips),
            warnings=self._warnings.block(query.marks),
            candidates=_folded("".join(self._writer.write(ranking, query.limit))),
            total=total,
            hidden=0 if query.limit is None else max(total - query.limit, 0),
            about_equal=ranking.about_equal,
            sets=tuple([self._set(each) for each in self._engine.explanations(ranking)]),
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


def _folded(candidates: str) -> Markup:
    at = -1
    for _ in range(_SEEN_CANDIDATES + 1):
        at = candidates.find(ITEM_BEGINS, at + 1)
        if at < 0:
            return Markup(candidates)  # noqa: S704 - rendered already
    return Markup(candidates[:at] + _FOLD + candidates[at:])  # noqa: S704


def _together(parts: Iterable[str], between: str = "\n") -> Markup:
    # They are markup already; joining them as such would escape each again to find that out.
    return Markup(between.join(parts))  # noqa: S704
