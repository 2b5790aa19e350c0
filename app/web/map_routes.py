"""The routes of what the map shows at a wish: muscles by depth, all points, a muscle's patterns."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.catalogue.models import Depth
from app.web.bodies import StoredResponse
from app.web.dependencies import IdInPath, SiteNow
from app.web.lookups import find_muscle
from app.web.map_layers import depth_sheet, patterns, places, skeleton_sheet
from app.web.problems import Problem, ProblemError
from app.web.site import JSON

router = APIRouter(include_in_schema=False)

_SVG = "image/svg+xml"


@router.get("/figures/depths/{name}")
async def depth(name: IdInPath, site: SiteNow) -> Response:
    """Give the muscles of a depth that a view shows: `front.deep.svg`."""
    view, _, rest = name.partition(".")
    chosen = next((depth for depth in Depth if rest == f"{depth.value}.svg"), None)
    if chosen is None or view not in site.figures.view_by_id:
        raise ProblemError(Problem.of("not-found"))
    return StoredResponse(
        await site.stored(
            f"/figures/depths/{name}",
            _SVG,
            lambda: depth_sheet(site.catalogue, site.drawings, view, chosen),
        )
    )


@router.get("/figures/skeleton/{name}")
async def skeleton(name: IdInPath, site: SiteNow) -> Response:
    """Give the bones that a view shows: `front.svg`."""
    view, _, extension = name.rpartition(".")
    if extension != "svg" or view not in site.figures.view_by_id:
        raise ProblemError(Problem.of("not-found"))
    folder = site.drawings.folder.parent
    return StoredResponse(
        await site.stored(f"/figures/skeleton/{name}", _SVG, lambda: skeleton_sheet(folder, view))
    )


@router.get("/figures/points.json")
async def points(site: SiteNow) -> Response:
    """Give where every trigger point is in every view of the neutral body."""
    return StoredResponse(
        await site.stored("/figures/points.json", JSON, lambda: places(site.figures))
    )


@router.get("/figures/patterns/{name}")
async def muscle_patterns(name: IdInPath, site: SiteNow) -> Response:
    """Give where a muscle's trigger points send pain; a former id moves to the present one."""
    muscle_id, _, extension = name.rpartition(".")
    if extension != "json":
        raise ProblemError(Problem.of("not-found"))
    found = find_muscle(site.catalogue, muscle_id)
    if found.id != muscle_id:
        return RedirectResponse(f"/figures/patterns/{found.id}.json", status_code=308)
    return StoredResponse(
        await site.stored(
            f"/figures/patterns/{name}",
            JSON,
            lambda: patterns(site.catalogue, site.engine.causes, site.cards, found),
        )
    )
