"""Records say something, say it once, and say what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from app.catalogue.checks.statements import (
    SourcedStatement,
    care_statements,
    sourced_statements,
)
from app.catalogue.draft import Draft
from app.catalogue.findings import Finding
from app.catalogue.models import Basis, FrequencyClass, Laterality, ZoneKind
from app.catalogue.shape import Placed

_SIDES = {
    Laterality.SAME: (Laterality.SAME,),
    Laterality.OPPOSITE: (Laterality.OPPOSITE,),
    Laterality.BOTH: (Laterality.SAME, Laterality.OPPOSITE),
}


def muscles_say_something(draft: Draft) -> Iterator[Finding]:
    """Report a muscle that neither refers pain nor has a symptom."""
    for muscle in draft.muscles:
        record = muscle.record
        if not record.symptoms and not any(point.referrals for point in record.trigger_points):
            message = f"'{record.id}' has no referral and no symptom"
            yield muscle.finding("CAT401", message, "add what it is described with, or delete it")


def referrals_are_single(draft: Draft) -> Iterator[Finding]:
    """Report a second referral of one trigger point to one zone on one side.

    Two are right where a pattern is essential on one side and spills over to the other.
    """
    for muscle, i, point in draft.points():
        seen: set[tuple[str, Laterality]] = set()
        for j, referral in enumerate(point.referrals):
            felt = {(referral.zone, side) for side in _SIDES[referral.laterality]}
            if seen & felt:
                message = f"'{point.id}' refers to '{referral.zone}' twice on the same side"
                fix = "keep one; for both sides write laterality: both"
                yield muscle.finding("CAT402", message, fix, ("trigger_points", i, "referrals", j))
            seen |= felt


def lateralities_fit_zones(draft: Draft) -> Iterator[Finding]:
    """Report a laterality given for a zone that has no sides."""
    midline = {z.record.id for z in draft.zones if z.record.kind is ZoneKind.MIDLINE}
    for muscle, i, point in draft.points():
        for j, referral in enumerate(point.referrals):
            if referral.laterality is not Laterality.SAME and referral.zone in midline:
                message = (
                    f"'{referral.zone}' lies on the midline and cannot be "
                    f"on the {referral.laterality.value} side of '{point.id}'"
                )
                at = ("trigger_points", i, "referrals", j, "laterality")
                yield muscle.finding("CAT403", message, "delete `laterality`", at)


def frequencies_have_sources(draft: Draft) -> Iterator[Finding]:
    """Report a frequency class that does not say what it rests on."""
    for muscle in draft.muscles:
        frequency = muscle.record.frequency
        has_class = frequency.level is not FrequencyClass.UNKNOWN
        is_sourced = frequency.source is not None and frequency.basis is not None
        if has_class and not is_sourced:
            message = f"the frequency of '{muscle.record.id}' has a class but no source and basis"
            fix = "add `source:` and `basis:`, or write level: unknown"
            yield muscle.finding("CAT404", message, fix, ("frequency",))


def figures_rise(draft: Draft) -> Iterator[Finding]:
    """Report a range of published percentages that ends below its beginning."""
    for muscle in draft.muscles:
        for i, figure in enumerate(muscle.record.frequency.figures):
            if figure.percent_to is not None and figure.percent_to <= figure.percent:
                message = f"{figure.percent:g} to {figure.percent_to:g} is no range"
                at = ("frequency", "figures", i, "percent_to")
                yield muscle.finding("CAT409", message, "delete `percent_to`, or mend it", at)


def care_is_single(draft: Draft) -> Iterator[Finding]:
    """Report a second care record of a muscle, and a line of one that says the same twice."""
    seen: set[str] = set()
    for care in draft.care:
        record = care.record
        if record.muscle in seen:
            message = f"'{record.muscle}' has a care record already"
            yield care.finding("CAT407", message, "join the two", ("muscle",))
        seen.add(record.muscle)
        named = {record.muscle}
        for i, companion in enumerate(record.companions):
            if companion.muscle in named:
                message = f"'{companion.muscle}' is named already"
                at = ("companions", i, "muscle")
                yield care.finding("CAT408", message, "delete the line", at)
            named.add(companion.muscle)
        used: set[str] = set()
        for i, use in enumerate(record.techniques):
            if use.technique in used:
                message = f"'{use.technique}' is named already"
                at = ("techniques", i, "technique")
                yield care.finding("CAT408", message, "join the two lines", at)
            used.add(use.technique)


def read_sources_have_addresses(draft: Draft) -> Iterator[Finding]:
    """Report a statement that counts as read in a source without an address."""
    without = {source.record.id for source in draft.sources if source.record.url is None}
    fix = "write basis: recalled, or add the source's `url:` in sources.yaml"
    statements: list[tuple[Placed[Any], Iterable[SourcedStatement]]] = [
        *((muscle, sourced_statements(muscle.record)) for muscle in draft.muscles),
        *((care, care_statements(care.record)) for care in draft.care),
    ]
    for placed, made in statements:
        for statement in made:
            if statement.basis is Basis.READ and statement.source in without:
                message = f"'{statement.source}' counts as read, but has no address"
                yield placed.finding("CAT405", message, fix, statement.path)
    for sign in draft.warnings:
        if sign.record.basis is Basis.READ and sign.record.source is None:
            message = f"warning '{sign.record.id}' counts as read, but names no source"
            fix_sign = "add `source:`, or write basis: recalled"
            yield sign.finding("CAT405", message, fix_sign, ("basis",))
        elif sign.record.basis is Basis.READ and sign.record.source in without:
            message = f"'{sign.record.source}' counts as read, but has no address"
            yield sign.finding("CAT405", message, fix, ("source",))


def names_are_unique(draft: Draft) -> Iterator[Finding]:
    """Report a name or label that another record of its kind has, whatever the capitals."""
    kinds: tuple[tuple[Iterable[Placed[Any]], str], ...] = (
        (draft.groups, "label"),
        (draft.zones, "label"),
        (draft.areas, "name"),
        (draft.symptoms, "label"),
        (draft.sources, "title"),
        (draft.warnings, "sign"),
        (draft.muscles, "name"),
    )
    for placed, field in kinds:
        seen: dict[tuple[str, int | None], str] = {}
        for item in placed:
            # Editions of a book share a title and differ in their year.
            name = (getattr(item.record, field).casefold(), getattr(item.record, "year", None))
            if name in seen:
                message = f"'{item.record.id}' has the {field} of '{seen[name]}'"
                yield item.finding("CAT406", message, f"tell the two apart in `{field}`", (field,))
            seen.setdefault(name, item.record.id)
    for muscle in draft.muscles:
        labels: set[str] = set()
        for i, point in enumerate(muscle.record.trigger_points):
            if point.label.casefold() in labels:
                message = f"'{point.id}' has the label of another point of its muscle"
                at = ("trigger_points", i, "label")
                yield muscle.finding("CAT406", message, "give each point its own label", at)
            labels.add(point.label.casefold())
