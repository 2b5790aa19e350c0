"""The catalogue in memory: all records, and the look-ups that everything else asks of them.

Takes records that have passed the checks and gives immutable tuples and dictionaries. Knows nothing
of files, YAML, scoring or the web.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from app.catalogue.models import (
    Area,
    Care,
    Gap,
    Muscle,
    Referral,
    Source,
    Symptom,
    Technique,
    TriggerPoint,
    WarningLevel,
    WarningSign,
    Zone,
    ZoneGroup,
)

IdKind: TypeAlias = Literal[
    "muscle", "trigger-point", "zone", "group", "area", "symptom", "source", "technique"
]
Incoming: TypeAlias = tuple[Muscle, TriggerPoint, Referral]

# Longer than any id may be: what is longer is not a slip of the pen, and comparing it costs time.
_LONGEST_COMPARED = 80
# Less alike than this, a suggestion confuses more than it helps.
_LEAST_SIMILAR = 0.6
_URGENCY = {level: position for position, level in enumerate(WarningLevel)}


def nearest_among(known: Iterable[str], unknown: str, n: int = 3) -> tuple[str, ...]:
    """Find the ids that look most like an unknown one, best first, at most `n`."""
    return tuple(
        difflib.get_close_matches(
            unknown[:_LONGEST_COMPARED].lower(), sorted(known), n=n, cutoff=_LEAST_SIMILAR
        )
    )


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything the data files say, in their order, with look-ups.

    Attributes
    ----------
    version : str
        The version given in trigger_points.yaml, a hyphen, and eight hexadecimal digits of the
        content of all files: two catalogues of one version say the same.
    trigger_point_by_id : mapping of str to (Muscle, TriggerPoint)
        Ids only; `resolve_trigger_point` knows aliases too.
    """

    version: str
    muscles: tuple[Muscle, ...]
    zones: tuple[Zone, ...]
    groups: tuple[ZoneGroup, ...] = ()
    areas: tuple[Area, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    sources: tuple[Source, ...] = ()
    warnings: tuple[WarningSign, ...] = ()
    techniques: tuple[Technique, ...] = ()
    care: tuple[Care, ...] = ()
    gaps: tuple[Gap, ...] = ()

    muscle_by_id: Mapping[str, Muscle] = field(init=False, repr=False)
    trigger_point_by_id: Mapping[str, tuple[Muscle, TriggerPoint]] = field(init=False, repr=False)
    zone_by_id: Mapping[str, Zone] = field(init=False, repr=False)
    group_by_id: Mapping[str, ZoneGroup] = field(init=False, repr=False)
    area_by_id: Mapping[str, Area] = field(init=False, repr=False)
    symptom_by_id: Mapping[str, Symptom] = field(init=False, repr=False)
    source_by_id: Mapping[str, Source] = field(init=False, repr=False)
    technique_by_id: Mapping[str, Technique] = field(init=False, repr=False)
    care_by_muscle: Mapping[str, Care] = field(init=False, repr=False)
    _aliases: Mapping[str, Mapping[str, str]] = field(init=False, repr=False)
    _incoming: Mapping[str, tuple[Incoming, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        points = [(muscle, point) for muscle in self.muscles for point in muscle.trigger_points]
        incoming: dict[str, list[Incoming]] = {zone.id: [] for zone in self.zones}
        for muscle, point in points:
            for referral in point.referrals:
                incoming.setdefault(referral.zone, []).append((muscle, point, referral))
        derived: dict[str, object] = {
            "muscle_by_id": {muscle.id: muscle for muscle in self.muscles},
            "trigger_point_by_id": {point.id: (muscle, point) for muscle, point in points},
            "zone_by_id": {zone.id: zone for zone in self.zones},
            "group_by_id": {group.id: group for group in self.groups},
            "area_by_id": {area.id: area for area in self.areas},
            "symptom_by_id": {symptom.id: symptom for symptom in self.symptoms},
            "source_by_id": {source.id: source for source in self.sources},
            "technique_by_id": {technique.id: technique for technique in self.techniques},
            "care_by_muscle": {care.muscle: care for care in self.care},
            "_aliases": {
                "muscle": {alias: m.id for m in self.muscles for alias in m.aliases},
                "trigger-point": {alias: p.id for _, p in points for alias in p.aliases},
                "zone": {alias: z.id for z in self.zones for alias in z.aliases},
            },
            "_incoming": {zone: tuple(found) for zone, found in incoming.items()},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def resolve_muscle(self, muscle_id: str) -> Muscle | None:
        """Find a muscle by its id or a former one."""
        return self.muscle_by_id.get(self._aliases["muscle"].get(muscle_id, muscle_id))

    def resolve_zone(self, zone_id: str) -> Zone | None:
        """Find a zone by its id or a former one."""
        return self.zone_by_id.get(self._aliases["zone"].get(zone_id, zone_id))

    def resolve_trigger_point(self, point_id: str) -> tuple[Muscle, TriggerPoint] | None:
        """Find a trigger point and its muscle by its id or a former one."""
        return self.trigger_point_by_id.get(self._aliases["trigger-point"].get(point_id, point_id))

    def referrals_into(self, zone_id: str) -> tuple[Incoming, ...]:
        """List what refers to a zone, in catalogue order; empty when nothing does."""
        return self._incoming.get(zone_id, ())

    def warnings_for(self, zone_ids: Iterable[str]) -> tuple[WarningSign, ...]:
        """List the warning signs to ask about when these zones hurt, the most urgent first.

        Among equally urgent ones those of the place come before those that are always asked, and
        those of few places before those of many: chest pain asks about the heart first.
        """
        zones = frozenset(zone_ids)
        asked = [s for s in self.warnings if not s.zones or not zones.isdisjoint(s.zones)]
        return tuple(
            sorted(
                asked,
                key=lambda s: (_URGENCY[s.level], not s.zones, s.rank, len(s.zones), s.id),
            )
        )

    def ids(self, kind: IdKind) -> tuple[str, ...]:
        """List the ids of one kind of record in catalogue order, without aliases."""
        by_id: dict[IdKind, Mapping[str, object]] = {
            "muscle": self.muscle_by_id,
            "trigger-point": self.trigger_point_by_id,
            "zone": self.zone_by_id,
            "group": self.group_by_id,
            "area": self.area_by_id,
            "symptom": self.symptom_by_id,
            "source": self.source_by_id,
            "technique": self.technique_by_id,
        }
        return tuple(by_id[kind])

    def nearest_ids(self, kind: IdKind, unknown: str, n: int = 3) -> tuple[str, ...]:
        """Find the known ids that look most like an unknown one, best first, at most `n`."""
        return nearest_among(self.ids(kind), unknown, n)
