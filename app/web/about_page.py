"""The contexts of the page about method and sources, and of the pages that explain a failure."""

from __future__ import annotations

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Basis, Region
from app.web import wording
from app.web.citations import Bibliography
from app.web.contexts import Crumb, Link
from app.web.frames import Frame
from app.web.page_contexts import AboutContext, ErrorContext, ProblemPageContext
from app.web.problems import Problem


def about_context(catalogue: Catalogue, frame: Frame) -> AboutContext:
    """Count what the catalogue holds, and list every source it names."""
    books = Bibliography(catalogue)
    for source in sorted(catalogue.sources, key=lambda s: (s.authors or s.title, s.year or 0)):
        books.cite(source.id)
    bases = [
        referral.basis or point.basis
        for muscle in catalogue.muscles
        for point in muscle.trigger_points
        for referral in point.referrals
    ]
    regions = {muscle.region for muscle in catalogue.muscles}
    return AboutContext(
        **frame.common(
            "about",
            "/about",
            "Method, sources and what is known",
            "How Knotmap orders its candidates, where its statements come from, and how disputed "
            "trigger points are.",
            (Crumb("About"),),
        ),
        muscle_count=len(catalogue.muscles),
        point_count=len(catalogue.trigger_point_by_id),
        zone_count=len(catalogue.zones),
        referral_count=len(bases),
        read_count=bases.count(Basis.READ),
        recalled_count=bases.count(Basis.RECALLED),
        sources=books.notes(),
        regions_missing=tuple(
            wording.REGIONS[region].lower() for region in Region if region not in regions
        ),
    )


def error_context(problem: Problem, frame: Frame, nearest: tuple[Link, ...] = ()) -> ErrorContext:
    """Say on a page what went wrong, what to do, and what is near."""
    return ErrorContext(
        **frame.common("error", "/", problem.title, problem.detail, is_indexed=False),
        status=problem.status,
        heading=problem.title,
        detail=problem.detail,
        fix=wording.upper_first(problem.fix) + "." if problem.fix and not nearest else None,
        nearest=nearest,
    )


def problem_page_context(problem: Problem, frame: Frame) -> ProblemPageContext:
    """Explain a kind of problem of the API."""
    return ProblemPageContext(
        **frame.common(
            "problem",
            f"/problems/{problem.code}",
            f"Problem: {problem.title}",
            f"What the API means by the problem {problem.code}. {problem.detail}",
            (Crumb("API", "/api/docs"), Crumb(problem.title)),
            is_indexed=False,
        ),
        code=problem.code,
        status=problem.status,
        heading=problem.title,
        detail=problem.detail,
        fix=wording.upper_first(problem.fix) + "." if problem.fix else None,
    )
