"""The framework with layers of ours before its own, for what is answered without it.

The framework's layers (its error page, its telemetry, its own limit) cost a kept page or a match as
much time as finding the answer. Knows nothing of what the layers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp


class FrontedApp(FastAPI):
    """FastAPI behind layers that see every request first.

    Parameters
    ----------
    front : sequence of Middleware
        From the outside. Layers given as `middleware` stand behind the framework's own.
    """

    def __init__(self, *, front: Sequence[Middleware], **framework: Any) -> None:  # noqa: ANN401
        super().__init__(**framework)
        self.front = front

    def build_middleware_stack(self) -> ASGIApp:
        """Put the layers together; the framework asks once."""
        app = super().build_middleware_stack()
        for layer, given, named in reversed(self.front):
            app = layer(app, *given, **named)
        return app
