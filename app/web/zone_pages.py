"""The contexts of the zone pages: the index by part of the body, and one zone."""

from __future__ import annotations

from collections.abc import Iterable

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level, Side, WarningSign, Zone, ZoneKind, ZonePlace
from app.figures import Figures
from app.web import wording
from app.web.citations import Bibliography
from app.web.contexts import Crumb, Link, LinkGroup, PatternFigure
from app.web.frames import Frame
from app.web.page_contexts import IncomingContext, ZoneContext, ZonesContext
from app.web.pictures import PictureBook, Scenes


def zones_context(catalogue: Catalogue, frame: Frame) -> ZonesContext:
    """List all zones by group, head to toe, with how many trigger points refer to each."""
    groups = []
    for group in catalogue.groups:
        links = tuple(
            Link(wording.upper_first(zone.label), f"/zones/{zone.id}", _count_note(catalogue, zone))
            for zone in catalogue.zones
            if zone.group == group.id
        )
        if links:
            groups.append(LinkGroup(group.id, group.label, links))
    return ZonesContext(
        **frame.common(
            "zones",
            "/zones",
            "Zones of the body",
            "Every small named part of the body, and which trigger points are described as "
            "referring pain there.",
            (Crumb("Zones"),),
        ),
        groups=tuple(groups),
        zone_count=len(catalogue.zones),
    )


def _count_note(catalogue: Catalogue, zone: Zone) -> str:
    points = {point.id for _, point, _ in catalogue.referrals_into(zone.id)}
    return wording.counted(len(points), "point") if points else "none described"


def zone_context(
    zone: Zone, catalogue: Catalogue, figures: Figures, book: PictureBook, frame: Frame
) -> ZoneContext:
    """Tell which trigger points are described as referring pain to a zone."""
    books = Bibliography(catalogue)
    incoming: dict[Level, list[IncomingContext]] = {level: [] for level in Level}
    for muscle, point, referral in catalogue.referrals_into(zone.id):
        incoming[referral.level].append(
            IncomingContext(
                name=wording.point_name(muscle.name, muscle, point),
                plain=muscle.plain,
                href=f"/muscles/{muscle.id}#{point.id}",
                where=wording.where_felt(referral, zone),
                cite=books.cite(referral.source or point.source, referral.basis or point.basis),
            )
        )
    label = wording.upper_first(zone.label)
    group = catalogue.group_by_id[zone.group].label
    count = len(incoming[Level.ESSENTIAL]) + len(incoming[Level.SPILLOVER])
    return ZoneContext(
        **frame.common(
            "zone",
            f"/zones/{zone.id}",
            f"{label}: trigger points that refer pain there",
            f"{label} ({group.lower()}): {wording.counted(count, 'trigger point')} described as "
            "referring pain there, with sources.",
            (Crumb("Zones", "/zones"), Crumb(label)),
        ),
        label=label,
        group=group,
        is_deep=zone.place is ZonePlace.DEEP,
        also=zone.also,
        figures=marked_figures([zone], label, figures, book),
        essential=tuple(incoming[Level.ESSENTIAL]),
        spillover=tuple(incoming[Level.SPILLOVER]),
        areas=tuple(
            Link(wording.upper_first(area.plain), f"/areas/{area.id}")
            for area in catalogue.areas
            if zone.id in area.zones
        ),
        neighbours=_neighbours(zone, catalogue, figures),
        warnings=warning_texts([zone.id], catalogue),
        map_links=map_links([zone]),
        sources=books.notes(),
    )


def warning_texts(zones: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """List the warning signs that belong to zones, most urgent first; not those always asked."""
    return tuple(sign_text(sign) for sign in catalogue.warnings_for(zones) if sign.zones)


def sign_text(sign: WarningSign) -> str:
    """Write a warning sign with how soon it needs help."""
    return f"{wording.upper_first(sign.sign).rstrip('.')}. {wording.WARNING_LEVELS[sign.level]}."


def drawn_side(zone: Zone) -> Side:
    """Give the side on which a zone alone is drawn: the left, or the midline."""
    return Side.MIDLINE if zone.kind is ZoneKind.MIDLINE else Side.LEFT


def marked_figures(
    zones: Iterable[Zone], label: str, figures: Figures, book: PictureBook
) -> tuple[PatternFigure, ...]:
    """Draw zones as marked, on the left or the midline, in the views that show them."""
    states = {(zone.id, drawn_side(zone).value): "is-marked" for zone in zones}
    scenes = Scenes()
    drawn = []
    for view_id in book.views_for(dict.fromkeys(states, 1.0), limit=2):
        view = figures.view_by_id[view_id]
        text = f"{label}, marked on the body, {view.label.lower()} view"
        drawn.append(PatternFigure(book.draw(view_id, states, text, scenes), view.label, view_id))
    return tuple(drawn)


def map_links(zones: Iterable[Zone]) -> tuple[Link, ...]:
    """Give the links that mark zones on the map, one for each side they have."""
    listed = list(zones)
    if all(zone.kind is ZoneKind.MIDLINE for zone in listed):
        marks = [(zone.id, Side.MIDLINE) for zone in listed]
        return (Link("Mark it on the map", wording.map_link(marks)),)
    links = []
    for side in (Side.LEFT, Side.RIGHT):
        marks = [(z.id, Side.MIDLINE if z.kind is ZoneKind.MIDLINE else side) for z in listed]
        links.append(Link(f"Mark the {side.value} side on the map", wording.map_link(marks)))
    return tuple(links)


def _neighbours(zone: Zone, catalogue: Catalogue, figures: Figures) -> tuple[Link, ...]:
    side = drawn_side(zone)
    if not figures.has_zone(zone.id, side):
        return ()
    # A zone may border a neighbour on both of its sides: it is listed once.
    ids = dict.fromkeys(n.zone for n in figures.neighbours(zone.id, side) if n.zone != zone.id)
    found = [catalogue.zone_by_id[i] for i in ids if i in catalogue.zone_by_id]
    return tuple(Link(wording.upper_first(z.label), f"/zones/{z.id}") for z in found)
