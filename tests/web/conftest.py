from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.catalogue.catalogue import Catalogue
from tests.web.worlds import make_app, world_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return world_catalogue()


@pytest.fixture(scope="session")
def app(catalogue: Catalogue) -> FastAPI:
    return make_app(catalogue)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False) as client:
        yield client
