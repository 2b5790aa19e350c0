"""The routes of the JSON API, under /api/v1.

Answers to GET are made once per catalogue version and kept as bytes; the declared response models
describe them and are held against them in tests. The match itself is in `match_routes.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Muscle, Symptom, Technique, Zone
from app.web import api_models as models
from app.web.bodies import PRIVATE, StoredResponse
from app.web.dependencies import (
    CandidateLimit,
    HitLimit,
    IdInPath,
    QueryText,
    SideInQuery,
    SiteNow,
    get_keeper,
)
from app.web.lookups import find_area, find_muscle, find_trigger_point, find_zone
from app.web.openapi import PREFIX, errors
from app.web.site import JSON, VERSION_HEADER, Site

router = APIRouter(prefix=PREFIX)


@router.get(
    "/search",
    tags=["search"],
    summary="Search in plain words",
    response_model=models.SearchOut,
    responses=errors(422),
)
async def search(q: QueryText, site: SiteNow, limit: HitLimit = 12) -> Response:
    """Find areas, zones, muscles and symptoms; "left" and "right" choose the side of the marks."""
    found = {
        "hits": [asdict(hit) for hit in site.search.find(q, limit)],
        "catalogue_version": site.catalogue.version,
    }
    return Response(_text(found), media_type=JSON, headers={"cache-control": PRIVATE})


@router.get(
    "/zones/{zone_id}/candidates",
    tags=["match"],
    summary="Match one zone",
    response_model=models.MatchOut,
    responses=errors(404, 422),
)
async def zone_candidates(
    zone_id: IdInPath, site: SiteNow, side: SideInQuery = None, limit: CandidateLimit = None
) -> Response:
    """Give the candidates for one zone, on one side or on every side that it has."""
    zone = find_zone(site.catalogue, zone_id)
    marks = site.reader.zone_on_side(zone, side)
    answer = site.engine.match_json(marks, (), limit, site.warnings.as_json(marks))
    return Response(answer, media_type=JSON, headers={"cache-control": PRIVATE})


@router.get("/muscles", tags=["catalogue"], response_model=list[models.MuscleRow])
async def muscles(site: SiteNow) -> Response:
    """List the muscles, head to toe."""
    return await _kept(site, "/muscles", lambda: [_muscle_row(m) for m in site.catalogue.muscles])


@router.get(
    "/muscles/{muscle_id}",
    tags=["catalogue"],
    response_model=models.MuscleOut,
    responses=errors(404),
)
async def muscle(muscle_id: IdInPath, site: SiteNow) -> Response:
    """Give everything about a muscle, its care too; a former id moves to the present one."""
    found = find_muscle(site.catalogue, muscle_id)
    return await _kept_record(
        site, "muscles", muscle_id, found.id, lambda: _muscle(site.catalogue, found)
    )


@router.get("/trigger-points", tags=["catalogue"], response_model=list[models.TriggerPointOut])
async def trigger_points(site: SiteNow) -> Response:
    """List the trigger points with their referrals."""
    return await _kept(
        site,
        "/trigger-points",
        lambda: [
            {**_dump(point), "muscle": muscle.id}
            for muscle, point in site.catalogue.trigger_point_by_id.values()
        ],
    )


@router.get(
    "/trigger-points/{point_id}",
    tags=["catalogue"],
    response_model=models.TriggerPointOut,
    responses=errors(404),
)
async def trigger_point(point_id: IdInPath, site: SiteNow) -> Response:
    """Give a trigger point; a former id moves to the present one."""
    muscle, point = find_trigger_point(site.catalogue, point_id)
    return await _kept_record(
        site, "trigger-points", point_id, point.id, lambda: {**_dump(point), "muscle": muscle.id}
    )


@router.get("/zones", tags=["catalogue"], response_model=list[models.ZoneRow])
async def zones(site: SiteNow) -> Response:
    """List the zones, head to toe, with the sides they exist on."""
    return await _kept(site, "/zones", lambda: [_zone_row(zone) for zone in site.catalogue.zones])


@router.get(
    "/zones/{zone_id}", tags=["catalogue"], response_model=models.ZoneOut, responses=errors(404)
)
async def zone(zone_id: IdInPath, site: SiteNow) -> Response:
    """Give a zone and what is described as referring to it; a former id moves to the present."""
    found = find_zone(site.catalogue, zone_id)

    def record() -> dict[str, Any]:
        referrals = [
            {
                "muscle": muscle.id,
                "trigger_point": point.id,
                "level": referral.level,
                "laterality": referral.laterality,
            }
            for muscle, point, referral in site.catalogue.referrals_into(found.id)
        ]
        return {**_zone_row(found), "referrals": referrals}

    return await _kept_record(site, "zones", zone_id, found.id, record)


@router.get("/areas", tags=["catalogue"], response_model=list[models.AreaOut])
async def areas(site: SiteNow) -> Response:
    """List the pain areas, each a named set of zones."""
    return await _kept(site, "/areas", lambda: _dump_all(site.catalogue.areas))


@router.get(
    "/areas/{area_id}", tags=["catalogue"], response_model=models.AreaOut, responses=errors(404)
)
async def area(area_id: IdInPath, site: SiteNow) -> Response:
    """Give a pain area."""
    found = find_area(site.catalogue, area_id)
    return await _kept_record(site, "areas", area_id, found.id, lambda: _dump(found))


@router.get("/symptoms", tags=["catalogue"], response_model=list[Symptom])
async def symptoms(site: SiteNow) -> Response:
    """List the non-pain symptoms that a match takes."""
    return await _kept(site, "/symptoms", lambda: _dump_all(site.catalogue.symptoms))


@router.get("/techniques", tags=["catalogue"], response_model=list[Technique])
async def techniques(site: SiteNow) -> Response:
    """List the release techniques that care records name."""
    return await _kept(site, "/techniques", lambda: _dump_all(site.catalogue.techniques))


@router.get("/views", tags=["figure"], response_model=list[models.ViewOut])
async def views(request: Request, site: SiteNow) -> Response:
    """List the pictures of the body, with the zones each shows."""
    urls = get_keeper(request).figure_urls
    return await _kept(
        site,
        "/views",
        lambda: [
            {
                "id": view.id,
                "label": view.label,
                "group": view.group,
                "url": urls[view.id],
                "view_box": view.view_box,
                "zones": [{"zone": item.zone, "side": item.side} for item in view.zones],
            }
            for view in site.figures.views
        ],
    )


@router.get("/catalogue", tags=["catalogue"], response_model=models.CatalogueOut)
async def catalogue(site: SiteNow) -> Response:
    """Give the whole catalogue as one download."""
    whole = site.catalogue
    return await _kept(
        site,
        "/catalogue",
        lambda: {
            "version": whole.version,
            "groups": _dump_all(whole.groups),
            "zones": _dump_all(whole.zones),
            "areas": _dump_all(whole.areas),
            "muscles": _dump_all(whole.muscles),
            "symptoms": _dump_all(whole.symptoms),
            "sources": _dump_all(whole.sources),
            "warnings": _dump_all(whole.warnings),
            "techniques": _dump_all(whole.techniques),
            "care": _dump_all(whole.care),
            "gaps": _dump_all(whole.gaps),
        },
    )


def _dump(record: BaseModel) -> dict[str, Any]:
    return record.model_dump(mode="json")


def _dump_all(records: Iterable[BaseModel]) -> list[dict[str, Any]]:
    return [_dump(record) for record in records]


def _muscle(catalogue: Catalogue, muscle: Muscle) -> dict[str, Any]:
    care = catalogue.care_by_muscle.get(muscle.id)
    return {**_dump(muscle), "care": _dump(care) if care else None}


def _zone_row(zone: Zone) -> dict[str, Any]:
    return {**_dump(zone), "sides": list(zone.sides)}


def _muscle_row(muscle: Muscle) -> dict[str, Any]:
    return {
        "id": muscle.id,
        "name": muscle.name,
        "latin": muscle.latin,
        "plain": muscle.plain,
        "region": muscle.region,
        "trigger_points": [point.id for point in muscle.trigger_points],
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


async def _kept(site: Site, path: str, make: Callable[[], object]) -> Response:
    """Answer with the kept JSON of a path, made at the first request for it."""
    return StoredResponse(await site.stored(PREFIX + path, JSON, lambda: _text(make())))


async def _kept_record(
    site: Site, kind: str, asked: str, known: str, make: Callable[[], object]
) -> Response:
    """Answer with the kept JSON of a record, or move from a former id to the present one."""
    if asked != known:
        version = {VERSION_HEADER: site.catalogue.version}
        return RedirectResponse(f"{PREFIX}/{kind}/{known}", status_code=308, headers=version)
    return await _kept(site, f"/{kind}/{known}", make)
