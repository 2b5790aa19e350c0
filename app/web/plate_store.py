"""Plates as kept answers: made at the first request for them, the oldest given up first."""

from __future__ import annotations

import asyncio

from app.catalogue.models import Muscle, TriggerPoint
from app.web.bodies import PUBLIC, AnswerCache, StoredBody
from app.web.plates import PlateMaker
from app.web.png import render_png

# About 15 plates as PNG or 150 as SVG: what one class looks at.
_KEPT_BYTES = 8 * 1024 * 1024


class PlateStore:
    """Gives plates as bytes ready to send.

    Parameters
    ----------
    maker : PlateMaker
    headers : tuple of (bytes, bytes)
        Put on every answer.
    """

    def __init__(self, maker: PlateMaker, headers: tuple[tuple[bytes, bytes], ...]) -> None:
        self._maker = maker
        self._headers = headers
        self._kept = AnswerCache(_KEPT_BYTES)

    async def give(self, muscle: Muscle, point: TriggerPoint | None, *, as_png: bool) -> StoredBody:
        """Give the plate of a muscle, or of one of its points, made off the event loop."""
        name = f"{point.id if point else muscle.id}{'.png' if as_png else '.svg'}"
        kept = self._kept.get(name)
        if kept is None:
            kept = await asyncio.to_thread(self._make, name, muscle, point, as_png)
        return kept

    def _make(
        self, name: str, muscle: Muscle, point: TriggerPoint | None, as_png: bool
    ) -> StoredBody:
        svg = self._maker.of_point(muscle, point) if point else self._maker.of_muscle(muscle)
        disposition = (b"content-disposition", f'inline; filename="knotmap-{name}"'.encode())
        headers = (*self._headers, disposition)
        if as_png:
            body = StoredBody(render_png(svg), "image/png", PUBLIC, headers)
        else:
            body = StoredBody(svg.encode(), "image/svg+xml", PUBLIC, headers).compressed()
        return self._kept.keep(name, body)
