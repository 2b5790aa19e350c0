"""Lists whose order carries no meaning are sorted, so that a record has one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from app.catalogue.draft import Draft
from app.catalogue.findings import Finding
from app.catalogue.models import Level, Region
from app.catalogue.shape import Placed

_REGIONS = {region: position for position, region in enumerate(Region)}
_LEVELS = {level: position for position, level in enumerate(Level)}


def _unsorted(
    code: str, placed: Sequence[Placed[Any]], key: Callable[[Any], Any], rule: str
) -> Iterator[Finding]:
    """Report each record that must stand before the one above it."""
    for above, here in pairwise(placed):
        if key(here.record) < key(above.record):
            message = f"'{here.record.id}' stands after '{above.record.id}'; {rule}"
            ordered = sorted(placed, key=lambda p: key(p.record))
            after = ordered.index(here)
            place = f"after {ordered[after - 1].record.id}" if after else "first"
            yield here.finding(code, message, f"move it {place}", ("id",))


def muscles_are_sorted(draft: Draft) -> Iterator[Finding]:
    """Report a muscle out of order: regions from head to toe, then ids."""
    rule = "regions go from head to toe, ids by the alphabet"
    key = lambda muscle: (_REGIONS[muscle.region], muscle.id)  # noqa: E731
    return _unsorted("CAT301", draft.muscles, key, rule)


def referrals_are_sorted(draft: Draft) -> Iterator[Finding]:
    """Report a referral out of order: essential first, then as in zones.yaml."""
    position = {zone.record.id: number for number, zone in enumerate(draft.zones)}
    for muscle, i, point in draft.points():
        known = [(j, r) for j, r in enumerate(point.referrals) if r.zone in position]
        for (_, above), (j, here) in pairwise(known):
            before = (_LEVELS[above.level], position[above.zone])
            if (_LEVELS[here.level], position[here.zone]) < before:
                rule = "essential comes first" if here.level != above.level else "see zones.yaml"
                message = f"'{here.zone}' of '{point.id}' stands after '{above.zone}'; {rule}"
                at = ("trigger_points", i, "referrals", j)
                yield muscle.finding("CAT302", message, f"move it before {above.zone}", at)


def care_is_sorted(draft: Draft) -> Iterator[Finding]:
    """Report a care record out of the order of the muscles."""
    region = {muscle.record.id: _REGIONS[muscle.record.region] for muscle in draft.muscles}
    placed = [care for care in draft.care if care.record.muscle in region]
    rule = "care records stand in the order of their muscles"
    key = lambda care: (region[care.muscle], care.muscle)  # noqa: E731
    return _unsorted("CAT307", placed, key, rule)


def zones_are_sorted(draft: Draft) -> Iterator[Finding]:
    """Report a zone that stands outside its group."""
    position = {group.record.id: number for number, group in enumerate(draft.groups)}
    placed = [zone for zone in draft.zones if zone.record.group in position]
    rule = "zones stand in the order of their groups"
    return _unsorted("CAT303", placed, lambda zone: position[zone.group], rule)


def sources_are_sorted(draft: Draft) -> Iterator[Finding]:
    """Report a source out of the alphabet."""
    return _unsorted("CAT304", draft.sources, lambda source: source.id, "ids go by the alphabet")


def symptoms_are_sorted(draft: Draft) -> Iterator[Finding]:
    """Report a symptom out of the alphabet."""
    return _unsorted("CAT305", draft.symptoms, lambda item: item.id, "ids go by the alphabet")


def warnings_are_sorted(draft: Draft) -> Iterator[Finding]:
    """Report a warning sign out of the alphabet."""
    return _unsorted("CAT306", draft.warnings, lambda sign: sign.id, "ids go by the alphabet")
