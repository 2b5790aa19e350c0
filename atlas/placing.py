"""Find described positions on the posed body: read off a grid, around a segment, between landmarks.

Takes a mapping as written in YAML and a scene, gives a surface point in the body frame (mm), left
side or midline. Must not know files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import VIEW_BY_ID, PieceName
from atlas.mesh import GROUP_CAP, GROUP_SKIN
from atlas.scene import Scene
from atlas.segments import SEGMENTS, SegmentRays
from atlas.surface import SurfaceQuery

FloatArray = NDArray[np.float64]

FACINGS: dict[str, FloatArray] = {
    "front": np.array([0.0, 0.0, 1.0]),
    "back": np.array([0.0, 0.0, -1.0]),
    "lateral": np.array([1.0, 0.0, 0.0]),
    "medial": np.array([-1.0, 0.0, 0.0]),
    "up": np.array([0.0, 1.0, 0.0]),
    "down": np.array([0.0, -1.0, 0.0]),
}
# A face agrees with a facing when its normal is within about 75 degrees of it: enough to tell front
# from back, not so strict that a rounded limb has no face left.
FACING_COSINE = 0.25

# Accepted fields of each kind of position, by the field that names the kind: required, optional.
POSITION_FIELDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "view": (frozenset({"view", "x_mm", "y_mm"}), frozenset()),
    "trunk": (frozenset({"segment", "y_mm", "around_deg"}), frozenset()),
    "segment": (frozenset({"segment", "along", "around_deg"}), frozenset()),
    "between": (frozenset({"between"}), frozenset({"along", "offset_mm", "facing"})),
}
OFFSET_AXES = ("lateral", "up", "forward")


class PositionError(ValueError):
    """One position is wrong; the message starts with the field's name."""


def check_position(position: Mapping[str, Any]) -> str:
    """Return which kind of position a mapping is: view, segment, trunk or between.

    Raises
    ------
    PositionError
        When fields are missing, unknown, or of the wrong type; the message names the field.
    """
    if "view" in position:
        kind = "view"
    elif "between" in position:
        kind = "between"
    elif "segment" in position:
        kind = "trunk" if position["segment"] == "trunk" else "segment"
    else:
        raise PositionError("position: needs one of view, segment, between")
    required, optional = POSITION_FIELDS[kind]
    for field in sorted(required - set(position)):
        raise PositionError(f"{field}: missing in a {kind} position")
    for field in sorted(set(position) - required - optional):
        raise PositionError(f"{field}: unknown in a {kind} position")
    for field in ("x_mm", "y_mm", "along", "around_deg"):
        if field in position:
            _number(field, position[field])
    if kind == "view" and position["view"] not in VIEW_BY_ID:
        raise PositionError(f"view: no view {position['view']!r}")
    if kind == "segment" and position["segment"] not in SEGMENTS:
        raise PositionError(
            f"segment: no segment {position['segment']!r}; there are {', '.join(SEGMENTS)}"
        )
    if kind == "between":
        names = position["between"]
        if not isinstance(names, list) or not 1 <= len(names) <= 2:
            raise PositionError("between: needs a list of one or two landmark ids")
        if len(names) == 2 and "along" not in position:
            raise PositionError("along: missing between two landmarks")
        offset = position.get("offset_mm", {})
        if not isinstance(offset, dict):
            raise PositionError(f"offset_mm: needs a mapping of {', '.join(OFFSET_AXES)}")
        for axis, value in offset.items():
            if axis not in OFFSET_AXES:
                raise PositionError(f"offset_mm.{axis}: use {', '.join(OFFSET_AXES)}")
            _number(f"offset_mm.{axis}", value)
        if position.get("facing", "front") not in FACINGS:
            raise PositionError(
                f"facing: {position['facing']!r} is not one of {', '.join(FACINGS)}"
            )
    return kind


def _number(field: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        raise PositionError(f"{field}: {value!r} is not a number")
    return float(value)


class Placer:
    """Finds positions on one posed body."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._queries: dict[PieceName, SurfaceQuery] = {}
        self._body = self._query("body")
        self._rays = SegmentRays(scene.body.joints, self._body)
        self._is_skin = scene.body.surface.groups == GROUP_SKIN

    def _query(self, piece: PieceName) -> SurfaceQuery:
        if piece not in self._queries:
            self._queries[piece] = SurfaceQuery(self._scene.piece(piece))
        return self._queries[piece]

    def place(
        self,
        position: Mapping[str, Any],
        known: Mapping[str, FloatArray],
        *,
        is_midline: bool = False,
    ) -> FloatArray:
        """Return the surface point of a position on the left side or the midline, (3,) mm.

        Parameters
        ----------
        position : one of
            `{view, x_mm, y_mm}`: read off a view's grid, the first surface behind it;
            `{segment, along, around_deg}`: around a limb, neck or head, see `SegmentRays.place`;
            `{segment: trunk, y_mm, around_deg}`: around the trunk at a height, arms ignored;
            `{between: [a, b], along, offset_mm: {lateral, up, forward}, facing}`: from `a` toward
            `b`, moved, then to the nearest skin that agrees with `facing`; `[a]` alone is allowed
        known : landmark id -> (3,) mm, for `between`
        is_midline : the point is put exactly on x = 0

        Raises
        ------
        PositionError
            When the position is malformed, names an unknown landmark or misses the body.
        """
        kind = check_position(position)
        if kind == "between":
            return self._between(position, known, is_midline)
        if kind == "view":
            point = self._in_view(position)
        elif kind == "trunk":
            found = self._rays.place_on_trunk(position["y_mm"], position["around_deg"])
            point = self._met(found, "y_mm: no trunk at this height and angle")
        else:
            found = self._rays.place(position["segment"], position["along"], position["around_deg"])
            point = self._met(found, "along: no surface of the segment at this place")
        if is_midline:
            return self._body.nearest_at_midline(point * np.array([0.0, 1.0, 1.0]))
        return point

    @staticmethod
    def _met(found: FloatArray | None, problem: str) -> FloatArray:
        if found is None:
            raise PositionError(problem)
        return found

    def _in_view(self, position: Mapping[str, Any]) -> FloatArray:
        view_id = position["view"]
        start, direction = self._scene.camera(view_id).ray(
            np.array([position["x_mm"], position["y_mm"]])
        )
        query = self._query(VIEW_BY_ID[view_id].piece)
        # The camera's origin may lie inside the body: start well in front of everything.
        hits = query.cast(start - 5000.0 * direction, direction)
        where = f"x_mm, y_mm: ({position['x_mm']}, {position['y_mm']})"
        if len(hits.triangle) == 0:
            raise PositionError(f"{where} is beside the body in {view_id}")
        if query.surface.groups[hits.triangle[0]] == GROUP_CAP:
            raise PositionError(f"{where} is on the cut in {view_id}")
        return np.asarray(hits.points_mm[0])

    def _between(
        self, position: Mapping[str, Any], known: Mapping[str, FloatArray], is_midline: bool
    ) -> FloatArray:
        names = position["between"]
        for name in names:
            if name not in known:
                raise PositionError(f"between: no landmark {name!r}")
        start, end = known[names[0]], known[names[-1]]
        point = start + float(position.get("along", 0.0)) * (end - start)
        offset = position.get("offset_mm", {})
        point = point + np.array([float(offset.get(axis, 0.0)) for axis in OFFSET_AXES])
        allowed = self._is_skin
        if "facing" in position:
            direction = FACINGS[position["facing"]]
            allowed = allowed & (self._body.face_normals @ direction >= FACING_COSINE)
        if is_midline:
            return self._body.nearest_at_midline(point * np.array([0.0, 1.0, 1.0]), allowed)
        return self._body.nearest(point, allowed)[0]

    def distance_mm(self, points_mm: Iterable[FloatArray]) -> FloatArray:
        """Return how far points are from the body surface, (n,) mm."""
        points = list(points_mm)
        return np.array([np.linalg.norm(self._body.nearest(p)[0] - p) for p in points])
