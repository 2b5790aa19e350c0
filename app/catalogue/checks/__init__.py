"""What must hold between records: small functions of one shape, each taking a draft.

A check yields findings of its own codes and reads nothing but the draft, so that each can be tested
alone. The order of the lists does not matter: findings are ordered by file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from app.catalogue.checks import completeness, order, references, sense, wording
from app.catalogue.draft import Draft
from app.catalogue.findings import Finding

Check: TypeAlias = Callable[[Draft], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    references.ids_are_unique,
    references.zones_exist,
    references.groups_exist,
    references.symptoms_exist,
    references.sources_exist,
    references.muscles_exist,
    references.techniques_exist,
    references.landmarks_exist,
    references.point_ids_follow_their_muscle,
    order.muscles_are_sorted,
    order.referrals_are_sorted,
    order.care_is_sorted,
    order.zones_are_sorted,
    order.sources_are_sorted,
    order.symptoms_are_sorted,
    order.warnings_are_sorted,
    sense.muscles_say_something,
    sense.referrals_are_single,
    sense.lateralities_fit_zones,
    sense.frequencies_have_sources,
    sense.figures_rise,
    sense.care_is_single,
    sense.read_sources_have_addresses,
    sense.names_are_unique,
    wording.nothing_is_said_to_cause,
    wording.no_percentages,
)
COMPLETENESS_CHECKS: tuple[Check, ...] = (
    completeness.zones_are_referred_to,
    completeness.sources_are_used,
    completeness.symptoms_are_used,
    completeness.muscles_have_care,
)
