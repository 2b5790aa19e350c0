"""Candidates as text in some notation, put together from pieces written once.

Answers repeat the same candidates with the same reasons at every tap, so what a notation says of a
candidate and of a reason is written at its first use and kept. Knows the order and the choice of
reasons; how they are worded on a page or in JSON is the notation's.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from operator import attrgetter
from typing import Protocol

from app.catalogue.models import Level
from app.matching.evidence import Reason, make_reason, missing_wider_text
from app.matching.index import Index, Ranked
from app.matching.network import Cause
from app.matching.ranking import SEVERAL, Ranking
from app.matching.types import Evidence, EvidenceKind, Fit

Pieces = tuple[str, str, str, str]
_PLACE = attrgetter("place")


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
        # Most causes are spoken for by one mark, and what is said of them then never changes.
        self._alone: dict[Ranked, Pieces] = {}

    def write(self, ranking: Ranking, limit: int | None) -> list[str]:
        """Write the candidates, as pieces to be joined.

        Parameters
        ----------
        limit : int or None
            Candidates written at most.
        """
        order = ranking.order[:limit]
        together = self._together(ranking, order)
        alone = self._alone
        pieces: list[str] = []
        for ranked in order:
            known = alone.get(ranked) or together.get(ranked[1])
            pieces += known or self._write_alone(ranking, ranked)
        if pieces:
            pieces[0] = pieces[0].removeprefix(self._notation.separator)
        return pieces

    def _write_alone(self, ranking: Ranking, ranked: Ranked) -> Pieces:
        negated, cause, number = ranked
        entry = next(entry for entry in ranking.entries if entry.number == number)
        holds = cause in entry.holds
        if entry.finding is None:
            tail = self._tail(cause, None)
        else:
            tail = self._standing_tail(cause, entry.finding if holds else None)
        head, foot = self._frame(cause, self._index.fit_of(-negated, is_inside=holds))
        pieces = (head, self._reason(entry.reasons[cause]), tail, foot)
        self._alone[ranked] = pieces
        return pieces

    def _together(self, ranking: Ranking, order: Collection[Ranked]) -> dict[int, Pieces]:
        """Write the candidates for which several marks or symptoms speak."""
        scores = {cause: -negated for negated, cause, number in order if number == SEVERAL}
        if not scores:
            return {}
        findings, marked = tuple(ranking.weights), ranking.weights
        said = [entry.reasons for entry in ranking.entries]
        written: dict[int, Pieces] = {}
        for cause, score in scores.items():
            inside = ranking.shared[cause]
            if not marked:
                tail = self._tail(cause, None)
            elif inside & (inside - 1):
                tail = self._tail(cause, marked)
            else:
                tail = self._standing_tail(
                    cause, findings[inside.bit_length() - 1] if inside else None
                )
            head, foot = self._frame(cause, self._index.fit_of(score, is_inside=inside > 0))
            written[cause] = (head, self._join_reasons(cause, said), tail, foot)
        return written

    def _join_reasons(self, cause: int, said: Sequence[Mapping[int, Reason]]) -> str:
        """Write what marks and symptoms say for a cause, in the order of reasons."""
        found = [reason for each in said if (reason := each.get(cause)) is not None]
        found.sort(key=_PLACE)
        return self._notation.separator.join([self._reason(reason) for reason in found])

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
