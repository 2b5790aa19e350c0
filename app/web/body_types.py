"""The body in its types: a female or a male body's pictures, its points on them, its muscles.

The page comes with the neutral body; another is asked for by those who choose it, as one JSON
object, made from that body's manifest at the first request. What the matcher measures is the
neutral body's for all.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.drawings import Drawings, load_drawings
from app.errors import FiguresError
from app.figures import MANIFEST, load_figures
from app.web.assets import AssetStore
from app.web.point_places import all_places

NEUTRAL = "neutral"
LABELS = {NEUTRAL: "Neutral", "female": "Female", "male": "Male"}


class BodyTypes:
    """Knows which bodies are built, and describes each.

    Parameters
    ----------
    folder : Path
        The folder of the figures, `static/svg`, with one folder for each further body.
    assets : AssetStore
        Takes in the pictures of a body when it is first described.
    """

    def __init__(self, folder: Path, assets: AssetStore) -> None:
        self._folder = folder
        self._assets = assets
        self._drawings: dict[str, Drawings] = {}
        built = (name for name in LABELS if (folder / name / MANIFEST).is_file())
        self.names: tuple[str, ...] = (NEUTRAL, *built)

    def drawings(self, name: str) -> Drawings:
        """Give the muscles of one of the bodies; read at the first wish.

        Raises
        ------
        FiguresError
            When the body's files are damaged.
        """
        found = self._drawings.get(name)
        if found is None:
            found = self._drawings[name] = load_drawings(
                self._folder / ("" if name == NEUTRAL else name)
            )
        return found

    def describe(self, name: str) -> str:
        """Give a body's views and points as JSON text.

        Returns
        -------
        str
            `views`: per view its `url` and `viewBox`; `points`: per `trigger-point:side` where its
            X is in each view, as the cards have it (`front:1.2,3.4 left:5,6`).

        Raises
        ------
        FiguresError
            When there is no such body, or its files are damaged.
        """
        if name not in self.names or name == NEUTRAL:
            raise FiguresError(f"there is no body '{name}'", "run `make atlas`")
        figures = load_figures(self._folder / name)
        views = {}
        for view in figures.views:
            url = self._assets.add_view(f"{name}-{view.id}", figures.svg_bytes(view.id))
            views[view.id] = {"url": url, "viewBox": " ".join(f"{v:g}" for v in view.view_box)}
        described = {"body": name, "views": views, "points": all_places(figures)}
        return json.dumps(described, separators=(",", ":"))
