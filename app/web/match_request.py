"""What somebody asks of a match: marks, symptoms and a limit, from a JSON body or from a form.

Everything that can be wrong becomes a problem that says where and what, and never repeats what was
sent. Marks given twice count once, and `main` wins over `also`.
"""

from __future__ import annotations

import difflib
from typing import NamedTuple
from urllib.parse import unquote_plus

from pydantic import (
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails, from_json

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Side, Zone, ZoneKind
from app.errors import (
    BadMarkError,
    TooManyMarksError,
    UnknownSymptomError,
    UnknownZoneError,
    WrongSideError,
    quote_id,
    use_one_of,
)
from app.matching.types import Mark, Weight
from app.web.match_body import MAX_LIMIT, MAX_MARKS, MarkIn, MatchIn
from app.web.problems import FieldError, Problem, ProblemError, problem_of, sentence


class MatchQuery(NamedTuple):
    """A question that the engine can answer."""

    marks: tuple[Mark, ...]
    symptoms: tuple[str, ...]
    limit: int | None


_READ_MATCH = TypeAdapter(MatchIn).validator.validate_json
_MARK_FIELDS = len(MarkIn.model_fields)
_FIELDS = frozenset({"marks", "symptoms", "limit", "zone", "side", "weight"})


class MatchReader:
    """Reads questions against the vocabulary of one catalogue.

    Parameters
    ----------
    catalogue : Catalogue
        Its zones, with their sides and former ids, and its symptoms.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        # Every way of naming a place, so that reading a good mark is one look-up: the number of
        # the place and the mark.
        self._marks: dict[tuple[str, str | None, str], tuple[int, Mark]] = {}
        places = [(zone, side) for zone in catalogue.zones for side in zone.sides]
        for number, (zone, side) in enumerate(places):
            for weight in Weight:
                found = (number, Mark(zone.id, side, weight))
                for name in (zone.id, *zone.aliases):
                    self._marks[name, side.value, weight.value] = found
                    if side is Side.MIDLINE:
                        self._marks[name, None, weight.value] = found

    def from_json(self, body: bytes) -> MatchQuery:
        """Read the body of `POST /api/v1/match`.

        Raises
        ------
        ProblemError
            When the body is not JSON, not of the shape, or names what does not exist.
        """
        return self._read_plain(body) or self._read_by_model(body)

    def _read_plain(self, body: bytes) -> MatchQuery | None:
        """Read a body of whole marks that all exist; None for any other, which the model reads.

        Nearly all are such bodies, and the model takes twice as long over them.
        """
        try:
            asked = from_json(body, allow_inf_nan=False)
            marks, limit = asked.pop("marks"), asked.pop("limit", None)
            has_more = asked.pop("symptoms", []) != [] or asked
            if has_more or type(marks) is not list or len(marks) > MAX_MARKS:
                return None
            if limit is not None and (type(limit) is not int or not 0 < limit <= MAX_LIMIT):
                return None
            found: dict[int, Mark] = {}
            for given in marks:
                place, mark = self._marks[given["zone"], given["side"], given["weight"]]
                if len(given) != _MARK_FIELDS:
                    return None
                if place not in found or mark.weight is Weight.MAIN:
                    found[place] = mark
        except (AttributeError, KeyError, TypeError, ValueError):
            return None
        return MatchQuery(tuple(found.values()), (), limit)

    def _read_by_model(self, body: bytes) -> MatchQuery:
        try:
            asked: MatchIn = _READ_MATCH(body)
        except ValidationError as error:
            raise ProblemError(_problem_of_shape(error)) from None
        found: dict[int, Mark] = {}
        for given in asked.marks:
            read = self._marks.get((given.zone, given.side, given.weight))
            if read is None:
                pointer = f"#/marks/{asked.marks.index(given)}"
                raise ProblemError(self._why_not(given.zone, given.side, pointer))
            place, mark = read
            if place not in found or mark.weight is Weight.MAIN:
                found[place] = mark
        for number, symptom in enumerate(asked.symptoms):
            self._check_symptom(symptom, f"#/symptoms/{number}")
        symptoms = tuple(dict.fromkeys(asked.symptoms)) if asked.symptoms else ()
        return MatchQuery(tuple(found.values()), symptoms, asked.limit)

    def from_form(self, body: bytes, shown: int) -> MatchQuery:
        """Read the body of `POST /match`: fields mark, main, symptom and limit.

        Parameters
        ----------
        body : bytes
            URL-encoded.
        shown : int
            The limit unless the form says `limit=all`.

        Raises
        ------
        ProblemError
            When the body is not a form or names what does not exist.
        """
        fields = _read_fields(body)
        names = [name for name, _ in fields]
        if max(names.count("mark"), names.count("main")) > MAX_MARKS:
            raise ProblemError(problem_of(TooManyMarksError(MAX_MARKS)))
        found: dict[int, Mark] = {}
        symptoms: dict[str, None] = {}
        limit: int | None = shown
        for name, value in fields:
            if name in ("mark", "main"):
                text = value.removesuffix("!")
                weight = "main" if name == "main" or text != value else "also"
                place, mark = self._read_text(text, weight, len(found) + 1)
                if place not in found or mark.weight is Weight.MAIN:
                    found[place] = mark
            elif name == "symptom":
                self._check_symptom(value, None)
                symptoms[value] = None
            elif name == "limit" and value == "all":
                limit = None
        return MatchQuery(tuple(found.values()), tuple(symptoms), limit)

    def known_in_form(self, body: bytes) -> MatchQuery:
        """Read what can be read of a form that has a problem, so that nobody has to mark again."""
        found: dict[int, Mark] = {}
        symptoms: dict[str, None] = {}
        for pair in body.decode("utf-8", "replace").split("&"):
            name, _, value = pair.partition("=")
            value = unquote_plus(value)
            if name in ("mark", "main"):
                text = value.removesuffix("!")
                zone, _, side = text.partition(":")
                weight = Weight.MAIN if name == "main" or text != value else Weight.ALSO
                read = self._marks.get((zone, side or None, weight.value))
                if read is not None and (read[0] not in found or weight is Weight.MAIN):
                    found[read[0]] = read[1]
            elif name == "symptom" and value in self._catalogue.symptom_by_id:
                symptoms[value] = None
        return MatchQuery(tuple(found.values()), tuple(symptoms), None)

    def zone_on_side(self, zone: Zone, side: str | None) -> tuple[Mark, ...]:
        """Read a zone of the path and a side of the query; every side the zone has when left out.

        Raises
        ------
        ProblemError
            When the zone does not exist on that side.
        """
        if side is None:
            return tuple(Mark(zone.id, each, Weight.MAIN) for each in zone.sides)
        read = self._marks.get((zone.id, side, Weight.MAIN.value))
        if read is None:
            raise ProblemError(self._why_not(zone.id, side, "?side"))
        return (read[1],)

    def _read_text(self, text: str, weight: str, position: int) -> tuple[int, Mark]:
        zone, colon, side = text.partition(":")
        read = self._marks.get((zone, side if colon else None, weight))
        if read is not None:
            return read
        if not zone or (colon and not side):
            raise ProblemError(problem_of(BadMarkError(position)))
        raise ProblemError(self._why_not(zone, side if colon else None, None))

    def _why_not(self, zone_id: str, side: str | None, pointer: str | None) -> Problem:
        """Say why a place cannot be marked; `pointer` is where the mark is."""
        is_query = pointer is not None and pointer.startswith("?")
        zone = self._catalogue.resolve_zone(zone_id)
        if zone is None:
            at = pointer if pointer is None or is_query else f"{pointer}/zone"
            nearest = self._catalogue.nearest_ids("zone", zone_id)
            return problem_of(UnknownZoneError(zone_id, nearest), pointer=at)
        at = pointer if pointer is None or is_query else f"{pointer}/side"
        known = [each.value for each in Side]
        if side is not None and side not in known:
            nearest = tuple(difflib.get_close_matches(side[:20].lower(), known, n=1))
            detail = f"unknown side {quote_id(side)}"
            return Problem.of(
                "unknown-side",
                detail=sentence(detail),
                fix=use_one_of(nearest or [each.value for each in zone.sides], ""),
                nearest=nearest or tuple(each.value for each in zone.sides),
                errors=(FieldError(at, detail),) if at else (),
            )
        if side is None:
            detail = f"zone {quote_id(zone.id)} needs a side: it exists on the left and right"
            return Problem.of(
                "wrong-side",
                detail=sentence(detail),
                fix="give 'left' or 'right', the patient's own side",
                errors=(FieldError(at, detail),) if at else (),
            )
        reason = (
            "it is a midline zone"
            if zone.kind is ZoneKind.MIDLINE
            else "it exists on the left and on the right"
        )
        return problem_of(WrongSideError(zone.id, side, reason), pointer=at)

    def _check_symptom(self, symptom: str, pointer: str | None) -> None:
        if symptom not in self._catalogue.symptom_by_id:
            nearest = self._catalogue.nearest_ids("symptom", symptom)
            raise ProblemError(problem_of(UnknownSymptomError(symptom, nearest), pointer=pointer))


def _read_fields(body: bytes) -> list[tuple[str, str]]:
    """Read a URL-encoded form; the ids of which it mostly consists need no decoding."""
    fields = []
    try:
        for pair in body.decode("utf-8").split("&"):
            name, _, value = pair.partition("=")
            value = value.replace("%3A", ":")
            if "%" in value or "+" in value:
                value = unquote_plus(value, errors="strict")
            fields.append((name, value))
    except UnicodeDecodeError:
        raise ProblemError(Problem.of("bad-form")) from None
    return fields


def _problem_of_shape(error: ValidationError) -> Problem:
    """Say where a body departs from the shape, without its values and without unknown names."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    if details[0]["type"] == "json_invalid":
        return Problem.of("not-json")
    for detail in details:
        if detail["type"] == "too_long" and detail["loc"] == ("marks",):
            return problem_of(TooManyMarksError(MAX_MARKS), pointer="#/marks")
    return Problem.of("invalid-request", errors=tuple(map(_field_error, details[:20])))


def _field_error(detail: ErrorDetails) -> FieldError:
    steps = list(detail["loc"])
    message = detail["msg"]
    if detail["type"] == "extra_forbidden":
        # The name of the field came from outside: only its place is told.
        steps, message = steps[:-1], "a field that the API does not know"
    known = [step for step in steps if isinstance(step, int) or step in _FIELDS]
    return FieldError("#" + "".join(f"/{step}" for step in known), message)
