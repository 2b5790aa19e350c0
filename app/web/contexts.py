"""What each template receives: frozen dataclasses whose fields are the template's variables.

A template may use nothing else (undefined names are errors, and a contract test compares the names
a template uses with the fields of its context). Here are the parts that pages share, and the map;
the other pages are in `page_contexts.py`, the answer in `answer_contexts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from markupsafe import Markup


@dataclass(frozen=True)
class NavItem:
    """A link of the site's head."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Crumb:
    """A step of the path from the map to the page; the page itself has no address."""

    label: str
    href: str | None = None


@dataclass(frozen=True)
class CatalogueNote:
    """Which catalogue the page was made from, and whether its files have been broken since."""

    version: str
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """What every page has.

    Attributes
    ----------
    title : str
        Without the name of the site.
    canonical : str
        Path, or the whole address when the operator has set the public one.
    page : str
        Which template's page it is, for hooks.
    """

    title: str
    description: str
    canonical: str
    page: str
    nav: tuple[NavItem, ...]
    catalogue: CatalogueNote
    crumbs: tuple[Crumb, ...] = ()
    is_indexed: bool = True


@dataclass(frozen=True)
class Link:
    """A link with an optional quiet note beside it."""

    label: str
    href: str
    note: str | None = None


@dataclass(frozen=True)
class LinkGroup:
    """Links under a heading."""

    id: str
    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class SourceNote:
    """A work in a page's list of sources.

    Attributes
    ----------
    number : int
        Its number on this page, from 1.
    """

    number: int
    id: str
    text: str
    url: str | None
    kind: str
    note: str | None


@dataclass(frozen=True)
class Cite:
    """A statement's source on this page, and whether it was read or is recalled."""

    number: int
    href: str
    title: str
    is_recalled: bool


@dataclass(frozen=True)
class PatternFigure:
    """One drawn figure with its caption."""

    svg: Markup
    caption: str
    view: str


@dataclass(frozen=True)
class ViewContext:
    """A view that the map can show."""

    id: str
    label: str
    group: str
    url: str
    view_box: str
    is_default: bool


@dataclass(frozen=True)
class ViewGroupContext:
    """Views under a heading."""

    id: str
    label: str
    views: tuple[ViewContext, ...]


@dataclass(frozen=True)
class ZoneBoxContext:
    """One checkbox: a zone on a side."""

    value: str
    side_label: str
    label: str
    view: str


@dataclass(frozen=True)
class ZoneRowContext:
    """A zone with a box for each side it has."""

    id: str
    label: str
    also: str
    boxes: tuple[ZoneBoxContext, ...]


@dataclass(frozen=True)
class ZoneGroupContext:
    """Zones under a heading."""

    id: str
    label: str
    rows: tuple[ZoneRowContext, ...]


@dataclass(frozen=True)
class SymptomContext:
    """A non-pain symptom to tick."""

    id: str
    label: str
    also: str


@dataclass(frozen=True)
class AreaLinkContext:
    """An area in plain words, with the marks it stands for."""

    id: str
    name: str
    plain: str
    values: str


@dataclass(frozen=True)
class AreaGroupContext:
    """Areas under a heading."""

    label: str
    areas: tuple[AreaLinkContext, ...]


@dataclass(frozen=True, kw_only=True)
class MapContext(PageContext):
    """The map: map.html.

    Attributes
    ----------
    bodies : tuple of (str, str)
        The bodies that the figure can have, with their words; the first is shown at first.
    undrawn : str
        Ids of the muscles that have no drawing: the page does not ask for one.
    """

    view_groups: tuple[ViewGroupContext, ...]
    front_svg: Markup
    zone_groups: tuple[ZoneGroupContext, ...]
    symptoms: tuple[SymptomContext, ...]
    area_groups: tuple[AreaGroupContext, ...]
    answer: Markup
    bodies: tuple[tuple[str, str], ...]
    undrawn: str


class TemplateContext(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


def variables(context: TemplateContext) -> dict[str, Any]:
    """Give the fields of a context as a template's variables; not to be changed."""
    return vars(context)
