"""The contexts of the pages about techniques: the list, and one technique."""

from __future__ import annotations

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Technique
from app.web import wording
from app.web.care_contexts import TechniqueContext, TechniqueRow, TechniquesContext
from app.web.citations import Bibliography
from app.web.contexts import Crumb, Link
from app.web.frames import Frame


def techniques_context(catalogue: Catalogue, frame: Frame) -> TechniquesContext:
    """List the techniques."""
    return TechniquesContext(
        **frame.common(
            "techniques",
            "/techniques",
            "Techniques of neuromuscular work",
            "What a therapist does about trigger points: each technique with its steps, what it "
            "feels like, who should not have it, and what studies say.",
            (Crumb("Techniques"),),
        ),
        techniques=tuple(
            TechniqueRow(t.name, t.plain, t.what, f"/techniques/{t.id}")
            for t in catalogue.techniques
        ),
    )


def technique_context(technique: Technique, catalogue: Catalogue, frame: Frame) -> TechniqueContext:
    """Tell everything that the catalogue says about a technique."""
    books = Bibliography(catalogue)
    users = {
        care.muscle
        for care in catalogue.care
        if any(use.technique == technique.id for use in care.techniques)
    }
    return TechniqueContext(
        **frame.common(
            "technique",
            f"/techniques/{technique.id}",
            technique.name,
            f"{technique.name}: {technique.plain.lower()}. How it is done, what it feels like, "
            "and who should not have it.",
            (Crumb("Techniques", "/techniques"), Crumb(technique.name)),
        ),
        name=technique.name,
        plain=technique.plain,
        what=technique.what,
        how=technique.how,
        suits=wording.upper_first(technique.suits),
        feels=wording.upper_first(technique.feels),
        avoid=tuple(map(wording.upper_first, technique.avoid)),
        evidence=wording.upper_first(technique.evidence),
        muscles=tuple(
            Link(muscle.name, f"/muscles/{muscle.id}")
            for muscle in catalogue.muscles
            if muscle.id in users
        ),
        cite=books.cite(technique.source, technique.basis),
        sources=books.notes(),
    )
