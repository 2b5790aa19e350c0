"""Candidates as text in some notation, put together from pieces written once.

Answers repeat the same candidates with the same reasons at every tap, so what a notation says of a
candidate and of a reason is written at its first use and kept. Knows the order and the choice of
reasons; how they are worded on a page or in JSON is the notation's.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Protocol

from app.catalogue.models import Level
from app.matching.evidence import Reason, make_reason, missing_wider_text
from app.matching.index import Index
from app.matching.network import Cause
from app.matching.ranking import SEVERAL, Ranking
from app.matching.types import Evidence, EvidenceKind, Fit

Pieces = tuple[str, str, str, str]


class Notation(Protocol):
    """How candidates and reasons are written.

    Attributes
    ----------
    separator : str
        Stands between candidates, and between reasons.
    """

    @property
    def separator(self) -> str: ...  # noqa: D102

    def frame(self, cause: Cause, fit: Fit) -> tuple[str, str]:
        """Write what stands before and after the reasons of a candidate."""
        ...

    def reason(self, reason: Reason) -> str:
        """Write a reason."""
        ...


class CandidateWriter:
    """Writes the candidates of rankings over one index.

    Parameters
    ----------
    index : Index
    notation : Notation
    """

    def __init__(self, index: Index, notation: Notation) -> None:
        self._index = index
        self._notation = notation
        self._frames: dict[tuple[int, Fit], tuple[str, str]] = {}
        self._reasons: dict[str, str] = {}
        self._wider: dict[int, str] = {}
        # Per cause, what follows the marks when none or just this one lies in its pattern.
        self._tails: dict[tuple[int, int | None], str] = {}
        # Most causes are spoken for by one mark, and what is said of them then never changes: by
        # the number of what is said.
        self._alone: dict[int, Pieces] = {}

    def write(self, ranking: Ranking, limit: int | None) -> list[str]:
        """Write the candidates, as pieces to be joined.

        Parameters
        ----------
        limit : int or None
            Candidates written at most.
        """
        alone = self._alone
        pieces: list[str] = []
        for negated, cause, number in ranking.order[:limit]:
            if number == SEVERAL:
                pieces += self._write_together(ranking, cause, -negated)
            else:
                pieces += alone.get(number) or self._write_alone(ranking, cause, -negated, number)
        if pieces:
            pieces[0] = pieces[0].removeprefix(self._notation.separator)
        return pieces

    def _write_alone(self, ranking: Ranking, cause: int, units: int, number: int) -> Pieces:
        """Write a candidate for which one mark or symptom speaks."""
        entry = ranking.entry_for(cause)
        holds = cause in entry.matching
        if entry.finding is None:
            tail = self._tail(cause, None)
        else:
            tail = self._standing_tail(cause, entry.finding if holds else None)
        head, foot = self._frame(cause, self._index.fit_of(units, is_inside=holds))
        pieces = self._alone[number] = (head, self._reason(entry.said[cause][1]), tail, foot)
        return pieces

    def _write_together(self, ranking: Ranking, cause: int, units: int) -> Pieces:
        """Write a candidate for which several marks or symptoms speak."""
        inside = ranking.shared[cause]
        if not ranking.weights:
            tail = self._tail(cause, None)
        elif inside & (inside - 1):
            tail = self._tail(cause, ranking.weights)
        elif inside:
            tail = self._standing_tail(cause, ranking.entries[inside.bit_length() - 1].finding)
        else:
            tail = self._standing_tail(cause, None)
        head, foot = self._frame(cause, self._index.fit_of(units, is_inside=inside > 0))
        said = self._notation.separator.join(
            [self._reason(reason) for reason in ranking.reasons[cause]]
        )
        return head, said, tail, foot

    def _frame(self, cause: int, fit: Fit) -> tuple[str, str]:
        frame = self._frames.get((cause, fit))
        if frame is None:
            head, foot = self._notation.frame(self._index.network.causes[cause], fit)
            frame = self._frames[cause, fit] = (self._notation.separator + head, foot)
        return frame

    def _reason(self, reason: Reason) -> str:
        # Reasons whose JSON text is the same differ in their number only, which is never written.
        text = self._reasons.get(reason.wire)
        if text is None:
            text = self._reasons[reason.wire] = self._notation.reason(reason)
        return text

    def _standing_tail(self, cause: int, finding: int | None) -> str:
        tail = self._tails.get((cause, finding))
        if tail is None:
            tail = self._tail(cause, () if finding is None else (finding,))
            self._tails[cause, finding] = tail
        return tail

    def _tail(self, cause: int, marked: Container[int] | None) -> str:
        """Write what holds whatever is marked; without marks, nothing is missing."""
        standing = self._index.standings[cause]
        texts = [] if standing.frequency is None else [self._reason(standing.frequency)]
        if marked is not None:
            texts += [
                self._reason(reason)
                for finding, reason in standing.essential
                if finding not in marked
            ]
            wider = sum(finding not in marked for finding, _ in standing.spillover)
            if wider:
                texts.append(self._wider_text(wider))
        separator = self._notation.separator
        return "".join([separator + text for text in texts])

    def _wider_text(self, count: int) -> str:
        text = self._wider.get(count)
        if text is None:
            said = missing_wider_text(count)
            missing = Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, 0.0, said)
            text = self._wider[count] = self._notation.reason(make_reason(missing))
        return text
