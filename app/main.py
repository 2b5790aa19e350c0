"""The application of the project's own data files, for servers that import one."""

from __future__ import annotations

from app import process
from app.settings import settings_from

with process.starting():
    from app.catalogue.service import CatalogueService
    from app.factory import create_app
    from app.figures import load_figures

    _settings = settings_from()
    app = create_app(
        CatalogueService(_settings.data),
        load_figures(_settings.figures),
        _settings,
        settle=process.settle,
    )
