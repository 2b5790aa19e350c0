"""What the templates of the pages beside the map receive."""

from __future__ import annotations

from dataclasses import dataclass

from app.web.care_contexts import (
    CareContext,
    DisagreementContext,
    FigureContext,
    IdentifierContext,
)
from app.web.contexts import Cite, Link, LinkGroup, PageContext, PatternFigure, SourceNote


@dataclass(frozen=True)
class MuscleIndexRow:
    """A muscle in the index."""

    name: str
    plain: str
    latin: str
    href: str
    point_count: int


@dataclass(frozen=True)
class MuscleIndexGroup:
    """The muscles of a region."""

    id: str
    label: str
    muscles: tuple[MuscleIndexRow, ...]


@dataclass(frozen=True, kw_only=True)
class MusclesContext(PageContext):
    """The index of muscles: muscles.html."""

    groups: tuple[MuscleIndexGroup, ...]
    muscle_count: int
    point_count: int


@dataclass(frozen=True)
class ReferralContext:
    """A zone that a trigger point is described as sending pain to."""

    label: str
    href: str
    level: str
    level_label: str
    where: str
    note: str | None
    cite: Cite | None


@dataclass(frozen=True)
class PointContext:
    """A trigger point on its muscle's page."""

    id: str
    heading: str
    place: str
    confidence_label: str
    cite: Cite
    essential: tuple[ReferralContext, ...]
    spillover: tuple[ReferralContext, ...]
    figures: tuple[PatternFigure, ...]
    note: str | None
    map_href: str
    plate_href: str


@dataclass(frozen=True)
class Fact:
    """A term and what it says."""

    term: str
    text: str


@dataclass(frozen=True)
class StatementContext:
    """A statement with its source."""

    text: str
    cite: Cite | None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class MuscleContext(PageContext):
    """A muscle: muscle.html."""

    name: str
    plain: str
    latin: str
    synonyms: tuple[str, ...]
    region: str
    facts: tuple[Fact, ...]
    points: tuple[PointContext, ...]
    overload: tuple[str, ...]
    symptoms: tuple[StatementContext, ...]
    frequency: StatementContext
    counts: tuple[FigureContext, ...]
    disagreements: tuple[DisagreementContext, ...]
    cautions: tuple[str, ...]
    care: CareContext | None
    identifiers: tuple[IdentifierContext, ...]
    sources: tuple[SourceNote, ...]
    recalled_count: int
    statement_count: int
    api_href: str
    plate_href: str


@dataclass(frozen=True, kw_only=True)
class ZonesContext(PageContext):
    """The index of zones: zones.html."""

    groups: tuple[LinkGroup, ...]
    zone_count: int


@dataclass(frozen=True)
class IncomingContext:
    """A trigger point that is described as sending pain to a zone."""

    name: str
    plain: str
    href: str
    where: str
    cite: Cite


@dataclass(frozen=True, kw_only=True)
class ZoneContext(PageContext):
    """A zone: zone.html."""

    label: str
    group: str
    is_deep: bool
    also: tuple[str, ...]
    figures: tuple[PatternFigure, ...]
    essential: tuple[IncomingContext, ...]
    spillover: tuple[IncomingContext, ...]
    areas: tuple[Link, ...]
    neighbours: tuple[Link, ...]
    warnings: tuple[str, ...]
    map_links: tuple[Link, ...]
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, kw_only=True)
class AreasContext(PageContext):
    """The index of areas: areas.html."""

    groups: tuple[LinkGroup, ...]
    area_count: int


@dataclass(frozen=True)
class AreaMuscleContext:
    """A muscle with a trigger point that refers into an area.

    Attributes
    ----------
    zones : str
        The area's zones it is described as referring to, as words.
    """

    name: str
    plain: str
    href: str
    level_label: str
    level: str
    zones: str


@dataclass(frozen=True, kw_only=True)
class AreaContext(PageContext):
    """An area: area.html."""

    name: str
    plain: str
    zones: tuple[Link, ...]
    muscles: tuple[AreaMuscleContext, ...]
    figures: tuple[PatternFigure, ...]
    warnings: tuple[str, ...]
    map_links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class AboutContext(PageContext):
    """Method, sources and the debate: about.html."""

    muscle_count: int
    point_count: int
    zone_count: int
    referral_count: int
    read_count: int
    recalled_count: int
    sources: tuple[SourceNote, ...]
    regions_missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ErrorContext(PageContext):
    """A page that says what went wrong: error.html."""

    status: int
    heading: str
    detail: str
    fix: str | None
    nearest: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ProblemPageContext(PageContext):
    """A kind of problem of the API explained: problem.html."""

    code: str
    status: int
    heading: str
    detail: str
    fix: str | None


@dataclass(frozen=True)
class EndpointContext:
    """An operation of the API; parameters are those of the query, each a name and a text."""

    method: str
    path: str
    text: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EndpointGroup:
    """Operations under a heading."""

    label: str
    endpoints: tuple[EndpointContext, ...]


@dataclass(frozen=True, kw_only=True)
class ApiContext(PageContext):
    """The API explained: api.html."""

    groups: tuple[EndpointGroup, ...]
    example: str
    problems: tuple[Link, ...]
