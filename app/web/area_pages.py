"""The contexts of the area pages: what a person says hurts, as zones, and what refers there."""

from __future__ import annotations

from collections import defaultdict

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Area, Level, Muscle
from app.figures import Figures
from app.web import wording
from app.web.contexts import Crumb, Link, LinkGroup
from app.web.frames import Frame
from app.web.page_contexts import AreaContext, AreaMuscleContext, AreasContext
from app.web.pictures import PictureBook
from app.web.zone_pages import map_links, marked_figures, warning_texts


def area_group_label(group: str) -> str:
    """Name a group of areas; a group without a name of its own is named by its id."""
    return wording.AREA_GROUPS.get(group, wording.upper_first(group.replace("_", " ")))


def areas_by_group(catalogue: Catalogue) -> dict[str, list[Area]]:
    """Sort the areas into their groups, both in the catalogue's order."""
    groups: dict[str, list[Area]] = {}
    for area in catalogue.areas:
        groups.setdefault(area.group, []).append(area)
    return groups


def areas_context(catalogue: Catalogue, frame: Frame) -> AreasContext:
    """List all areas by group."""
    return AreasContext(
        **frame.common(
            "areas",
            "/areas",
            "Pain areas",
            "Where does it hurt, in plain words: each area with the muscles whose trigger points "
            "are described as referring pain there.",
            (Crumb("Pain areas"),),
        ),
        groups=tuple(
            LinkGroup(
                group,
                area_group_label(group),
                tuple(
                    Link(wording.upper_first(area.plain), f"/areas/{area.id}", area.name)
                    for area in areas
                ),
            )
            for group, areas in areas_by_group(catalogue).items()
        ),
        area_count=len(catalogue.areas),
    )


def area_context(
    area: Area, catalogue: Catalogue, figures: Figures, book: PictureBook, frame: Frame
) -> AreaContext:
    """Tell which muscles are described as referring pain into an area."""
    plain = wording.upper_first(area.plain)
    zones = [catalogue.zone_by_id[zone] for zone in area.zones]
    return AreaContext(
        **frame.common(
            "area",
            f"/areas/{area.id}",
            plain,
            f"{plain}: the muscles whose trigger points are described as referring pain there, "
            "with reasons and sources.",
            (Crumb("Pain areas", "/areas"), Crumb(plain)),
        ),
        name=area.name,
        plain=plain,
        zones=tuple(Link(wording.upper_first(z.label), f"/zones/{z.id}") for z in zones),
        muscles=_muscles(area, catalogue),
        figures=marked_figures(zones, plain, figures, book),
        warnings=warning_texts(area.zones, catalogue),
        map_links=map_links(zones),
    )


def _muscles(area: Area, catalogue: Catalogue) -> tuple[AreaMuscleContext, ...]:
    """List the muscles that refer into an area: main patterns first, then by zones reached."""
    reached: defaultdict[str, dict[str, Level]] = defaultdict(dict)
    muscles: dict[str, Muscle] = {}
    for zone in area.zones:
        for muscle, _, referral in catalogue.referrals_into(zone):
            muscles[muscle.id] = muscle
            if reached[muscle.id].get(zone) is not Level.ESSENTIAL:
                reached[muscle.id][zone] = referral.level
    rows: list[tuple[tuple[int, int, str], AreaMuscleContext]] = []
    for muscle_id, zones in reached.items():
        muscle = muscles[muscle_id]
        main = [zone for zone, level in zones.items() if level is Level.ESSENTIAL]
        level = Level.ESSENTIAL if main else Level.SPILLOVER
        labels = [catalogue.zone_by_id[zone].label for zone in main or zones]
        row = AreaMuscleContext(
            name=muscle.name,
            plain=muscle.plain,
            href=f"/muscles/{muscle.id}",
            level_label=wording.LEVELS[level],
            level=level.value,
            zones=wording.joined(labels),
        )
        rows.append(((-len(main), -len(zones), muscle_id), row))
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))
