"""The context of the map: the views, the zones as checkboxes, areas and symptoms in plain words."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Zone
from app.drawings import Drawings
from app.figures import Figures
from app.web import wording
from app.web.area_pages import area_group_label, areas_by_group
from app.web.body_types import LABELS
from app.web.contexts import (
    AreaGroupContext,
    AreaLinkContext,
    MapContext,
    SymptomContext,
    ViewContext,
    ViewGroupContext,
    ZoneBoxContext,
    ZoneGroupContext,
    ZoneRowContext,
)
from app.web.frames import Frame
from app.web.pictures import PictureBook
from app.web.search import mark_values
from app.web.search_words import words_of

DEFAULT_VIEW = "front"


def map_context(
    catalogue: Catalogue,
    figures: Figures,
    drawings: Drawings,
    book: PictureBook,
    frame: Frame,
    figure_url: Callable[[str], str],
    answer: Markup,
) -> MapContext:
    """Make the map without any marks, around an answer."""
    views = _views(figures, figure_url)
    # Groups of one view each may share a name, and then stand together.
    names = {view.group: wording.view_group(view.group) for view in views}
    first = {name: group for group, name in reversed(names.items())}
    return MapContext(
        **frame.common(
            "map",
            "/",
            "Where does it hurt?",
            "Mark on a body where it hurts and see which muscles' trigger points are described as "
            "referring pain there, with reasons and sources.",
        ),
        view_groups=tuple(
            ViewGroupContext(
                first[name], name, tuple(view for view in views if names[view.group] == name)
            )
            for name in dict.fromkeys(names.values())
        ),
        front_svg=book.whole(next(view.id for view in views if view.is_default)),
        zone_groups=_zone_groups(catalogue, figures),
        symptoms=symptom_contexts(catalogue),
        area_groups=_area_groups(catalogue),
        answer=answer,
        bodies=tuple(LABELS.items()),
        undrawn=" ".join(m.id for m in catalogue.muscles if m.id not in drawings.by_muscle),
    )


def symptom_contexts(catalogue: Catalogue) -> tuple[SymptomContext, ...]:
    """List the non-pain symptoms that somebody can tick."""
    return tuple(
        SymptomContext(s.id, wording.upper_first(s.label), " ".join(words_of(" ".join(s.also))))
        for s in catalogue.symptoms
    )


def _views(figures: Figures, figure_url: Callable[[str], str]) -> tuple[ViewContext, ...]:
    ids = [view.id for view in figures.views]
    default = DEFAULT_VIEW if DEFAULT_VIEW in ids else ids[0]
    return tuple(
        ViewContext(
            id=view.id,
            label=view.label,
            group=view.group,
            url=figure_url(view.id),
            view_box=" ".join(f"{value:g}" for value in view.view_box),
            is_default=view.id == default,
        )
        for view in figures.views
    )


def _zone_groups(catalogue: Catalogue, figures: Figures) -> tuple[ZoneGroupContext, ...]:
    groups = []
    for group in catalogue.groups:
        rows = tuple(_row(zone, figures) for zone in catalogue.zones if zone.group == group.id)
        if rows:
            groups.append(ZoneGroupContext(group.id, group.label, rows))
    return tuple(groups)


def _row(zone: Zone, figures: Figures) -> ZoneRowContext:
    boxes = tuple(
        ZoneBoxContext(
            value=wording.mark_value(zone, side),
            side_label=wording.SIDE_LABELS[side],
            label=wording.zone_on_side(zone, side),
            view=figures.best_view(zone.id, side)
            if figures.has_zone(zone.id, side)
            else DEFAULT_VIEW,
        )
        for side in zone.sides
    )
    also = " ".join(dict.fromkeys(words_of(" ".join(zone.also))))
    return ZoneRowContext(zone.id, wording.upper_first(zone.label), also, boxes)


def _area_groups(catalogue: Catalogue) -> tuple[AreaGroupContext, ...]:
    return tuple(
        AreaGroupContext(
            area_group_label(group),
            tuple(
                AreaLinkContext(
                    id=area.id,
                    name=area.name,
                    plain=wording.upper_first(area.plain),
                    values=" ".join(mark_values(catalogue.zone_by_id[z] for z in area.zones)),
                )
                for area in areas
            ),
        )
        for group, areas in areas_by_group(catalogue).items()
    )
