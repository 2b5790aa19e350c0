"""The routes of what the map shows at a wish: other bodies, muscles, bones, points, patterns."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.catalogue.models import Depth
from app.drawings import Drawings
from app.web.bodies import PUBLIC, StoredBody, StoredResponse
from app.web.dependencies import IdInPath, SiteNow, get_keeper
from app.web.lookups import find_muscle
from app.web.map_layers import depth_sheet, patterns, places, skeleton_sheet
from app.web.problems import Problem, ProblemError
from app.web.site import JSON

router = APIRouter(include_in_schema=False)

_SVG = "image/svg+xml"


@router.get("/figures/bodies/{name}")
async def body_type(name: IdInPath, request: Request, site: SiteNow) -> Response:
    """Describe a further body: its pictures, and where they show each point: `female.json`."""
    bodies = get_keeper(request).bodies
    stem, _, extension = name.rpartition(".")
    if extension != "json" or stem not in bodies.names[1:]:
        raise ProblemError(Problem.of("not-found"))
    return StoredResponse(
        await site.stored(f"/figures/bodies/{name}", JSON, lambda: bodies.describe(stem))
    )


@router.get("/figures/bodies/{body}/muscles/{name}")
async def muscle(body: IdInPath, name: IdInPath, request: Request, site: SiteNow) -> Response:
    """Give a muscle's shapes for the views of a body, without colours: `temporalis.svg`."""
    muscle_id, _, extension = name.rpartition(".")
    drawings = _drawings(request, body)
    found = find_muscle(site.catalogue, muscle_id)
    content = drawings.svg_bytes(found.id) if extension == "svg" else None
    if content is None:
        raise ProblemError(Problem.of("not-found"))
    return StoredResponse(StoredBody(content, _SVG, PUBLIC).compressed())


@router.get("/figures/bodies/{body}/depths/{name}")
async def depth(body: IdInPath, name: IdInPath, request: Request, site: SiteNow) -> Response:
    """Give the muscles of a depth that a view of a body shows: `front.deep.svg`."""
    view, _, rest = name.partition(".")
    drawings = _drawings(request, body)
    chosen = next((depth for depth in Depth if rest == f"{depth.value}.svg"), None)
    if chosen is None or view not in site.figures.view_by_id:
        raise ProblemError(Problem.of("not-found"))
    return StoredResponse(
        await site.stored(
            f"/figures/bodies/{body}/depths/{name}",
            _SVG,
            lambda: depth_sheet(site.catalogue, drawings, view, chosen),
        )
    )


@router.get("/figures/bodies/{body}/skeleton/{name}")
async def skeleton(body: IdInPath, name: IdInPath, request: Request, site: SiteNow) -> Response:
    """Give the bones that a view of a body shows: `front.svg`."""
    view, _, extension = name.rpartition(".")
    folder = _drawings(request, body).folder.parent
    if extension != "svg" or view not in site.figures.view_by_id:
        raise ProblemError(Problem.of("not-found"))
    return StoredResponse(
        await site.stored(
            f"/figures/bodies/{body}/skeleton/{name}", _SVG, lambda: skeleton_sheet(folder, view)
        )
    )


def _drawings(request: Request, body: str) -> Drawings:
    bodies = get_keeper(request).bodies
    if body not in bodies.names:
        raise ProblemError(Problem.of("not-found"))
    return bodies.drawings(body)


@router.get("/figures/points.json")
async def points(site: SiteNow) -> Response:
    """Give where every trigger point is in every view of the neutral body."""
    return StoredResponse(
        await site.stored(
            "/figures/points.json", JSON, lambda: places(site.catalogue, site.figures)
        )
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
