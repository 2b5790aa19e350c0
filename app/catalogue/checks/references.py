"""Ids are unique, and every reference leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from app.catalogue.checks.statements import FieldPath, care_statements, sourced_statements
from app.catalogue.draft import Draft
from app.catalogue.findings import Finding
from app.catalogue.shape import Placed


def ids_are_unique(draft: Draft) -> Iterator[Finding]:
    """Report an id or alias that another record of its kind has, as id or alias."""
    kinds: tuple[tuple[str, Iterable[Placed[Any]]], ...] = (
        ("zone group", draft.groups),
        ("zone", draft.zones),
        ("area", draft.areas),
        ("symptom", draft.symptoms),
        ("source", draft.sources),
        ("warning", draft.warnings),
        ("technique", draft.techniques),
        ("muscle", draft.muscles),
        ("gap", draft.gaps),
    )
    for kind, placed in kinds:
        yield from _repeated(kind, ((p, (), p.record) for p in placed))
    points = ((muscle, ("trigger_points", i), point) for muscle, i, point in draft.points())
    yield from _repeated("trigger point", points)


def _repeated(
    kind: str, records: Iterable[tuple[Placed[Any], FieldPath, Any]]
) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for placed, path, record in records:
        named = [((*path, "id"), record.id)]
        aliases = getattr(record, "aliases", ())
        named += [((*path, "aliases", i), alias) for i, alias in enumerate(aliases)]
        for at, name in named:
            if name in seen:
                message = f"'{name}' is already the id or an alias of {kind} '{seen[name]}'"
                fix = "choose another id" if at[-1] == "id" else "delete the alias"
                yield placed.finding("CAT201", message, fix, at)
            else:
                seen[name] = record.id


def _unknown(
    draft: Draft, kind: str, code: str, uses: Iterable[tuple[Placed[Any], FieldPath, str]]
) -> Iterator[Finding]:
    known = draft.known.get(kind)
    if known is None:
        return
    noun = "zone group" if kind == "groups" else kind.removesuffix("s")
    for placed, path, used in uses:
        if used not in known.ids:
            yield placed.finding(code, f"unknown {noun} '{used}'", known.fix_for(used), path)


def zones_exist(draft: Draft) -> Iterator[Finding]:
    """Report a zone that zones.yaml does not have: in referrals, areas and warnings."""
    uses: list[tuple[Placed[Any], FieldPath, str]] = [
        (muscle, ("trigger_points", i, "referrals", j, "zone"), referral.zone)
        for muscle, i, point in draft.points()
        for j, referral in enumerate(point.referrals)
    ]
    sets: list[Placed[Any]] = [*draft.areas, *draft.warnings]
    uses += [(p, ("zones", i), zone) for p in sets for i, zone in enumerate(p.record.zones)]
    return _unknown(draft, "zones", "CAT202", uses)


def groups_exist(draft: Draft) -> Iterator[Finding]:
    """Report a zone under a heading that does not exist."""
    uses = ((zone, ("group",), zone.record.group) for zone in draft.zones)
    return _unknown(draft, "groups", "CAT203", uses)


def symptoms_exist(draft: Draft) -> Iterator[Finding]:
    """Report a muscle's symptom that symptoms.yaml does not have."""
    uses = (
        (muscle, ("symptoms", i, "symptom"), item.symptom)
        for muscle in draft.muscles
        for i, item in enumerate(muscle.record.symptoms)
        if item.symptom is not None
    )
    return _unknown(draft, "symptoms", "CAT204", uses)


def sources_exist(draft: Draft) -> Iterator[Finding]:
    """Report a source that sources.yaml does not have."""
    uses: list[tuple[Placed[Any], FieldPath, str]] = [
        (muscle, statement.path, statement.source)
        for muscle in draft.muscles
        for statement in sourced_statements(muscle.record)
        if statement.path[-1] != "basis"
    ]
    uses += [
        (care, statement.path, statement.source)
        for care in draft.care
        for statement in care_statements(care.record)
        if statement.path[-1] != "basis"
    ]
    uses += [(item, ("source",), item.record.source) for item in draft.techniques]
    uses += [
        (sign, ("source",), sign.record.source)
        for sign in draft.warnings
        if sign.record.source is not None
    ]
    return _unknown(draft, "sources", "CAT205", uses)


def muscles_exist(draft: Draft) -> Iterator[Finding]:
    """Report a muscle that trigger_points.yaml does not have: in care records."""
    uses: list[tuple[Placed[Any], FieldPath, str]] = [
        (care, ("muscle",), care.record.muscle) for care in draft.care
    ]
    uses += [
        (care, ("companions", i, "muscle"), companion.muscle)
        for care in draft.care
        for i, companion in enumerate(care.record.companions)
    ]
    return _unknown(draft, "muscles", "CAT209", uses)


def techniques_exist(draft: Draft) -> Iterator[Finding]:
    """Report a technique that techniques.yaml does not have."""
    uses = (
        (care, ("techniques", i, "technique"), use.technique)
        for care in draft.care
        for i, use in enumerate(care.record.techniques)
    )
    return _unknown(draft, "techniques", "CAT210", uses)


def landmarks_exist(draft: Draft) -> Iterator[Finding]:
    """Report a trigger point placed by a landmark that landmarks.yaml does not have."""
    uses = (
        (muscle, ("trigger_points", i, "position", "between", j), landmark)
        for muscle, i, point in draft.points()
        for j, landmark in enumerate(point.position.between)
    )
    return _unknown(draft, "landmarks", "CAT206", uses)


def point_ids_follow_their_muscle(draft: Draft) -> Iterator[Finding]:
    """Report a trigger point that is not named after its muscle, or is out of number."""
    for muscle, i, point in draft.points():
        expected = f"{muscle.record.id}-{i + 1}"
        if point.id == expected:
            continue
        stem, _, number = point.id.rpartition("-")
        at = ("trigger_points", i, "id")
        if stem == muscle.record.id and number.isdecimal():
            message = f"trigger point '{point.id}' is number {i + 1} in the list"
            yield muscle.finding("CAT208", message, f"call it {expected}, or reorder", at)
        else:
            message = f"trigger point '{point.id}' is not named after '{muscle.record.id}'"
            yield muscle.finding("CAT207", message, f"call it {expected}", at)
