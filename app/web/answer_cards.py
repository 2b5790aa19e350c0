"""Candidates as list items of the answer: a card around its reasons, as the matcher writes them.

Each item's card is rendered once and kept by the matcher's writer, each reason here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from markupsafe import Markup

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Side, TriggerPoint
from app.figures import Figures
from app.matching.evidence import Reason
from app.matching.network import Cause
from app.matching.ranks import Rank
from app.matching.types import Fit
from app.matching.writing import Pieces
from app.web import wording
from app.web.answer_contexts import (
    CandidateContext,
    CandidateItemContext,
    CardContext,
    EvidenceContext,
)
from app.web.muscle_pages import pattern_of, pattern_weights
from app.web.pictures import PictureBook
from app.web.point_places import write_places
from app.web.templating import Templates

# How every candidate begins, and nothing else does.
ITEM_BEGINS = '<li class="candidate '

_SLOT = Markup("<!--reasons-->")
# A pattern over more views than these is followed by hand.
_CARD_VIEWS = 4


class CardNotation:
    """Writes candidates as list items.

    Parameters
    ----------
    catalogue : Catalogue
    figures : Figures
    book : PictureBook
        Chooses the views of a pattern.
    templates : Templates
        Renders the cards.
    """

    separator = "\n"

    def __init__(
        self, catalogue: Catalogue, figures: Figures, book: PictureBook, templates: Templates
    ) -> None:
        self._catalogue = catalogue
        self._figures = figures
        self._book = book
        self._templates = templates
        self._reasons: dict[bytes, str] = {}

    @cached_property
    def ending(self) -> str:
        """Give what follows the reasons of any item."""
        return self._around_reasons(CandidateContext("", Markup(), "", "", _SLOT))[1]

    def head(self, cause: Cause, fit: Fit) -> str:
        """Render an item up to its reasons."""
        card = self.card(cause)
        context = CandidateContext(
            key=card.key,
            card=self._templates.fragment("_answer_card.html", card),
            strength=fit.value,
            strength_label=wording.STRENGTHS[fit.value],
            reasons=_SLOT,
        )
        return self._around_reasons(context)[0]

    def _around_reasons(self, context: CandidateContext) -> tuple[str, str]:
        item = self._templates.fragment("_answer_candidate.html", CandidateItemContext(context))
        # As plain text: markup would escape what it is put together with.
        head, foot = str(item).split(_SLOT)
        return head, foot

    def reason(self, reason: Reason) -> str:
        """Render a reason, once for all that say the same."""
        text = self._reasons.get(reason.wire)
        if text is None:
            said = reason.evidence
            level = said.level.value if said.level else None
            context = EvidenceContext(kind=said.kind.value, level=level, text=said.text)
            text = str(self._templates.fragment("_answer_reason.html", context))
            self._reasons[reason.wire] = text
        return text

    def keep(self, rank: Rank, pieces: Pieces[str]) -> None:
        """Keep a candidate's item."""
        rank.page = pieces

    def kept(self, ranks: Sequence[Rank]) -> list[str]:
        """Give the items of candidates."""
        pieces: list[str] = []
        for rank in ranks:
            pieces += rank.page
        return pieces

    def card(self, cause: Cause) -> CardContext:
        """Describe a trigger point on a side, with where to draw it."""
        muscle, point, side = cause.muscle, cause.point, Side(cause.side)
        pattern = pattern_of(self._catalogue, point, side)
        places = self._figures.points(point.id, side.value)
        views = self._book.views_for(pattern_weights(pattern), places, _CARD_VIEWS)
        alike = [p for p in muscle.trigger_points if self._is_alike(p, point, side)]
        labels = [wording.numbered_label(muscle, p) for p in alike]
        told = [wording.upper_first(p.place) for p in alike]
        if len(alike) > 1:
            told = [f"{label}: {place}" for label, place in zip(labels, told, strict=True)]
        return CardContext(
            key=f"{point.id}:{side.value}",
            name=wording.muscle_on_side(muscle, side),
            plain=muscle.plain,
            latin=muscle.latin,
            label=wording.joined(labels),
            number=str(wording.point_numbers(muscle).get(point.id, "")),
            place="; ".join(told),
            href=f"/muscles/{muscle.id}#{point.id}",
            view=next((view for view in views if view in places), next(iter(places), "")),
            points=write_places(places),
            pattern=" ".join(f"{z}:{s}:{level.value}" for (z, s), level in pattern.items()),
            pattern_views=" ".join(views),
        )

    def _is_alike(self, other: TriggerPoint, point: TriggerPoint, side: Side) -> bool:
        """Tell whether two points of a muscle have the same picture on a side."""
        if other.only_side is not None and other.only_side.value != side.value:
            return False
        mine = pattern_of(self._catalogue, point, side)
        return pattern_of(self._catalogue, other, side) == mine
