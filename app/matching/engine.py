"""The matching engine: marks in, candidates with reasons and explanations out.

Built once from a catalogue and the figures' measures; pure and safe to share between threads from
then on. Nothing of what is marked is kept. Knows nothing of files, requests or pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import AnyStr

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Side, ZoneKind
from app.errors import TooManyMarksError, UnknownSymptomError, UnknownZoneError, WrongSideError
from app.matching.answer import AnswerBuilder
from app.matching.answer_json import AnswerEncoder
from app.matching.index import Index
from app.matching.network import Cause, Place, ZoneMeasures, build_network
from app.matching.options import Options
from app.matching.ranking import Ranker, Ranking
from app.matching.types import Answer, Explanation, Mark, Weight
from app.matching.writing import CandidateWriter, Notation


class Engine:
    """Matches marks against a catalogue.

    Parameters
    ----------
    catalogue : Catalogue
    figures : ZoneMeasures
        The zones' areas and neighbours; `app.figures.Figures` has them.
    options : Options
        The matcher's constants.
    """

    def __init__(
        self, catalogue: Catalogue, figures: ZoneMeasures, options: Options | None = None
    ) -> None:
        self.options = options or Options()
        self._catalogue = catalogue
        self._network = build_network(catalogue, figures)
        self._findings = {
            Mark(*place, weight): (finding, weight)
            for place, finding in self._network.finding_by_place.items()
            for weight in Weight
        }
        self._symptom_order = {symptom.id: n for n, symptom in enumerate(catalogue.symptoms)}

    # Made at the first match: the network alone tells whether the figures fit the catalogue.
    @cached_property
    def _index(self) -> Index:
        return Index(self._catalogue, self._network, self.options)

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker(self._index)

    @cached_property
    def _builder(self) -> AnswerBuilder:
        return AnswerBuilder(self._index, self._catalogue.version)

    @cached_property
    def _encoder(self) -> AnswerEncoder:
        return AnswerEncoder(self._index, self._catalogue.version)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """List the trigger points on their sides, with their patterns as indices of `places`."""
        return self._network.causes

    @property
    def places(self) -> tuple[Place, ...]:
        """List the zones on their sides, in the order of the catalogue."""
        return self._network.places

    def neighbours(self, zone: str, side: Side) -> tuple[Place, ...]:
        """List the places beside a place, in the order of the catalogue.

        Raises
        ------
        UnknownZoneError, WrongSideError
        """
        finding = self._network.finding_by_place.get((zone, side))
        if finding is None:
            raise self._bad_place(zone, side)
        return tuple(self.places[near] for near, _ in self._network.border_shares[finding])

    def match(
        self, marks: Sequence[Mark], symptoms: Sequence[str] = (), limit: int | None = None
    ) -> Answer:
        """Match marks and symptoms.

        Marks given twice count once, as main when one of them says so; when none is main, all are.
        Symptoms raise candidates that a mark speaks for; only without any mark do they make
        candidates themselves.

        Parameters
        ----------
        limit : int or None
            Candidates returned at most, from the best down; None for every one with anything in
            its favour.

        Raises
        ------
        UnknownZoneError, WrongSideError, UnknownSymptomError, TooManyMarksError
            Nothing is ever ignored.
        ValueError
            When the limit is negative.
        """
        return self._builder.build(self.rank(marks, symptoms, limit), limit)

    def match_json(
        self,
        marks: Sequence[Mark],
        symptoms: Sequence[str] = (),
        limit: int | None = None,
        warnings: bytes = b"[]",
    ) -> bytes:
        """Match as `match` does, and give the answer as JSON in the form of the API.

        Parameters
        ----------
        warnings : bytes
            JSON of the list of warnings that belong to the marks.
        """
        return self._encoder.encode(self.rank(marks, symptoms, limit), limit, warnings)

    def rank(
        self,
        marks: Sequence[Mark],
        symptoms: Sequence[str] = (),
        limit: int | None = None,
        *,
        distinct: bool = False,
    ) -> Ranking:
        """Match as `match` does, and give the numbers, for a `writer` to write.

        The ranking is of all candidates; the limit is checked only.

        Parameters
        ----------
        distinct : bool
            Leave out further points of a muscle and side that have the pattern of an earlier one.
        """
        if limit is not None and limit < 0:
            msg = "limit must not be negative"
            raise ValueError(msg)
        if len(marks) > self.options.max_marks:
            raise TooManyMarksError(self.options.max_marks)
        weights = self._resolve_marks(marks)
        return self._ranker.rank(weights, self._resolve_symptoms(symptoms), distinct=distinct)

    def writer(self, notation: Notation[AnyStr]) -> CandidateWriter[AnyStr]:
        """Make a writer of this engine's rankings."""
        return CandidateWriter(self._index, notation)

    def explanations(self, ranking: Ranking) -> tuple[Explanation, ...]:
        """Name the smallest sets of a ranking, best first."""
        return self._builder.explanations(ranking)

    def _resolve_marks(self, marks: Sequence[Mark]) -> dict[int, Weight]:
        known = self._findings
        try:
            # Of a place given twice, `main` sorts after `also` and stays.
            weights = dict(sorted([known[mark] for mark in marks]))
        except KeyError:
            zone, side, _ = next(mark for mark in marks if mark not in known)
            raise self._bad_place(zone, side) from None
        if Weight.MAIN not in weights.values():
            weights = dict.fromkeys(weights, Weight.MAIN)
        return weights

    def _bad_place(self, zone_id: str, side: Side) -> UnknownZoneError | WrongSideError:
        zone = self._catalogue.resolve_zone(zone_id)
        if zone is None:
            return UnknownZoneError(zone_id, self._catalogue.nearest_ids("zone", zone_id))
        reason = (
            "it lies on the midline"
            if zone.kind is ZoneKind.MIDLINE
            else "it has a left and a right"
        )
        return WrongSideError(zone_id, side, reason)

    def _resolve_symptoms(self, symptoms: Sequence[str]) -> list[str]:
        order = self._symptom_order
        for symptom in symptoms:
            if symptom not in order:
                nearest = self._catalogue.nearest_ids("symptom", symptom)
                raise UnknownSymptomError(symptom, nearest)
        return sorted(set(symptoms), key=order.__getitem__)
