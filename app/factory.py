"""Make the application from explicit parts: all wiring is here, nothing happens at import."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from app.catalogue.service import CatalogueSource
from app.errors import KnotmapError
from app.figures import Figures
from app.settings import Settings
from app.web import api, api_docs, handlers, map_routes, match_routes, pages, plate_routes
from app.web.front import FrontedApp
from app.web.middleware import BodyLimit, ErrorShield, HeadAsGet, KeptAnswers, SecurityHeaders
from app.web.openapi import PREFIX, SUMMARY, TITLE, VERSION, describe
from app.web.problems import ProblemError
from app.web.shortcut import Shortcut
from app.web.site import SiteKeeper


def create_app(
    catalogue_source: CatalogueSource,
    figures: Figures,
    settings: Settings,
    settle: Callable[[], None] | None = None,
) -> FrontedApp:
    """Make the application.

    Parameters
    ----------
    catalogue_source : CatalogueSource
        A `CatalogueService`, or a `FixedCatalogue`.
    figures : Figures
        Figures that fit the catalogue.
    settings : Settings
        Folders of assets and templates; whether changed data files are taken up.
    settle : callable, optional
        Called when all that is made from a catalogue is there, as `app.process.settle` wants it.

    Raises
    ------
    FiguresError
        When the figures do not fit the catalogue.
    """
    keeper = SiteKeeper(catalogue_source, figures, settings, settle)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            if settings.watch:
                await stack.enter_async_context(catalogue_source.watching())
            # Beside the first answers, not before them.
            warming = asyncio.create_task(asyncio.to_thread(keeper.warm_up))
            yield
            await warming

    app = FrontedApp(
        title=TITLE,
        summary=SUMMARY,
        version=VERSION,
        lifespan=lifespan,
        openapi_url=f"{PREFIX}/openapi.json",
        # The framework's own pages load scripts from elsewhere; /api/docs is ours.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # Bodies are health data: nothing may be recorded of a request, wherever it is exported to.
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
        front=[
            Middleware(SecurityHeaders),
            Middleware(ErrorShield),
            Middleware(Shortcut, answers=match_routes.ANSWERS, site_now=lambda: keeper.site),
            Middleware(KeptAnswers, find=keeper.find),
        ],
        # A second shield: the framework's own error page must never see a failure of a route.
        middleware=[Middleware(ErrorShield), Middleware(HeadAsGet), Middleware(BodyLimit)],
        exception_handlers={
            ProblemError: handlers.handle_problem,
            KnotmapError: handlers.handle_domain_error,
            HTTPException: handlers.handle_http_error,
            RequestValidationError: handlers.handle_validation_error,
        },
    )
    app.state.keeper = keeper
    # Taken over one by one: an included router is searched anew at each request, which alone
    # would cost a match a third of its time.
    routers = (match_routes, api, pages, plate_routes, map_routes, api_docs)
    for router in (module.router for module in routers):
        app.router.routes.extend(router.routes)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app
