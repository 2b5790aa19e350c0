"""The routes of the pages that people read."""

from __future__ import annotations

from xml.sax.saxutils import escape

from fastapi import APIRouter, Request
from starlette.datastructures import URL
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.web.about_page import about_context, problem_page_context
from app.web.area_pages import area_context, areas_context
from app.web.bodies import PRIVATE, StoredResponse
from app.web.coverage_page import coverage_context
from app.web.dependencies import IdInPath, SiteNow, get_keeper
from app.web.lookups import find_area, find_muscle, find_symptom, find_technique, find_zone
from app.web.muscle_pages import muscle_context, muscles_context
from app.web.problems import PROBLEMS, Problem, ProblemError
from app.web.site import Site
from app.web.symptom_pages import symptom_context, symptoms_context
from app.web.technique_pages import technique_context, techniques_context
from app.web.zone_pages import zone_context, zones_context

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(site: SiteNow) -> Response:
    """Show the map without marks."""
    return StoredResponse(site.home)


@router.get("/muscles")
async def muscles(site: SiteNow) -> Response:
    """List the muscles by region."""
    return StoredResponse(
        await site.page(
            "/muscles", "muscles.html", lambda: muscles_context(site.catalogue, site.frame)
        )
    )


@router.get("/muscles/{muscle_id}")
async def muscle(muscle_id: IdInPath, site: SiteNow) -> Response:
    """Show a muscle; a former id moves to the present one."""
    found = find_muscle(site.catalogue, muscle_id)
    path = f"/muscles/{found.id}"
    if found.id != muscle_id:
        return RedirectResponse(path, status_code=308)
    return StoredResponse(
        await site.page(
            path,
            "muscle.html",
            lambda: muscle_context(
                found, site.catalogue, site.figures, site.drawings, site.book, site.frame
            ),
        )
    )


@router.get("/zones")
async def zones(site: SiteNow) -> Response:
    """List the zones by part of the body."""
    return StoredResponse(
        await site.page("/zones", "zones.html", lambda: zones_context(site.catalogue, site.frame))
    )


@router.get("/zones/{zone_id}")
async def zone(zone_id: IdInPath, site: SiteNow) -> Response:
    """Show a zone and what refers to it; a former id moves to the present one."""
    found = find_zone(site.catalogue, zone_id)
    path = f"/zones/{found.id}"
    if found.id != zone_id:
        return RedirectResponse(path, status_code=308)
    return StoredResponse(
        await site.page(
            path,
            "zone.html",
            lambda: zone_context(found, site.catalogue, site.figures, site.book, site.frame),
        )
    )


@router.get("/areas")
async def areas(site: SiteNow) -> Response:
    """List the pain areas."""
    return StoredResponse(
        await site.page("/areas", "areas.html", lambda: areas_context(site.catalogue, site.frame))
    )


@router.get("/areas/{area_id}")
async def area(area_id: IdInPath, site: SiteNow) -> Response:
    """Show an area and the muscles that refer into it."""
    found = find_area(site.catalogue, area_id)
    return StoredResponse(
        await site.page(
            f"/areas/{found.id}",
            "area.html",
            lambda: area_context(found, site.catalogue, site.figures, site.book, site.frame),
        )
    )


@router.get("/symptoms")
async def symptoms(site: SiteNow) -> Response:
    """List the symptoms besides pain."""
    return StoredResponse(
        await site.page(
            "/symptoms", "symptoms.html", lambda: symptoms_context(site.catalogue, site.frame)
        )
    )


@router.get("/symptoms/{symptom_id}")
async def symptom(symptom_id: IdInPath, site: SiteNow) -> Response:
    """Show a symptom and the muscles described with it."""
    found = find_symptom(site.catalogue, symptom_id)
    return StoredResponse(
        await site.page(
            f"/symptoms/{found.id}",
            "symptom.html",
            lambda: symptom_context(found, site.catalogue, site.frame),
        )
    )


@router.get("/techniques")
async def techniques(site: SiteNow) -> Response:
    """List the techniques."""
    return StoredResponse(
        await site.page(
            "/techniques", "techniques.html", lambda: techniques_context(site.catalogue, site.frame)
        )
    )


@router.get("/techniques/{technique_id}")
async def technique(technique_id: IdInPath, site: SiteNow) -> Response:
    """Show a technique and the muscles for which it is named."""
    found = find_technique(site.catalogue, technique_id)
    return StoredResponse(
        await site.page(
            f"/techniques/{found.id}",
            "technique.html",
            lambda: technique_context(found, site.catalogue, site.frame),
        )
    )


@router.get("/coverage")
async def coverage(site: SiteNow) -> Response:
    """Show what is there, missing, disputed and recalled."""
    return StoredResponse(
        await site.page(
            "/coverage", "coverage.html", lambda: coverage_context(site.catalogue, site.frame)
        )
    )


@router.get("/about")
async def about(site: SiteNow) -> Response:
    """Show method, sources and the debate."""
    return StoredResponse(
        await site.page("/about", "about.html", lambda: about_context(site.catalogue, site.frame))
    )


@router.get("/problems/{code}")
async def problem(code: IdInPath, site: SiteNow) -> Response:
    """Explain a kind of problem of the API."""
    kind = PROBLEMS.get(code)
    if kind is None:
        raise ProblemError(Problem.of("not-found"))
    return StoredResponse(
        await site.page(
            f"/problems/{code}", "problem.html", lambda: problem_page_context(kind, site.frame)
        )
    )


@router.get("/healthz")
async def healthz(request: Request) -> Response:
    """Tell operators whether the catalogue in use is the one in the files."""
    status = get_keeper(request).source.status
    return JSONResponse(status.as_json(), headers={"cache-control": PRIVATE})


@router.get("/favicon.ico")
async def favicon(request: Request) -> Response:
    """Lead browsers that look for the old name to the picture."""
    return RedirectResponse(get_keeper(request).assets.url("favicon.svg"), status_code=307)


@router.get("/robots.txt")
async def robots(request: Request, site: SiteNow) -> Response:
    """Let every page be indexed, and name the sitemap."""
    text = f"User-agent: *\nDisallow: /match\n\nSitemap: {_origin(request, site)}/sitemap.xml\n"
    return Response(text, media_type="text/plain", headers={"cache-control": "no-cache"})


@router.get("/sitemap.xml")
async def sitemap(request: Request, site: SiteNow) -> Response:
    """List the address of every page."""
    catalogue = site.catalogue
    paths = [
        *("/", "/muscles", "/zones", "/areas", "/symptoms", "/techniques", "/about", "/coverage"),
        *(f"/muscles/{muscle.id}" for muscle in catalogue.muscles),
        *(f"/zones/{zone.id}" for zone in catalogue.zones),
        *(f"/areas/{area.id}" for area in catalogue.areas),
        *(f"/symptoms/{symptom.id}" for symptom in catalogue.symptoms),
        *(f"/techniques/{technique.id}" for technique in catalogue.techniques),
    ]
    origin = _origin(request, site)
    rows = "".join(f"<url><loc>{escape(origin + path)}</loc></url>\n" for path in paths)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )
    return Response(text, media_type="application/xml", headers={"cache-control": "no-cache"})


def _origin(request: Request, site: Site) -> str:
    """Give the address of the site: the operator's, or the one that this request used."""
    url: URL = request.base_url
    return site.public_url or str(url).rstrip("/")
