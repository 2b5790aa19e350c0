"""Candidates in some notation, as text or as its bytes, put together from pieces written once.

Answers repeat the same candidates with the same reasons at every tap, so what a notation says of a
candidate and of a reason is written at its first use and kept. Knows the order and the choice of
reasons; how they are worded on a page or in JSON is the notation's.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import chain
from operator import attrgetter
from typing import AnyStr, Generic, Protocol, TypeAlias, TypeVar

from app.catalogue.models import Level
from app.matching.evidence import Reason, make_reason, missing_wider_text
from app.matching.index import Index
from app.matching.network import Cause
from app.matching.ranking import Ranking, Several
from app.matching.ranks import Rank
from app.matching.types import Evidence, EvidenceKind, Fit

Written = TypeVar("Written", str, bytes, covariant=True)
_Pieces: TypeAlias = tuple[AnyStr, AnyStr, AnyStr]
"""A candidate: up to its reasons, what is said for it, and the rest."""


class Notation(Protocol[Written]):
    """How candidates and reasons are written.

    Attributes
    ----------
    separator : str or bytes
        Stands between candidates, and between reasons.
    ending : str or bytes
        Ends a candidate.
    kept_as : str
        The attribute of a rank that keeps what is written.
    """

    @property
    def kept_as(self) -> str: ...  # noqa: D102
    @property
    def separator(self) -> Written: ...  # noqa: D102
    @property
    def ending(self) -> Written: ...  # noqa: D102

    def head(self, cause: Cause, fit: Fit) -> Written:
        """Write a candidate up to its reasons."""
        ...

    def reason(self, reason: Reason) -> Written:
        """Write a reason."""
        ...


class CandidateWriter(Generic[AnyStr]):
    """Writes the candidates of rankings over one index.

    Parameters
    ----------
    index : Index
    notation : Notation
    """

    def __init__(self, index: Index, notation: Notation[AnyStr]) -> None:
        self._index = index
        self._notation: Notation[AnyStr] = notation
        self._separator: AnyStr = notation.separator
        self._heads: dict[tuple[int, Fit], AnyStr] = {}
        self._reasons: dict[bytes, AnyStr] = {}
        self._wider: dict[int, AnyStr] = {}
        # Per cause, what follows the marks when none or just this one lies in its pattern.
        self._tails: dict[tuple[int, int | None], AnyStr] = {}
        self._written = attrgetter(notation.kept_as)

    def write(self, ranking: Ranking, limit: int | None) -> list[AnyStr]:
        """Write the candidates, as pieces to be joined.

        Parameters
        ----------
        limit : int or None
            Candidates written at most.
        """
        order = ranking.order[:limit]
        if not order:
            return []
        for rank, several in ranking.several.items():
            if rank <= order[-1]:
                self._keep(rank, self._write_several(ranking, rank, several))
        try:
            pieces = self._collect(order)
        except AttributeError:
            for rank in order:
                if not hasattr(rank, self._notation.kept_as):
                    self._keep(rank, self._write_alone(ranking, rank))
            pieces = self._collect(order)
        pieces[0] = pieces[0].removeprefix(self._separator)
        return pieces

    def _keep(self, rank: Rank, pieces: _Pieces[AnyStr]) -> None:
        setattr(rank, self._notation.kept_as, pieces)

    def _collect(self, order: Sequence[Rank]) -> list[AnyStr]:
        return [*chain.from_iterable(map(self._written, order))]

    def _write_alone(self, ranking: Ranking, rank: Rank) -> _Pieces[AnyStr]:
        """Write a candidate that one entry speaks for: what is said of it then never changes."""
        index = self._index
        cause = index.ranks.cause_of(rank)
        entry = ranking.entry_for(cause)
        said = self._reason(entry.said[cause][1])
        if entry.finding is None:
            tail = self._tail(cause, None)
        else:
            holds = rank < index.ranks.first_beside
            tail = self._standing_tail(cause, entry.finding if holds else None)
        return self._head(cause, index.fit_of(rank)), said, tail

    def _write_several(self, ranking: Ranking, rank: Rank, several: Several) -> _Pieces[AnyStr]:
        cause, _, inside, reasons = several
        # Looked up here, since most are known and a call for each takes longer.
        known, write = self._reasons.get, self._reason
        said = self._separator.join([known(reason.wire) or write(reason) for reason in reasons])
        if not ranking.weights:
            tail = self._tail(cause, None)
        elif inside & (inside - 1):
            tail = self._tail(cause, ranking.weights)
        else:
            finding = ranking.entries[inside.bit_length() - 1].finding if inside else None
            tail = self._standing_tail(cause, finding)
        return self._head(cause, self._index.fit_of(rank)), said, tail

    def _head(self, cause: int, fit: Fit) -> AnyStr:
        head = self._heads.get((cause, fit))
        if head is None:
            head = self._separator + self._notation.head(self._index.network.causes[cause], fit)
            self._heads[cause, fit] = head
        return head

    def _reason(self, reason: Reason) -> AnyStr:
        # Reasons whose JSON text is the same differ in their number only, which is never written.
        text = self._reasons.get(reason.wire)
        if text is None:
            text = self._reasons[reason.wire] = self._notation.reason(reason)
        return text

    def _standing_tail(self, cause: int, finding: int | None) -> AnyStr:
        tail = self._tails.get((cause, finding))
        if tail is None:
            tail = self._tail(cause, () if finding is None else (finding,))
            self._tails[cause, finding] = tail
        return tail

    def _tail(self, cause: int, marked: Container[int] | None) -> AnyStr:
        """Write what follows the marks, to the end; without marks, nothing is missing."""
        standing = self._index.standings[cause]
        # Nothing at first, so that a separator stands before each.
        texts: list[AnyStr] = [self._separator[:0]]
        if standing.frequency is not None:
            texts.append(self._reason(standing.frequency))
        if marked is not None:
            texts += [
                self._reason(reason)
                for finding, reason in standing.essential
                if finding not in marked
            ]
            wider = sum(finding not in marked for finding, _ in standing.spillover)
            if wider:
                texts.append(self._wider_text(wider))
        return self._separator.join(texts) + self._notation.ending

    def _wider_text(self, count: int) -> AnyStr:
        text = self._wider.get(count)
        if text is None:
            said = missing_wider_text(count)
            missing = Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, 0.0, said)
            text = self._wider[count] = self._notation.reason(make_reason(missing))
        return text
