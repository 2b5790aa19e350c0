"""Where trigger points are in views, as pages and scripts write it: `front:1.2,3.4 left:5,6`."""

from __future__ import annotations

from collections.abc import Mapping

from app.figures import Figures, Point


def write_places(places: Mapping[str, Point]) -> str:
    """Write where the X is, by view."""
    return " ".join(f"{view}:{x:g},{y:g}" for view, (x, y) in places.items())


def all_places(figures: Figures) -> dict[str, str]:
    """Write the places of every trigger point, by `trigger-point:side`."""
    found: dict[str, dict[str, Point]] = {}
    for view in figures.views:
        for item in view.trigger_points:
            found.setdefault(f"{item.trigger_point}:{item.side}", {})[view.id] = item.point
    return {key: write_places(places) for key, places in found.items()}
