"""An answer as JSON, put together from pieces made once.

Gives exactly what encoding the `Answer` would give; building it from objects would take several
times as long, and it is needed at every tap. Knows nothing of requests.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.matching.evidence import Reason, encode
from app.matching.index import Index
from app.matching.network import Cause
from app.matching.ranking import Ranking
from app.matching.ranks import Rank
from app.matching.types import Fit
from app.matching.writing import CandidateWriter, Pieces


class JsonNotation:
    """Writes candidates as JSON objects."""

    separator = b","
    ending = b"]}"

    def head(self, cause: Cause, fit: Fit) -> bytes:
        """Write a candidate up to its evidence."""
        candidate = {
            "muscle": cause.muscle.id,
            "trigger_point": cause.point.id,
            "side": cause.side,
            "strength": fit,
        }
        return encode(candidate)[:-1] + b',"evidence":['

    def reason(self, reason: Reason) -> bytes:
        """Give a piece of evidence."""
        return reason.wire

    def keep(self, rank: Rank, pieces: Pieces[bytes]) -> None:
        """Keep a candidate's JSON."""
        rank.wire = pieces

    def kept(self, ranks: Sequence[Rank]) -> list[bytes]:
        """Give the JSON of candidates."""
        pieces: list[bytes] = []
        for rank in ranks:
            pieces += rank.wire
        return pieces


class AnswerEncoder:
    """Encodes rankings over one index."""

    def __init__(self, index: Index, version: str) -> None:
        self._version = encode(version)
        self._writer = CandidateWriter(index, JsonNotation())
        points = [
            encode({"trigger_point": cause.point.id, "side": cause.side})
            for cause in index.network.causes
        ]
        # As the first member of a set, and as a later one.
        self._first = tuple(b'{"trigger_points":[' + point for point in points)
        self._later = tuple(b"," + point for point in points)
        self._places = tuple(
            encode({"zone": place.zone, "side": place.side}) for place in index.network.places
        )

    def encode(self, ranking: Ranking, limit: int | None, warnings: bytes) -> bytes:
        """Encode the answer that a ranking stands for.

        Parameters
        ----------
        limit : int or None
            Candidates encoded at most; None for all.
        warnings : bytes
            JSON of the list of warnings that belong to the marks.
        """
        # It may be long: joined once, it is copied once.
        return b"".join(
            [
                b'{"candidates":[',
                *self._writer.write(ranking, limit),
                b'],"explanations":[',
                *self._sets(ranking),
                b'],"about_equal":%d,"warnings":%b,"catalogue_version":%b}'
                % (ranking.about_equal, warnings, self._version),
            ]
        )

    def _sets(self, ranking: Ranking) -> list[bytes]:
        if not ranking.covers.sets:
            return []
        covers: list[bytes] = []
        leaves: list[bytes] = []
        for position, finding in enumerate(ranking.weights):
            (covers if ranking.held >> position & 1 else leaves).append(self._places[finding])
        # All sets explain the same marks: those that any pattern holds.
        ending = b'],"covers":[%b],"leaves":[%b],"is_smallest":%b},' % (
            b",".join(covers),
            b",".join(leaves),
            b"true" if ranking.covers.are_smallest else b"false",
        )
        pieces: list[bytes] = []
        for _, causes in ranking.covers.sets:
            pieces.append(self._first[causes[0]])
            for cause in causes[1:]:
                pieces.append(self._later[cause])
            pieces.append(ending)
        pieces[-1] = ending.removesuffix(b",")
        return pieces
