"""The context of the coverage page: what is there, missing, disputed, recalled and not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Basis, Confidence, FrequencyClass, Muscle, Region
from app.web import wording
from app.web.care_contexts import (
    CoverageContext,
    CoverageRow,
    DisputedMuscle,
    MissingContext,
    RecalledMuscle,
    RecalledRegion,
)
from app.web.care_parts import disagreement_contexts
from app.web.citations import Bibliography
from app.web.contexts import Crumb, Link
from app.web.frames import Frame


def coverage_context(catalogue: Catalogue, frame: Frame) -> CoverageContext:
    """Tell how much of the body the catalogue covers, and how well each part is sourced."""
    books = Bibliography(catalogue)
    by_region = {
        region: [muscle for muscle in catalogue.muscles if muscle.region is region]
        for region in Region
    }
    disputed = tuple(
        DisputedMuscle(muscle.name, f"/muscles/{muscle.id}", disagreement_contexts(muscle, books))
        for muscle in catalogue.muscles
        if muscle.disagreements
    )
    return CoverageContext(
        **frame.common(
            "coverage",
            "/coverage",
            "Coverage: what is there, missing and disputed",
            "How many muscles and points each region has, what is missing, where sources disagree, "
            "and which statements are recalled instead of read.",
            (Crumb("About", "/about"), Crumb("Coverage")),
        ),
        rows=tuple(
            _row(wording.REGIONS[region], catalogue, muscles)
            for region, muscles in by_region.items()
            if muscles
        ),
        total=_row("All", catalogue, catalogue.muscles),
        gaps=tuple(MissingContext(gap.name, gap.why) for gap in catalogue.gaps),
        silent_zones=tuple(
            Link(wording.upper_first(zone.label), f"/zones/{zone.id}")
            for zone in catalogue.zones
            if not catalogue.referrals_into(zone.id)
        ),
        uncounted=sum(m.frequency.level is FrequencyClass.UNKNOWN for m in catalogue.muscles),
        single_source=tuple(
            Link(
                wording.point_name(muscle.name, muscle, point),
                f"/muscles/{muscle.id}#{point.id}",
            )
            for muscle in catalogue.muscles
            for point in muscle.trigger_points
            if point.confidence is Confidence.LOW
        ),
        disputed=disputed,
        recalled=tuple(
            _recalled(wording.REGIONS[region], catalogue, muscles)
            for region, muscles in by_region.items()
            if muscles
        ),
        sources=books.notes(),
    )


def _bases(catalogue: Catalogue, muscle: Muscle) -> Iterator[tuple[str, Basis]]:
    """Give every sourced statement about a muscle in words, with its basis."""
    if muscle.frequency.basis is not None:
        yield "how often points are found", muscle.frequency.basis
    for figure in muscle.frequency.figures:
        yield f"the count in {figure.who}", figure.basis
    for symptom in muscle.symptoms:
        yield f"besides pain: {symptom.text}", symptom.basis
    for disagreement in muscle.disagreements:
        for account in disagreement.versions:
            yield f"{disagreement.about}: {account.says}", account.basis
    for point in muscle.trigger_points:
        yield f"{point.label}: its place", point.basis
        for referral in point.referrals:
            label = catalogue.zone_by_id[referral.zone].label
            yield f"{point.label} to {label}", referral.basis or point.basis
    care = catalogue.care_by_muscle.get(muscle.id)
    if care is not None:
        yield "what goes with it, what it is mistaken for, and its care", care.basis


def _row(label: str, catalogue: Catalogue, muscles: Iterable[Muscle]) -> CoverageRow:
    listed = list(muscles)
    points = [point for muscle in listed for point in muscle.trigger_points]
    bases = [basis for muscle in listed for _, basis in _bases(catalogue, muscle)]
    return CoverageRow(
        label=label,
        muscles=len(listed),
        points=len(points),
        referrals=sum(len(point.referrals) for point in points),
        read=bases.count(Basis.READ),
        recalled=bases.count(Basis.RECALLED),
        counted=sum(m.frequency.level is not FrequencyClass.UNKNOWN for m in listed),
    )


def _recalled(label: str, catalogue: Catalogue, muscles: Iterable[Muscle]) -> RecalledRegion:
    rows = []
    for muscle in muscles:
        texts = tuple(text for text, basis in _bases(catalogue, muscle) if basis is Basis.RECALLED)
        if texts:
            rows.append(RecalledMuscle(muscle.name, f"/muscles/{muscle.id}", texts))
    return RecalledRegion(label, sum(len(row.statements) for row in rows), tuple(rows))
