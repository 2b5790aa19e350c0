"""Find where trigger points are drawn: on the skin in 3D, then in every view that shows them.

Takes the catalogue's positions (landmarks and offsets, no pixels) and gives picture positions in
mm. Must not know clinical matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from atlas.authored import Authored
from atlas.carrying import Carrier
from atlas.muscles.laying import LaidPart
from atlas.muscles.lookup import SheetLookup
from atlas.placing import PositionError
from atlas.scene import Frame
from atlas.vocabulary import DATA_FOLDER

FloatArray = NDArray[np.float64]

# A point is seen where the surface at its pixel is this near: the slant of skin within a pixel, and
# a fold's lip, but not another limb.
NEAR_MM = 8.0
# ... and where the skin faces the viewer by more than grazing.
FACING_COSINE = 0.08


@dataclass(frozen=True)
class SurfacePoint:
    """A trigger point on the left half of the body.

    Attributes
    ----------
    sides : left and right, or the one side it is described on
    point_mm, normal : (3,) on the left, body frame
    through : of a point within the body, the views that show it, with its muscle, as if seen
        through; empty for a point on the skin
    """

    id: str
    sides: tuple[str, ...]
    point_mm: FloatArray
    normal: FloatArray
    through: tuple[str, ...] = ()


def read_positions(path: Path = DATA_FOLDER / "trigger_points.yaml") -> list[dict[str, Any]]:
    """Read the catalogue's trigger points: muscle, id, position, only_side; none when absent."""
    if not path.exists():
        return []
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [
        {"muscle": muscle.get("id")}
        | {key: point.get(key) for key in ("id", "position", "only_side")}
        for muscle in data.get("muscles") or []
        for point in muscle.get("trigger_points") or []
    ]


def place_points(
    authored: Authored,
    records: Sequence[Mapping[str, Any]],
    laid: Mapping[str, tuple[LaidPart, ...]] | None = None,
) -> tuple[tuple[SurfacePoint, ...], tuple[str, ...]]:
    """Put trigger points on the skin, or within the body on the sheets that lie there.

    Parameters
    ----------
    laid : muscles whose sheets have been laid on this body already

    Returns
    -------
    points : those that could be placed, in the catalogue's order
    problems : one line for each other one
    """
    found: list[SurfacePoint] = []
    problems: list[str] = []
    sheets = SheetLookup(
        authored.scene, authored.is_exposed, authored.placer, authored.landmarks, laid=laid
    )
    for record in records:
        try:
            position = dict(record["position"])
            if len(position.get("between", ())) == 2:
                position.setdefault("along", 0.5)
            through: tuple[str, ...] = ()
            if "part" in position:
                point, through = sheets.place(record["muscle"], position)
            else:
                point = authored.layer.place(position)
        except (PositionError, TypeError) as error:
            problems.append(f"data/trigger_points.yaml: {record['id']}: position: {error}")
            continue
        only = record["only_side"]
        sides = (only,) if only else ("left", "right")
        normal = authored.layer.normal_at(point)
        found.append(SurfacePoint(record["id"], sides, point, normal, through))
    return tuple(found), tuple(problems)


def carried_points(points: Sequence[SurfacePoint], carrier: Carrier) -> tuple[SurfacePoint, ...]:
    """Carry trigger points from the neutral body to another."""

    def carried(point: SurfacePoint) -> SurfacePoint:
        if point.through:
            return replace(point, point_mm=carrier.carry_within(point.point_mm))
        place, normal = carrier.carry(point.point_mm)
        return replace(point, point_mm=place, normal=normal)

    return tuple(map(carried, points))


def seen_points(frame: Frame, points: Sequence[SurfacePoint]) -> dict[str, tuple[float, float]]:
    """Return where left points are seen in a raster that shows the patient's left, by id."""
    if not points:
        return {}
    camera = frame.camera
    places = np.array([point.point_mm for point in points])
    normals = np.array([point.normal for point in points])
    flat = camera.project(places)
    pixels = np.floor(camera.to_px(flat)).astype(np.int64)
    height, width = frame.is_hit.shape
    faces = -(normals @ camera.forward) > FACING_COSINE
    found: dict[str, tuple[float, float]] = {}
    for point, (column, row), (x, y), is_facing in zip(
        points, pixels.tolist(), flat.tolist(), faces.tolist(), strict=True
    ):
        if not (0 <= row < height and 0 <= column < width) or not frame.is_hit[row, column]:
            continue
        if point.through:
            if frame.view.id in point.through:
                found[point.id] = (round(x, 1) + 0.0, round(y, 1) + 0.0)
            continue
        if not is_facing:
            continue
        there = frame.points_body_mm[row, column].astype(np.float64)
        there[0] = abs(there[0])
        if float(np.linalg.norm(there - point.point_mm)) <= NEAR_MM:
            found[point.id] = (round(x, 1) + 0.0, round(y, 1) + 0.0)
    return found


def point_entries(
    points: Sequence[SurfacePoint],
    seen: Mapping[str, tuple[float, float]],
    sides: Sequence[str],
) -> tuple[dict[str, Any], ...]:
    """Describe the seen points of a view, on sides it shows; a right point mirrors its left."""
    return tuple(
        {
            "trigger_point": point.id,
            "side": side,
            "point": [seen[point.id][0] if side == "left" else 0.0 - seen[point.id][0],
                      seen[point.id][1]],
        }
        for point in points
        if point.id in seen
        for side in sides
        if side in point.sides
    )  # fmt: skip
