"""An answer as JSON text, put together from pieces made once.

Gives exactly what encoding the `Answer` would give; building it from objects would take several
times as long, and the text is needed at every tap. Knows nothing of requests.
"""

from __future__ import annotations

from app.matching.evidence import Reason, encode
from app.matching.index import Index
from app.matching.network import Cause
from app.matching.ranking import Ranking
from app.matching.types import Fit
from app.matching.writing import CandidateWriter


class JsonNotation:
    """Writes candidates as JSON objects."""

    separator = ","

    def frame(self, cause: Cause, fit: Fit) -> tuple[str, str]:
        """Write a candidate around its evidence."""
        candidate = {
            "muscle": cause.muscle.id,
            "trigger_point": cause.point.id,
            "side": cause.side,
            "strength": fit,
        }
        return encode(candidate)[:-1] + ',"evidence":[', "]}"

    def reason(self, reason: Reason) -> str:
        """Give a piece of evidence."""
        return reason.wire


class AnswerEncoder:
    """Encodes rankings over one index."""

    def __init__(self, index: Index, version: str) -> None:
        self._version = encode(version)
        self._writer = CandidateWriter(index, JsonNotation())
        self._points = tuple(
            encode({"trigger_point": cause.point.id, "side": cause.side})
            for cause in index.network.causes
        )
        self._places = tuple(
            encode({"zone": place.zone, "side": place.side}) for place in index.network.places
        )

    def encode(self, ranking: Ranking, limit: int | None, warnings: str) -> str:
        """Encode the answer that a ranking stands for.

        Parameters
        ----------
        limit : int or None
            Candidates encoded at most; None for all.
        warnings : str
            JSON text of the list of warnings that belong to the marks.
        """
        # The text may be long: joined once, it is copied once.
        return "".join(
            [
                '{"candidates":[',
                *self._writer.write(ranking, limit),
                f'],"explanations":[{self._covers(ranking)}],"about_equal":{ranking.about_equal},'
                f'"warnings":{warnings},"catalogue_version":{self._version}}}',
            ]
        )

    def _covers(self, ranking: Ranking) -> str:
        if not ranking.covers:
            return ""
        covers, leaves = list[str](), list[str]()
        for position, finding in enumerate(ranking.weights):
            (covers if ranking.held >> position & 1 else leaves).append(self._places[finding])
        # All sets explain the same marks: those that any pattern holds.
        marks = f'"covers":[{",".join(covers)}],"leaves":[{",".join(leaves)}]'
        proven = "true" if ranking.covers[0].is_smallest else "false"
        ending = f'],{marks},"is_smallest":{proven}}}'
        points = self._points
        return ",".join(
            [
                f'{{"trigger_points":[{",".join([points[n] for n in cover.causes])}{ending}'
                for cover in ranking.covers
            ]
        )
