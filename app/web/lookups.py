"""Records by the id in an address: by their present or a former id, or 404 with the nearest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from app.catalogue.catalogue import Catalogue, IdKind
from app.catalogue.models import Area, Muscle, Symptom, Technique, TriggerPoint, Zone
from app.errors import (
    UnknownAreaError,
    UnknownIdError,
    UnknownMuscleError,
    UnknownSymptomError,
    UnknownTechniqueError,
    UnknownTriggerPointError,
    UnknownZoneError,
)
from app.web.problems import ProblemError, problem_of

T = TypeVar("T")

_ERRORS: Mapping[IdKind, type[UnknownIdError]] = {
    "muscle": UnknownMuscleError,
    "trigger-point": UnknownTriggerPointError,
    "zone": UnknownZoneError,
    "area": UnknownAreaError,
    "symptom": UnknownSymptomError,
    "technique": UnknownTechniqueError,
}


def _known(found: T | None, kind: IdKind, asked: str, catalogue: Catalogue) -> T:
    if found is None:
        error = _ERRORS[kind](asked, catalogue.nearest_ids(kind, asked))
        raise ProblemError(problem_of(error, 404))
    return found


def find_muscle(catalogue: Catalogue, muscle_id: str) -> Muscle:
    """Find a muscle; this and the others raise `ProblemError` where there is none."""
    return _known(catalogue.resolve_muscle(muscle_id), "muscle", muscle_id, catalogue)


def find_trigger_point(catalogue: Catalogue, point_id: str) -> tuple[Muscle, TriggerPoint]:
    """Find a trigger point with its muscle."""
    found = catalogue.resolve_trigger_point(point_id)
    return _known(found, "trigger-point", point_id, catalogue)


def find_zone(catalogue: Catalogue, zone_id: str) -> Zone:
    """Find a zone."""
    return _known(catalogue.resolve_zone(zone_id), "zone", zone_id, catalogue)


def find_area(catalogue: Catalogue, area_id: str) -> Area:
    """Find an area."""
    return _known(catalogue.area_by_id.get(area_id), "area", area_id, catalogue)


def find_symptom(catalogue: Catalogue, symptom_id: str) -> Symptom:
    """Find a symptom."""
    return _known(catalogue.symptom_by_id.get(symptom_id), "symptom", symptom_id, catalogue)


def find_technique(catalogue: Catalogue, technique_id: str) -> Technique:
    """Find a technique."""
    found = catalogue.technique_by_id.get(technique_id)
    return _known(found, "technique", technique_id, catalogue)
