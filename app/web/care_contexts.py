"""What templates receive about care: techniques, look-alikes, companions, symptoms, coverage."""

from __future__ import annotations

from dataclasses import dataclass

from app.web.contexts import Cite, Link, PageContext, SourceNote


@dataclass(frozen=True)
class CompanionContext:
    """A muscle that often goes with the one of the page."""

    name: str
    plain: str
    href: str
    note: str | None
    cite: Cite | None


@dataclass(frozen=True)
class CompanionGroup:
    """The companions of one kind."""

    label: str
    muscles: tuple[CompanionContext, ...]


@dataclass(frozen=True)
class LookAlikeContext:
    """A condition the muscle's pain can be mistaken for."""

    condition: str
    tell: str
    cite: Cite | None


@dataclass(frozen=True)
class TechniqueUseContext:
    """A technique and how it is done on the muscle."""

    name: str
    href: str
    how: str
    cite: Cite | None


@dataclass(frozen=True)
class StretchContext:
    """A stretch, and who leaves it out."""

    how: str
    avoid: str | None
    cite: Cite | None


@dataclass(frozen=True)
class CareContext:
    """What is done about a muscle."""

    companions: tuple[CompanionGroup, ...]
    look_alikes: tuple[LookAlikeContext, ...]
    techniques: tuple[TechniqueUseContext, ...]
    stretch: StretchContext | None
    self_care: tuple[str, ...]
    cite: Cite


@dataclass(frozen=True)
class FigureContext:
    """A published percentage as a row of a table."""

    percent: str
    counted: str
    who: str
    n: str
    note: str | None
    cite: Cite


@dataclass(frozen=True)
class AccountContext:
    """What one source says where sources differ."""

    says: str
    cite: Cite


@dataclass(frozen=True)
class DisagreementContext:
    """A point on which sources differ."""

    about: str
    versions: tuple[AccountContext, ...]
    kept: str


@dataclass(frozen=True)
class IdentifierContext:
    """The muscle in a public vocabulary."""

    vocabulary: str
    id: str
    href: str


@dataclass(frozen=True)
class TechniqueRow:
    """A technique in the list of techniques."""

    name: str
    plain: str
    what: str
    href: str


@dataclass(frozen=True, kw_only=True)
class TechniquesContext(PageContext):
    """The list of techniques: techniques.html."""

    techniques: tuple[TechniqueRow, ...]


@dataclass(frozen=True, kw_only=True)
class TechniqueContext(PageContext):
    """A technique: technique.html."""

    name: str
    plain: str
    what: str
    how: tuple[str, ...]
    suits: str
    feels: str
    avoid: tuple[str, ...]
    evidence: str
    muscles: tuple[Link, ...]
    cite: Cite
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, kw_only=True)
class SymptomsContext(PageContext):
    """The index of symptoms: symptoms.html."""

    symptoms: tuple[Link, ...]


@dataclass(frozen=True)
class SymptomMuscleContext:
    """A muscle described with a symptom."""

    name: str
    plain: str
    href: str
    text: str
    cite: Cite


@dataclass(frozen=True)
class SymptomMuscleGroup:
    """The muscles that sources tie equally strongly to a symptom."""

    label: str
    muscles: tuple[SymptomMuscleContext, ...]


@dataclass(frozen=True, kw_only=True)
class SymptomContext(PageContext):
    """A symptom: symptom.html."""

    label: str
    also: tuple[str, ...]
    groups: tuple[SymptomMuscleGroup, ...]
    warnings: tuple[str, ...]
    map_href: str
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True)
class CoverageRow:
    """How much of a region is there, and how much of that was read."""

    label: str
    muscles: int
    points: int
    referrals: int
    read: int
    recalled: int
    counted: int


@dataclass(frozen=True)
class DisputedMuscle:
    """A muscle on which sources differ."""

    name: str
    href: str
    disagreements: tuple[DisagreementContext, ...]


@dataclass(frozen=True)
class RecalledMuscle:
    """The statements about a muscle that are recalled, as words."""

    name: str
    href: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class RecalledRegion:
    """The recalled statements of a region."""

    label: str
    count: int
    muscles: tuple[RecalledMuscle, ...]


@dataclass(frozen=True)
class MissingContext:
    """Something the catalogue does not have, and why."""

    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class CoverageContext(PageContext):
    """What is there, what is missing, what is disputed, what is recalled: coverage.html."""

    rows: tuple[CoverageRow, ...]
    total: CoverageRow
    gaps: tuple[MissingContext, ...]
    silent_zones: tuple[Link, ...]
    uncounted: int
    single_source: tuple[Link, ...]
    disputed: tuple[DisputedMuscle, ...]
    recalled: tuple[RecalledRegion, ...]
    sources: tuple[SourceNote, ...]
