"""The contexts of the symptom pages: the index, and one symptom with the muscles tied to it."""

from __future__ import annotations

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Strength, Symptom
from app.web import wording
from app.web.care_contexts import (
    SymptomContext,
    SymptomMuscleContext,
    SymptomMuscleGroup,
    SymptomsContext,
)
from app.web.citations import Bibliography
from app.web.contexts import Crumb, Link
from app.web.frames import Frame
from app.web.zone_pages import sign_text

_STRENGTHS = {
    Strength.STRONG: "Described as typical",
    Strength.MODERATE: "Described as common",
    Strength.WEAK: "Mentioned now and then",
}


def symptoms_context(catalogue: Catalogue, frame: Frame) -> SymptomsContext:
    """List the symptoms with how many muscles are described with each."""
    return SymptomsContext(
        **frame.common(
            "symptoms",
            "/symptoms",
            "Symptoms besides pain",
            "Dizziness, numb fingers, a locked jaw: what muscles are described with besides pain, "
            "and what to rule out first.",
            (Crumb("Symptoms"),),
        ),
        symptoms=tuple(
            Link(wording.upper_first(s.label), f"/symptoms/{s.id}", _count_note(catalogue, s))
            for s in sorted(catalogue.symptoms, key=lambda s: s.label.lower())
        ),
    )


def _count_note(catalogue: Catalogue, symptom: Symptom) -> str:
    users = sum(
        any(item.symptom == symptom.id for item in muscle.symptoms) for muscle in catalogue.muscles
    )
    return wording.counted(users, "muscle") if users else "none described"


def symptom_context(symptom: Symptom, catalogue: Catalogue, frame: Frame) -> SymptomContext:
    """Tell which muscles are described with a symptom, the most typical first."""
    books = Bibliography(catalogue)
    groups = []
    for strength, heading in _STRENGTHS.items():
        muscles = tuple(
            SymptomMuscleContext(
                name=muscle.name,
                plain=muscle.plain,
                href=f"/muscles/{muscle.id}",
                text=item.text,
                cite=books.cite(item.source, item.basis),
            )
            for muscle in catalogue.muscles
            for item in muscle.symptoms
            if item.symptom == symptom.id and item.strength is strength
        )
        if muscles:
            groups.append(SymptomMuscleGroup(heading, muscles))
    label = wording.upper_first(symptom.label)
    count = sum(len(group.muscles) for group in groups)
    return SymptomContext(
        **frame.common(
            "symptom",
            f"/symptoms/{symptom.id}",
            label,
            f"{label}: {wording.counted(count, 'muscle')} described with it, with sources, and the "
            "warning signs to rule out first.",
            (Crumb("Symptoms", "/symptoms"), Crumb(label)),
        ),
        label=label,
        also=symptom.also,
        groups=tuple(groups),
        warnings=tuple(sign_text(sign) for sign in catalogue.warnings_for(())),
        map_href=f"/#s={symptom.id}",
        sources=books.notes(),
    )
