"""Where a muscle's trigger points are: on its sheet or on the skin, and in the views that show it.

Takes positions as the catalogue has them. Must not know clinical matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.diagrams.flat import flat_places
from atlas.landmarks import LandmarkPoints
from atlas.muscles.drawing import MuscleDrawing
from atlas.muscles.laying import LaidPart
from atlas.muscles.lookup import part_named
from atlas.muscles.seeing import Viewer
from atlas.muscles.skinpatch import SkinPaths
from atlas.placing import Placer, PositionError
from atlas.points import SurfacePoint, seen_points

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class PlacedPoint:
    """A trigger point on the left half of the body.

    Attributes
    ----------
    point_mm, normal : (3,) body frame
    is_inside : it lies within the body and is shown as if seen through
    flat_mm : by constructed view, its place in the picture
    """

    id: str
    point_mm: FloatArray
    normal: FloatArray
    is_inside: bool = False
    flat_mm: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def place_point(
    record: Mapping[str, Any],
    laid: Sequence[LaidPart],
    placer: Placer,
    landmarks: LandmarkPoints,
    skin: SkinPaths,
) -> PlacedPoint | str:
    """Place a trigger point, or say what is wrong with its position."""
    position = dict(record["position"])
    if "part" in position:
        try:
            part = part_named(laid, position)
        except PositionError as error:
            return str(error)
        point, normal = part.at(float(position["along"]), float(position["across"]))
        flat = flat_places(position, [one.part for one in laid])
        return PlacedPoint(record["id"], point, normal, part.part.lie == "inside", flat)
    if len(position.get("between", ())) == 2:
        position.setdefault("along", 0.5)
    try:
        point = placer.place(position, landmarks.left_mm)
    except PositionError as error:
        return str(error)
    return PlacedPoint(record["id"], point, skin.normal_near(point))


def points_in_views(
    drawn: MuscleDrawing, points: Sequence[PlacedPoint], viewer: Viewer
) -> dict[str, dict[str, tuple[float, float]]]:
    """Return where the muscle's views show its left points: by view, then point, picture mm."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    on_skin = [
        SurfacePoint(point.id, ("left",), point.point_mm, point.normal)
        for point in points
        if not point.is_inside
    ]
    for view in drawn.views:
        for view_id in view.views:
            if view.is_open:
                found[view_id] = {p.id: p.flat_mm[view_id] for p in points if view_id in p.flat_mm}
                continue
            shown = seen_points(viewer.frame(view_id), on_skin)
            for point in points:
                if point.is_inside:
                    x, y = viewer.camera(view_id).project(point.point_mm[None])[0].tolist()
                    shown[point.id] = (round(x, 1) + 0.0, round(y, 1) + 0.0)
            found[view_id] = {point.id: shown[point.id] for point in points if point.id in shown}
    return found
