"""The measure of all ratios: FastAPI routes that are async, do nothing, and return ready bytes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response

FOLDER = "KNOTMAP_BENCHMARK_PAYLOADS"


def _add(app: FastAPI, name: str, headers: dict[str, str], body: bytes) -> None:
    async def constant() -> Response:
        return Response(body, headers=headers)

    app.api_route(f"/{name}", methods=["GET", "POST"])(constant)


def make() -> FastAPI:
    """Make an application with one constant route per file of the folder of payloads."""
    app = FastAPI()
    folder = Path(os.environ[FOLDER])
    listed: dict[str, Any] = json.loads((folder / "payloads.json").read_text())
    for name, headers in listed.items():
        _add(app, name, headers, (folder / name).read_bytes())
    return app
