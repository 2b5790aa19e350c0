"""Draw finger- and toenails: the base mesh has none that light would show.

A nail is a rounded patch around a digit's last segment, laid on the neutral skin, carried to other
bodies and seen through a view's raster. Takes a placer and frames, gives open or closed lines in
picture mm. Must not know shading or SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.carrying import Carrier
from atlas.curves import Curve, Finish, Line, fit_lines
from atlas.placing import Placer
from atlas.pose import unit
from atlas.scene import Frame
from atlas.segments import FINGERS
from atlas.surface import SurfaceQuery

FloatArray = NDArray[np.float64]

# Outlines are sampled at this many places; the exponent makes an ellipse a rounded rectangle.
SAMPLES = 40
SQUARENESS = 2.8
# A place of an outline is seen where the raster is this near and the skin faces the viewer.
NEAR_MM = 1.2
FACING_COSINE = 0.2
# A shorter piece of an outline is a speck.
SHORTEST_MM = 4.0
FINISH = Finish(0.3, 0.1)
# Nails are drawn in views of hands and feet; elsewhere they are smaller than a line is wide.
VIEW_PREFIXES = ("hands-", "feet-")


@dataclass(frozen=True)
class Nail:
    """Where a nail lies: on a segment, between two shares of its length, on its back."""

    segment: str
    along: tuple[float, float]
    back_deg: float


# The last half of a finger's last phalanx, and the last quarter of a toe; 180 is the back of a
# finger, 0 the top of a toe.
NAILS: tuple[Nail, ...] = (
    Nail("thumb-distal", (0.42, 0.95), 180.0),
    *(Nail(f"{finger}-distal", (0.4, 0.95), 180.0) for finger in FINGERS),
    Nail("toe-1", (0.68, 0.95), 0.0),
    *(Nail(f"toe-{number}", (0.78, 0.96), 0.0) for number in (2, 3, 4, 5)),
)
# A nail's width as a share of its digit's there.
WIDTH_SHARE = 0.66
# Nails are laid by rays from this far above the digit's middle: outside every digit.
ABOVE_MM = 30.0


@dataclass(frozen=True)
class NailOutline:
    """A nail's outline on the left half of a body: points and unit normals, (n, 3) each."""

    points_mm: FloatArray
    normals: FloatArray


def rounded(count: int) -> FloatArray:
    """Return places around a rounded square from -1 to 1, (count, 2), evenly spaced, closed."""
    t = np.linspace(0.0, 2.0 * np.pi, 40 * count, endpoint=False)
    corner = np.stack([np.cos(t), np.sin(t)], axis=1)
    shape = np.sign(corner) * np.abs(corner) ** (2.0 / SQUARENESS)
    shape = np.concatenate([shape, shape[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(shape, axis=0).T))])
    at = np.linspace(0.0, along[-1], count + 1)[:-1]
    return np.stack([np.interp(at, along, shape[:, k]) for k in range(2)], axis=1)


def lay_nails(placer: Placer, query: SurfaceQuery) -> tuple[FloatArray, ...]:
    """Lay every nail's outline on the neutral skin, (n, 3) mm each, left half."""
    return tuple(_lay(nail, placer, query) for nail in NAILS)


def _lay(nail: Nail, placer: Placer, query: SurfaceQuery) -> FloatArray:
    def place(along: float, around_deg: float) -> FloatArray:
        position = {"segment": nail.segment, "along": along, "around_deg": around_deg % 360.0}
        return placer.place(position, {})

    middle = sum(nail.along) / 2.0
    # The digit's middle between its two sides: the joints' axis need not run there.
    near, far = (place(middle, nail.back_deg + turn) for turn in (90.0, -90.0))
    centre = (near + far) / 2.0
    backs = [place(along, nail.back_deg) for along in nail.along]
    ahead = unit(backs[1] - backs[0])
    across = near - far
    across -= (across @ ahead) * ahead
    up = unit(np.cross(ahead, across))
    if up @ (backs[0] - centre) < 0.0:
        up = -up
    half = np.array([np.linalg.norm(backs[1] - backs[0]), WIDTH_SHARE * np.linalg.norm(across)])
    start = (backs[0] + backs[1]) / 2.0
    start = start + ((centre - start) @ unit(across)) * unit(across) + ABOVE_MM * up
    places: list[FloatArray] = []
    for u, v in (rounded(SAMPLES) * half / 2.0).tolist():
        hits = query.cast(start + u * ahead + v * unit(across), -up)
        if len(hits.points_mm):
            places.append(np.asarray(hits.points_mm[0]))
    return np.array(places)


def carried_nails(outlines: Sequence[FloatArray], carrier: Carrier) -> tuple[NailOutline, ...]:
    """Bring nails to a body, with the skin's normals there."""
    found: list[NailOutline] = []
    for outline in outlines:
        moved = [carrier.carry(point) for point in outline]
        found.append(NailOutline(np.array([p for p, _ in moved]), np.array([n for _, n in moved])))
    return tuple(found)


def seen_nails(frame: Frame, nails: Sequence[NailOutline]) -> list[Curve]:
    """Return what a raster that shows the patient's left shows of nails."""
    if not frame.view.id.startswith(VIEW_PREFIXES):
        return []
    lines: list[Line] = []
    for nail in nails:
        flat = frame.camera.project(nail.points_mm)
        for run in visible_runs(_is_seen(frame, nail, flat)):
            points = flat[run]
            if float(np.hypot(*np.diff(points, axis=0).T).sum()) < SHORTEST_MM:
                continue
            is_closed = len(run) > len(flat)
            node = -1 if is_closed else 2 * len(lines)
            lines.append(Line(points, node, node if is_closed else node + 1, FINISH))
    return fit_lines(lines, step_mm=frame.camera.mm_per_px)


def visible_runs(is_seen: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Return the runs of seen places around a closed outline; one that is whole is closed."""
    count = len(is_seen)
    if is_seen.all():
        return [np.append(np.arange(count), 0)]
    if not is_seen.any():
        return []
    start = int(np.argmin(is_seen))
    order = (np.arange(count) + start) % count
    edges = np.flatnonzero(np.diff(is_seen[order].astype(np.int8), prepend=0, append=0))
    return [order[low:high] for low, high in edges.reshape(-1, 2).tolist() if high - low > 1]


def _is_seen(frame: Frame, nail: NailOutline, flat: FloatArray) -> NDArray[np.bool_]:
    column, row = np.floor(frame.camera.to_px(flat)).astype(np.int64).T
    height, width = frame.is_hit.shape
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    found = inside & (-(nail.normals @ frame.camera.forward) > FACING_COSINE)
    there = frame.points_body_mm[row[found], column[found]].astype(np.float64)
    there[:, 0] = np.abs(there[:, 0])
    near = np.linalg.norm(there - nail.points_mm[found], axis=1) <= NEAR_MM
    found[found] = near
    return np.asarray(found)
