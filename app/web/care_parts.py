"""The parts of a muscle's page that rest on its care record and its disputed or counted statements.

Takes records and the page's bibliography and gives contexts; the page is put together in
`muscle_pages.py`.
"""

from __future__ import annotations

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import (
    Care,
    CareLine,
    CompanionKind,
    Counted,
    Disagreement,
    FrequencyFigure,
    Muscle,
)
from app.web import wording
from app.web.care_contexts import (
    AccountContext,
    CareContext,
    CompanionContext,
    CompanionGroup,
    DisagreementContext,
    FigureContext,
    IdentifierContext,
    LookAlikeContext,
    StretchContext,
    TechniqueUseContext,
)
from app.web.citations import Bibliography
from app.web.contexts import Cite

_COMPANIONS = {
    CompanionKind.SYNERGIST: "Works together with",
    CompanionKind.ANTAGONIST: "Works against",
    CompanionKind.SATELLITE: "Shares a pain zone with",
}
_COUNTED = {
    Counted.ACTIVE: "with an active trigger point",
    Counted.LATENT: "with a latent trigger point",
    Counted.EITHER: "with a trigger point",
    Counted.SHARE: "of all trigger points found",
}
_VOCABULARIES = {
    "uberon": ("Uberon", "https://purl.obolibrary.org/obo/UBERON_{number}"),
    "fma": ("FMA", "https://purl.org/sig/ont/fma/fma{number}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{number}"),
}


def care_context(care: Care, catalogue: Catalogue, books: Bibliography) -> CareContext:
    """Tell what goes with a muscle, what it is mistaken for, and what is done about it."""

    def own(line: CareLine) -> Cite | None:
        """Cite a line's source where it is not that of the record."""
        if line.source is None and line.basis is None:
            return None
        return books.cite(line.source or care.source, line.basis or care.basis)

    cite = books.cite(care.source, care.basis)
    groups = []
    for kind, label in _COMPANIONS.items():
        muscles = tuple(
            CompanionContext(
                (muscle := catalogue.muscle_by_id[line.muscle]).name,
                muscle.plain,
                f"/muscles/{muscle.id}",
                line.note,
                own(line),
            )
            for line in care.companions
            if line.how is kind
        )
        if muscles:
            groups.append(CompanionGroup(label, muscles))
    return CareContext(
        companions=tuple(groups),
        look_alikes=tuple(
            LookAlikeContext(wording.upper_first(line.condition), line.tell, own(line))
            for line in care.look_alikes
        ),
        techniques=tuple(
            TechniqueUseContext(
                catalogue.technique_by_id[line.technique].name,
                f"/techniques/{line.technique}",
                wording.upper_first(line.how),
                own(line),
            )
            for line in care.techniques
        ),
        stretch=StretchContext(
            wording.upper_first(care.stretch.how), care.stretch.avoid, own(care.stretch)
        )
        if care.stretch
        else None,
        self_care=tuple(map(wording.upper_first, care.self_care)),
        cite=cite,
    )


def figure_contexts(muscle: Muscle, books: Bibliography) -> tuple[FigureContext, ...]:
    """Give the published percentages of a muscle, each with its study and its size."""
    return tuple(
        FigureContext(
            percent=_percent(figure),
            counted=_COUNTED[figure.kind],
            who=figure.who,
            n=str(figure.n) if figure.n is not None else "not given",
            note=figure.note,
            cite=books.cite(figure.source, figure.basis),
        )
        for figure in muscle.frequency.figures
    )


def _percent(figure: FrequencyFigure) -> str:
    low = f"{figure.percent:g}"
    return f"{low} %" if figure.percent_to is None else f"{low} to {figure.percent_to:g} %"


def disagreement_contexts(muscle: Muscle, books: Bibliography) -> tuple[DisagreementContext, ...]:
    """Give every version of what sources differ on."""
    return tuple(_disagreement(item, books) for item in muscle.disagreements)


def _disagreement(item: Disagreement, books: Bibliography) -> DisagreementContext:
    return DisagreementContext(
        about=wording.upper_first(item.about),
        versions=tuple(
            AccountContext(
                wording.upper_first(account.says), books.cite(account.source, account.basis)
            )
            for account in item.versions
        ),
        kept=wording.upper_first(item.kept),
    )


def identifier_contexts(muscle: Muscle) -> tuple[IdentifierContext, ...]:
    """Give the muscle's ids in public vocabularies with their addresses."""
    found = []
    for field, (vocabulary, address) in _VOCABULARIES.items():
        value: str | None = getattr(muscle.identifiers, field)
        if value is not None:
            number = value.rpartition(":")[2]
            found.append(IdentifierContext(vocabulary, value, address.format(number=number)))
    return tuple(found)
