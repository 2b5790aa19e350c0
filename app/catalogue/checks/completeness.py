"""What is not finished yet: words that nothing uses. Notices, which fail only when asked for.

Absence means something only where nothing else is wrong, so these run on a draft without errors.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.catalogue.checks.statements import care_statements, sourced_statements
from app.catalogue.draft import Draft
from app.catalogue.findings import Finding


def zones_are_referred_to(draft: Draft) -> Iterator[Finding]:
    """Report a zone that no trigger point refers to."""
    used = {referral.zone for _, _, point in draft.points() for referral in point.referrals}
    for zone in draft.zones:
        if zone.record.id not in used:
            message = f"no trigger point refers to '{zone.record.id}'"
            yield zone.finding("CAT901", message, "add its referrals, or merge it into a neighbour")


def sources_are_used(draft: Draft) -> Iterator[Finding]:
    """Report a source that nothing rests on."""
    used = {s.source for m in draft.muscles for s in sourced_statements(m.record)}
    used |= {s.source for c in draft.care for s in care_statements(c.record)}
    used |= {item.record.source for item in draft.techniques}
    used |= {w.record.source for w in draft.warnings if w.record.source is not None}
    for source in draft.sources:
        if source.record.id not in used:
            message = f"nothing rests on '{source.record.id}'"
            yield source.finding("CAT902", message, "name it where it was used, or delete it")


def symptoms_are_used(draft: Draft) -> Iterator[Finding]:
    """Report a symptom that no muscle names."""
    used = {item.symptom for m in draft.muscles for item in m.record.symptoms}
    for symptom in draft.symptoms:
        if symptom.record.id not in used:
            message = f"no muscle names the symptom '{symptom.record.id}'"
            yield symptom.finding("CAT903", message, "name it in a muscle's symptoms, or delete it")


def muscles_have_care(draft: Draft) -> Iterator[Finding]:
    """Report a muscle of which nothing says what is done about it."""
    told = {care.record.muscle for care in draft.care}
    for muscle in draft.muscles:
        if muscle.record.id not in told:
            message = f"'{muscle.record.id}' has no care record"
            yield muscle.finding("CAT904", message, "add one to care.yaml")
