"""The two-layer network of a diagnosis engine: hidden causes (trigger point, side) and findings.

Takes the catalogue and the figures' measures of the zones, and gives plain arrays: which findings a
cause links to at which level, how wide a zone is, and which share of its border it has with which
neighbour. Measures are averaged over left and right, so that a mirrored body is the same body.
Knows nothing of marks, scores or wording.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import NamedTuple, Protocol

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Laterality, Level, Muscle, Referral, Side, TriggerPoint, ZoneKind

_MIRROR = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.MIDLINE: Side.MIDLINE}
_SIDES = (Side.LEFT, Side.RIGHT)


class NeighbourMeasure(Protocol):
    """A zone beside another, and how long their common border is."""

    @property
    def zone(self) -> str: ...  # noqa: D102
    @property
    def side(self) -> str: ...  # noqa: D102
    @property
    def border_mm(self) -> float: ...  # noqa: D102


class ZoneMeasures(Protocol):
    """What the matcher needs to know of the figure."""

    def area_mm2(self, zone: str, side: str) -> float:
        """Give a zone's area on the body."""
        ...

    def neighbours(self, zone: str, side: str) -> Sequence[NeighbourMeasure]:
        """List the zones that share a border with a zone."""
        ...


class Place(NamedTuple):
    """A zone on a side: what a finding is about."""

    zone: str
    side: Side


@dataclass(frozen=True, slots=True)
class Cause:
    """A trigger point on a side, with its pattern resolved to findings.

    Attributes
    ----------
    pattern : mapping of int to Level
        Findings the trigger point refers to; at the stronger level where two referrals meet.
    """

    muscle: Muscle
    point: TriggerPoint
    side: Side
    pattern: Mapping[int, Level]


@dataclass(frozen=True)
class Network:
    """Causes, findings and the measures of the zones.

    Attributes
    ----------
    causes : tuple of Cause
        In order of trigger point id, left before right: a cause's index breaks ties.
    places : tuple of Place
        Finding index to its zone and side, in the order of zones.yaml, left before right.
    finding_by_place : mapping of (str, Side) to int
        Former zone ids included.
    width_mm : tuple of float
        Square root of the zone's area, per finding.
    relative_area : tuple of float
        Area over the median area of all findings.
    border_shares : tuple of tuple of (int, float)
        Per finding its neighbours, and the share of its own border with each; shares sum to 1,
        except for a zone without neighbours.
    """

    causes: tuple[Cause, ...]
    places: tuple[Place, ...]
    finding_by_place: Mapping[tuple[str, Side], int]
    width_mm: tuple[float, ...]
    relative_area: tuple[float, ...]
    border_shares: tuple[tuple[tuple[int, float], ...], ...]

    @cached_property
    def repeats(self) -> frozenset[int]:
        """Give the causes that only repeat an earlier one.

        They are further points of a muscle on a side for which the books draw the same picture, so
        nothing that is marked can tell them apart.
        """
        seen: set[tuple[str, Side, frozenset[tuple[int, Level]]]] = set()
        found: list[int] = []
        for number, cause in enumerate(self.causes):
            key = (cause.muscle.id, cause.side, frozenset(cause.pattern.items()))
            if key in seen:
                found.append(number)
            seen.add(key)
        return frozenset(found)


def build_network(catalogue: Catalogue, measures: ZoneMeasures) -> Network:
    """Resolve sides and measure zones.

    Raises
    ------
    ValueError
        When a zone has no area: the figures do not fit the catalogue.
    """
    places = tuple(Place(zone.id, side) for zone in catalogue.zones for side in zone.sides)
    index = {(place.zone, place.side): number for number, place in enumerate(places)}
    areas = [_mean_area(measures, place) for place in places]
    middle = median(areas) if areas else 1.0
    return Network(
        causes=_causes(catalogue, index),
        places=places,
        finding_by_place=index | _former(catalogue, index),
        width_mm=tuple(math.sqrt(area) for area in areas),
        relative_area=tuple(area / middle for area in areas),
        border_shares=tuple(_border_shares(measures, place, index) for place in places),
    )


def _former(
    catalogue: Catalogue, index: Mapping[tuple[str, Side], int]
) -> dict[tuple[str, Side], int]:
    return {
        (alias, side): index[zone.id, side]
        for zone in catalogue.zones
        for alias in zone.aliases
        for side in zone.sides
    }


def _causes(catalogue: Catalogue, index: Mapping[tuple[str, Side], int]) -> tuple[Cause, ...]:
    kinds = {zone.id: zone.kind for zone in catalogue.zones}
    causes = [
        Cause(muscle, point, side, _pattern(point.referrals, side, kinds, index))
        for muscle in catalogue.muscles
        for point in muscle.trigger_points
        for side in _SIDES
    ]
    return tuple(sorted(causes, key=lambda cause: (cause.point.id, _SIDES.index(cause.side))))


def _pattern(
    referrals: Sequence[Referral],
    side: Side,
    kinds: Mapping[str, ZoneKind],
    index: Mapping[tuple[str, Side], int],
) -> dict[int, Level]:
    pattern: dict[int, Level] = {}
    for referral in referrals:
        for felt_on in _felt_on(referral, side, kinds[referral.zone]):
            finding = index[referral.zone, felt_on]
            if pattern.get(finding) is not Level.ESSENTIAL:
                pattern[finding] = referral.level
    return dict(sorted(pattern.items()))


def _felt_on(referral: Referral, side: Side, kind: ZoneKind) -> tuple[Side, ...]:
    if kind is ZoneKind.MIDLINE:
        return (Side.MIDLINE,)
    if referral.laterality is Laterality.BOTH:
        return _SIDES
    return (side,) if referral.laterality is Laterality.SAME else (_MIRROR[side],)


def _mean_area(measures: ZoneMeasures, place: Place) -> float:
    area = (
        measures.area_mm2(place.zone, place.side)
        + measures.area_mm2(place.zone, _MIRROR[place.side])
    ) / 2
    if not area > 0:
        msg = f"zone {place.zone!r} has no area in the figures"
        raise ValueError(msg)
    return area


def _border_shares(
    measures: ZoneMeasures, place: Place, index: Mapping[tuple[str, Side], int]
) -> tuple[tuple[int, float], ...]:
    borders: dict[int, float] = {}
    for near in measures.neighbours(place.zone, place.side):
        finding = index[near.zone, Side(near.side)]
        borders[finding] = borders.get(finding, 0.0) + near.border_mm / 2
    for near in measures.neighbours(place.zone, _MIRROR[place.side]):
        finding = index[near.zone, _MIRROR[Side(near.side)]]
        borders[finding] = borders.get(finding, 0.0) + near.border_mm / 2
    whole = math.fsum(borders.values())
    if not whole > 0:
        return ()
    return tuple(sorted((finding, border / whole) for finding, border in borders.items()))
