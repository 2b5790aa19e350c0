"""Candidates in some notation, as text or as its bytes, put together from pieces written once.

Answers repeat the same candidates with the same reasons at every tap, so what a notation says of a
candidate and of a reason is written at its first use and kept. Knows the order and the choice of
reasons; how they are worded on a page or in JSON is the notation's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import AnyStr, Generic, NamedTuple, Protocol, TypeAlias

from app.catalogue.models import Level
from app.matching.evidence import Reason, make_reason, missing_wider_text
from app.matching.index import Index
from app.matching.network import Cause
from app.matching.ranking import Ranking, Several
from app.matching.ranks import Rank
from app.matching.types import Evidence, EvidenceKind, Fit

Pieces: TypeAlias = tuple[AnyStr, AnyStr, AnyStr]
"""A candidate: up to its reasons, what is said for it, and the rest."""


class Notation(Protocol[AnyStr]):
    """How candidates and reasons are written, and the attribute of a rank that keeps it.

    Each notation names its attribute in its own code: read by a name in a variable, it would take
    half as long again.

    Attributes
    ----------
    separator : str or bytes
        Stands between candidates, and between reasons.
    ending : str or bytes
        Ends a candidate.
    """

    @property
    def separator(self) -> AnyStr: ...  # noqa: D102
    @property
    def ending(self) -> AnyStr: ...  # noqa: D102

    def head(self, cause: Cause, fit: Fit) -> AnyStr:
        """Write a candidate up to its reasons."""
        ...

    def reason(self, reason: Reason) -> AnyStr:
        """Write a reason; asked for the same again and again."""
        ...

    def keep(self, rank: Rank, pieces: Pieces[AnyStr]) -> None:
        """Keep what is written of a candidate on its rank."""

    def kept(self, ranks: Sequence[Rank]) -> list[AnyStr]:
        """Give the pieces kept on ranks, one after another.

        Raises
        ------
        AttributeError
            When nothing is kept on one of them.
        """
        ...


class _Rest(NamedTuple, Generic[AnyStr]):
    """What follows the marks of a cause.

    Attributes
    ----------
    begins : list of str or bytes
        Nothing, so that a separator stands before each text, and the frequency where it is known.
    essential : list of (int, str or bytes)
        Findings of the main pattern, and what is said while they are not marked.
    spillover : frozenset of int
        Findings of the wider pattern.
    """

    begins: list[AnyStr]
    essential: list[tuple[int, AnyStr]]
    spillover: frozenset[int]


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
        self._wider: dict[int, AnyStr] = {}
        self._rests: dict[int, _Rest[AnyStr]] = {}
        # Per cause, its rest when no mark or just this one lies in its pattern.
        self._tails: dict[tuple[int, int | None], AnyStr] = {}

    def write(self, ranking: Ranking, limit: int | None) -> list[AnyStr]:
        """Write the candidates, as pieces to be joined.

        Parameters
        ----------
        limit : int or None
            Candidates written at most.
        """
        notation, order = self._notation, ranking.order[:limit]
        if not order:
            return []
        for rank, several in ranking.several.items():
            if rank <= order[-1]:
                notation.keep(rank, self._write_several(ranking, rank, several))
        try:
            pieces = notation.kept(order)
        except AttributeError:
            for rank in order:
                if rank not in ranking.several:
                    notation.keep(rank, self._write_alone(ranking, rank))
            pieces = notation.kept(order)
        pieces[0] = pieces[0].removeprefix(self._separator)
        return pieces

    def _write_alone(self, ranking: Ranking, rank: Rank) -> Pieces[AnyStr]:
        """Write a candidate that one entry speaks for: what is said of it then never changes."""
        index = self._index
        cause = index.ranks.cause_of(rank)
        entry = ranking.entry_for(cause)
        said = self._notation.reason(entry.said[cause][1])
        if entry.finding is None:
            tail = self._tail(cause, None)
        else:
            holds = rank < index.ranks.first_beside
            tail = self._standing_tail(cause, entry.finding if holds else None)
        return self._head(cause, index.fit_of(rank)), said, tail

    def _write_several(self, ranking: Ranking, rank: Rank, several: Several) -> Pieces[AnyStr]:
        cause, _, inside, reasons = several
        if not ranking.weights:
            tail = self._tail(cause, None)
        elif inside & (inside - 1):
            tail = self._tail(cause, ranking.weights)
        else:
            finding = ranking.entries[inside.bit_length() - 1].finding if inside else None
            tail = self._standing_tail(cause, finding)
        said = self._separator.join(map(self._notation.reason, reasons))
        return self._head(cause, self._index.fit_of(rank)), said, tail

    def _head(self, cause: int, fit: Fit) -> AnyStr:
        head = self._heads.get((cause, fit))
        if head is None:
            head = self._separator + self._notation.head(self._index.network.causes[cause], fit)
            self._heads[cause, fit] = head
        return head

    def _standing_tail(self, cause: int, finding: int | None) -> AnyStr:
        tail = self._tails.get((cause, finding))
        if tail is None:
            tail = self._tail(cause, () if finding is None else (finding,))
            self._tails[cause, finding] = tail
        return tail

    def _tail(self, cause: int, marked: Collection[int] | None) -> AnyStr:
        """Write what follows the marks, to the end; without marks, nothing is missing."""
        rest = self._rests.get(cause) or self._rest(cause)
        texts = rest.begins
        if marked is not None:
            texts = texts + [text for finding, text in rest.essential if finding not in marked]
            wider = len(rest.spillover.difference(marked))
            if wider:
                texts.append(self._wider_text(wider))
        return self._separator.join(texts) + self._notation.ending

    def _rest(self, cause: int) -> _Rest[AnyStr]:
        frequency, essential, spillover = self._index.standings[cause]
        begins: list[AnyStr] = [self._separator[:0]]
        if frequency is not None:
            begins.append(self._notation.reason(frequency))
        missing = [(finding, self._notation.reason(reason)) for finding, reason in essential]
        rest = _Rest(begins, missing, frozenset([finding for finding, _ in spillover]))
        self._rests[cause] = rest
        return rest

    def _wider_text(self, count: int) -> AnyStr:
        text = self._wider.get(count)
        if text is None:
            said = missing_wider_text(count)
            missing = Evidence(EvidenceKind.MISSING, None, None, Level.SPILLOVER, 0.0, said)
            text = self._wider[count] = self._notation.reason(make_reason(missing))
        return text
