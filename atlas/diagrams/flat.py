"""Lay a muscle's parts flat in constructed views, and draw them as sheets on the body are drawn.

The rows are points of the picture, so `along` and `across` mean the same place as on the body. What
lies behind a bone is left out. Must not know files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from atlas.diagrams.rows import FlatRows
from atlas.diagrams.views import covered_area
from atlas.muscles.laying import LaidPart, lay_free
from atlas.muscles.seeing import SeenPart, refined, soft
from atlas.muscles.sheets import SheetPart

FloatArray = NDArray[np.float64]
Point = tuple[float, float]

# Where bone hides a muscle the edge is soft over this many samples of the sheet.
SOFTENING = 0.8


def flat_views(parts: Sequence[SheetPart]) -> tuple[str, ...]:
    """Return the constructed views that show a muscle, in the order of its parts."""
    return tuple(dict.fromkeys(rows.view for part in parts for rows in part.flat))


def lay_flat(part: SheetPart, rows: FlatRows) -> LaidPart:
    """Lay a part in a picture: its third coordinate is 0, and it faces the viewer."""
    corners = [np.array([(*point, 0.0) for point in row]) for row in rows.rows]
    belly = part.belly if rows.belly is None else rows.belly
    flesh = part.flesh if rows.flesh is None else ((rows.flesh[0],), (rows.flesh[1],))
    here = replace(part, belly=belly, flesh=flesh)
    return lay_free(here, corners, np.array([0.0, 0.0, 1.0]))


def see_flat(part: SheetPart, rows: FlatRows) -> SeenPart:
    """Look at a part in its picture; bones that it lies behind hide it."""
    laid = lay_flat(part, rows)
    places = refined(laid.points_mm)[..., :2]
    sight = np.ones(places.shape[:2])
    if rows.behind:
        before = covered_area(rows.view, rows.behind)
        hidden = shapely.contains_xy(before, places[..., 0], places[..., 1])
        sight = soft(1.0 - hidden.astype(np.float64), SOFTENING)
    first, second = places[1:, 1:] - places[:-1, :-1], places[1:, :-1] - places[:-1, 1:]
    area = 0.5 * np.abs(first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0])
    seen_mm2 = float((area * (sight[1:, 1:] > 0.5)).sum())
    return SeenPart(laid, places, sight, seen_mm2 / float(area.sum()), seen_mm2)


def flat_places(position: Mapping[str, Any], parts: Sequence[SheetPart]) -> dict[str, Point]:
    """Return where constructed views show a trigger point of the left, by view, picture mm.

    Parameters
    ----------
    position : as the catalogue has it; only one on a muscle's sheet can be shown
    """
    found: dict[str, Point] = {}
    for part in parts:
        if part.id == position.get("part"):
            for rows in part.flat:
                at, _ = lay_flat(part, rows).at(float(position["along"]), float(position["across"]))
                found[rows.view] = (round(float(at[0]), 1) + 0.0, round(float(at[1]), 1) + 0.0)
    return found
