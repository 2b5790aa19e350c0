"""The contexts of the muscle pages: the index by region, and one muscle with all about it."""

from __future__ import annotations

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Depth, Level, Muscle, Region, Side, TriggerPoint
from app.drawings import Drawings
from app.figures import Figures
from app.web import wording
from app.web.care_parts import (
    care_context,
    disagreement_contexts,
    figure_contexts,
    identifier_contexts,
)
from app.web.citations import Bibliography
from app.web.contexts import Crumb, PatternFigure
from app.web.frames import Frame
from app.web.page_contexts import (
    Fact,
    MuscleContext,
    MuscleIndexGroup,
    MuscleIndexRow,
    MusclesContext,
    PointContext,
    ReferralContext,
    StatementContext,
)
from app.web.pictures import PictureBook, Scenes, ZoneKey

# Patterns are drawn on the patient's left, the side that the body is authored on, unless a point
# is described on the other side alone.
_DRAWN_SIDE = Side.LEFT
# How much a zone matters when views are chosen.
_LEVEL_WEIGHT = {Level.ESSENTIAL: 1.0, Level.SPILLOVER: 0.4}

_DEPTHS = {
    Depth.SUPERFICIAL: "superficial: it can be felt under the skin",
    Depth.INTERMEDIATE: "in the middle layer, under another muscle",
    Depth.DEEP: "deep, under other muscles",
}


def pattern_of(catalogue: Catalogue, point: TriggerPoint, side: Side) -> dict[ZoneKey, Level]:
    """Resolve the pattern of a trigger point on a side to zones with sides, in catalogue order."""
    pattern: dict[ZoneKey, Level] = {}
    for referral in point.referrals:
        zone = catalogue.resolve_zone(referral.zone)
        if zone is not None:
            for felt in wording.sides_felt(referral, zone, side):
                pattern.setdefault((zone.id, felt.value), referral.level)
    return pattern


def pattern_weights(pattern: dict[ZoneKey, Level]) -> dict[ZoneKey, float]:
    """Weigh the zones of a pattern for the choice of views."""
    return {key: _LEVEL_WEIGHT[level] for key, level in pattern.items()}


def muscles_context(catalogue: Catalogue, frame: Frame) -> MusclesContext:
    """List all muscles by region, head to toe."""
    groups = []
    for region in Region:
        rows = tuple(
            MuscleIndexRow(m.name, m.plain, m.latin, f"/muscles/{m.id}", len(m.trigger_points))
            for m in catalogue.muscles
            if m.region is region
        )
        if rows:
            groups.append(MuscleIndexGroup(region.value, wording.REGIONS[region], rows))
    return MusclesContext(
        **frame.common(
            "muscles",
            "/muscles",
            "Muscles and their trigger points",
            "Every muscle in the catalogue, by region of the body, with the pain that its trigger "
            "points are described as referring.",
            (Crumb("Muscles"),),
        ),
        groups=tuple(groups),
        muscle_count=len(catalogue.muscles),
        point_count=len(catalogue.trigger_point_by_id),
    )


def muscle_context(
    muscle: Muscle,
    catalogue: Catalogue,
    figures: Figures,
    drawings: Drawings,
    book: PictureBook,
    frame: Frame,
) -> MuscleContext:
    """Tell everything that the catalogue says about a muscle."""
    books = Bibliography(catalogue)
    scenes = Scenes()
    points = tuple(
        _point(muscle, point, catalogue, figures, drawings, book, books, scenes)
        for point in muscle.trigger_points
    )
    frequency = StatementContext(
        wording.FREQUENCIES[muscle.frequency.level],
        books.cite(muscle.frequency.source, muscle.frequency.basis)
        if muscle.frequency.source
        else None,
        muscle.frequency.note,
    )
    symptoms = tuple(
        StatementContext(wording.upper_first(s.text), books.cite(s.source, s.basis))
        for s in muscle.symptoms
    )
    counts = figure_contexts(muscle, books)
    disagreements = disagreement_contexts(muscle, books)
    record = catalogue.care_by_muscle.get(muscle.id)
    care = care_context(record, catalogue, books) if record else None
    for source in muscle.sources:
        books.cite(source)
    return MuscleContext(
        **frame.common(
            "muscle",
            f"/muscles/{muscle.id}",
            f"{muscle.name} trigger points",
            _description(muscle, catalogue),
            (Crumb("Muscles", "/muscles"), Crumb(muscle.name)),
        ),
        name=muscle.name,
        plain=muscle.plain,
        latin=muscle.latin,
        synonyms=muscle.synonyms,
        region=wording.REGIONS[muscle.region],
        facts=_facts(muscle),
        points=points,
        overload=tuple(map(wording.upper_first, muscle.overload)),
        symptoms=symptoms,
        frequency=frequency,
        counts=counts,
        disagreements=disagreements,
        cautions=tuple(map(wording.upper_first, muscle.cautions)),
        care=care,
        identifiers=identifier_contexts(muscle),
        sources=books.notes(),
        recalled_count=books.recalled_count,
        statement_count=books.statement_count,
        api_href=f"/api/v1/muscles/{muscle.id}",
        plate_href=f"/figures/muscles/{muscle.id}",
    )


def _description(muscle: Muscle, catalogue: Catalogue) -> str:
    zones = [
        catalogue.zone_by_id[referral.zone].label
        for point in muscle.trigger_points
        for referral in point.referrals
        if referral.level is Level.ESSENTIAL and referral.zone in catalogue.zone_by_id
    ]
    # A result page of a search engine shows about 150 characters.
    named = wording.joined(list(dict.fromkeys(zones))[:5])
    points = wording.counted(len(muscle.trigger_points), "trigger point")
    if not named:
        return f"{muscle.name} ({muscle.plain}): {points}, with sources."
    return f"{muscle.name}: {points}, described as referring pain to {named}, with sources."


def _facts(muscle: Muscle) -> tuple[Fact, ...]:
    facts = [
        Fact("Comes from", wording.upper_first(muscle.attachments.origin)),
        Fact("Goes to", wording.upper_first(muscle.attachments.insertion)),
        Fact("Action", wording.upper_first(muscle.action)),
        Fact("Nerve", wording.upper_first(muscle.nerve)),
    ]
    if muscle.roots:
        facts.append(Fact("Roots", muscle.roots))
    facts.append(Fact("Depth", wording.upper_first(_DEPTHS[muscle.depth])))
    return tuple(facts)


def _point(
    muscle: Muscle,
    point: TriggerPoint,
    catalogue: Catalogue,
    figures: Figures,
    drawings: Drawings,
    book: PictureBook,
    books: Bibliography,
    scenes: Scenes,
) -> PointContext:
    cite = books.cite(point.source, point.basis)
    referrals: dict[Level, list[ReferralContext]] = {level: [] for level in Level}
    for referral in point.referrals:
        zone = catalogue.zone_by_id[referral.zone]
        # A referral has a citation of its own only where it differs from its trigger point's.
        has_own = referral.source is not None or referral.basis is not None
        referrals[referral.level].append(
            ReferralContext(
                label=wording.upper_first(zone.label),
                href=f"/zones/{zone.id}",
                level=referral.level.value,
                level_label=wording.LEVELS[referral.level],
                where=wording.where_felt(referral, zone),
                note=referral.note,
                cite=books.cite(referral.source or point.source, referral.basis or point.basis)
                if has_own
                else None,
            )
        )
    essential = [r for r in point.referrals if r.level is Level.ESSENTIAL] or point.referrals
    marks = [
        (r.zone, felt)
        for r in essential
        for felt in wording.sides_felt(r, catalogue.zone_by_id[r.zone], drawn_side(point))
    ]
    return PointContext(
        id=point.id,
        heading=wording.point_heading(muscle, point),
        place=wording.upper_first(point.place),
        confidence_label=wording.CONFIDENCES[point.confidence],
        cite=cite,
        essential=tuple(referrals[Level.ESSENTIAL]),
        spillover=tuple(referrals[Level.SPILLOVER]),
        figures=_point_figures(muscle, point, catalogue, figures, drawings, book, scenes),
        note=point.note,
        map_href=wording.map_link(marks),
        plate_href=f"/figures/trigger-points/{point.id}",
    )


def drawn_side(point: TriggerPoint) -> Side:
    """Give the side on which a point is drawn: the left, unless it is described on the right."""
    return Side(point.only_side) if point.only_side else _DRAWN_SIDE


def _point_figures(
    muscle: Muscle,
    point: TriggerPoint,
    catalogue: Catalogue,
    figures: Figures,
    drawings: Drawings,
    book: PictureBook,
    scenes: Scenes,
) -> tuple[PatternFigure, ...]:
    side = drawn_side(point)
    pattern = pattern_of(catalogue, point, side)
    places = figures.points(point.id, side.value)
    drawn = []
    name = wording.point_name(muscle.name, muscle, point)
    views = book.views_for(pattern_weights(pattern), places)
    opened = book.open_view(places)
    if opened and opened not in views:
        views = (*views, opened)
    for view_id in views:
        view = figures.view_by_id[view_id]
        states = {key: f"is-{level.value}" for key, level in pattern.items()}
        label = f"{name}, {view.label.lower()} view: where the point lies"
        if point.referrals:
            label += " and where it is described as referring pain"
        shape = drawings.shape(muscle.id, side.value, view_id)
        place = shape.points.get(point.id) if shape else None
        svg = book.draw(view_id, states, label, scenes, place or places.get(view_id), shape)
        drawn.append(PatternFigure(svg, view.label, view_id))
    return tuple(drawn)
