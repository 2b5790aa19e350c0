"""The routes of figures that stand alone: a muscle or a trigger point as SVG or PNG."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.web.bodies import StoredResponse
from app.web.dependencies import IdInPath, SiteNow
from app.web.lookups import find_muscle, find_trigger_point
from app.web.problems import Problem, ProblemError

router = APIRouter(include_in_schema=False)

_FORMATS = ("svg", "png")


@router.get("/figures/muscles/{name}")
async def muscle_plate(name: IdInPath, site: SiteNow) -> Response:
    """Give the plate of a muscle; a former id moves to the present one."""
    muscle_id, extension = _split(name)
    found = find_muscle(site.catalogue, muscle_id)
    if found.id != muscle_id:
        return RedirectResponse(f"/figures/muscles/{found.id}.{extension}", status_code=308)
    return StoredResponse(await site.plates.give(found, None, as_png=extension == "png"))


@router.get("/figures/trigger-points/{name}")
async def point_plate(name: IdInPath, site: SiteNow) -> Response:
    """Give the plate of a trigger point; a former id moves to the present one."""
    point_id, extension = _split(name)
    muscle, point = find_trigger_point(site.catalogue, point_id)
    if point.id != point_id:
        return RedirectResponse(f"/figures/trigger-points/{point.id}.{extension}", status_code=308)
    return StoredResponse(await site.plates.give(muscle, point, as_png=extension == "png"))


def _split(name: str) -> tuple[str, str]:
    stem, _, extension = name.rpartition(".")
    if extension not in _FORMATS:
        raise ProblemError(Problem.of("not-found"))
    return stem, extension
