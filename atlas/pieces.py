"""Cut pieces out of the body and close each cut with a smooth cap.

Takes the body, gives the surfaces that views rasterise. Cap triangles carry `GROUP_CAP`, since
they are no skin and belong to no zone. Must not know cameras.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from atlas.body import Body
from atlas.descriptors import ARM_PARTS, FOOT_PARTS, HAND_PARTS, LEG_PARTS, PARTS, PieceName
from atlas.mesh import GROUP_CAP, Surface, unit_rows
from atlas.pose import hand_frame, unit

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Rings of a cap between rim and centre: enough for a round look at any inset's scale.
CAP_RINGS = 6

# How far above the wrist joint a hand, and above the ankle joint a foot, is cut off, in mm: "just
# above", with both malleoli and the wrist creases kept.
HAND_CUT_MM = 32.0
FOOT_CUT_MM = 62.0
# A leg is taken off along the crease of the groin, which rises this steeply to the side; the plane
# passes just below the crotch, so that no bridge to the other leg is left.
LEG_CUT_RISE_DEG = 42.0
LEG_CUT_BELOW_CROTCH_MM = 3.0
# The crotch is the lowest skin this near to the midline.
CROTCH_HALF_WIDTH_MM = 4.0
# Height of the head's cut above the neck's lower joint.
HEAD_CUT_MM = 30.0
# Two planes take the arm off. One leans from the armpit to the acromion, a little lateral of the
# shoulder joint; the other stands upright just outside the trunk's wall below it and spares it.
ARM_CUT_LEAN_DEG = 20.0
ARM_CUT_LATERAL_MM = 6.0
TRUNK_WALL_CLEARANCE_MM = 6.0
# The trunk's wall: where the trunk's bones hold nearly all the weight, between shoulder and waist.
TRUNK_SHARE = 0.9
TRUNK_WALL_BELOW_MM = 250.0
# How far caps bulge, as a share of the rim's mean radius.
FLAT_BULGE = 0.06
STUMP_BULGE = 0.28


def connected(
    triangles: IntArray, seed: NDArray[np.bool_], within: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Grow a vertex selection along triangle edges while it stays within another, (n,) bool."""
    found = seed & within
    while True:
        touched = found[triangles].any(axis=1)
        grown = found.copy()
        grown[triangles[touched].ravel()] = True
        grown &= within
        if (grown == found).all():
            return found
        found = grown


def clip(surface: Surface, keep: FloatArray) -> tuple[Surface, list[IntArray]]:
    """Cut a surface along the line where a vertex field is zero and keep the positive side.

    Parameters
    ----------
    surface : the surface to cut
    keep : (n,) float, positive on what stays; linear along edges

    Returns
    -------
    kept : surface with new vertices on the cut, open there
    rims : each open rim as vertex numbers of `kept`, in the order that runs with its triangles
    """
    field = np.where(np.abs(keep) < 1e-9, 1e-9, keep)
    inside = field[surface.triangles] > 0.0
    count = inside.sum(axis=1)
    whole = count == 3
    new_faces: list[IntArray] = []
    new_groups: list[NDArray[np.uint8]] = []
    cut_pairs: list[IntArray] = []
    for inside_count in (1, 2):
        chosen = np.flatnonzero(count == inside_count)
        lone = np.argmax(inside[chosen] == (inside_count == 1), axis=1)
        corners = surface.triangles[chosen]
        a, b, c = (corners[np.arange(len(chosen)), (lone + k) % 3] for k in range(3))
        ab, ac = np.sort(np.stack([a, b], 1), 1), np.sort(np.stack([a, c], 1), 1)
        cut_pairs += [ab, ac]
        new_faces.append(np.stack([a, b, c], axis=1))
        new_groups.append(surface.groups[chosen])
    pairs, place = np.unique(np.concatenate(cut_pairs), axis=0, return_inverse=True)
    base = len(surface.points_mm)
    split = np.split(base + place.ravel(), np.cumsum([len(p) for p in cut_pairs])[:-1])
    (a1, _, _), (_, b2, c2) = new_faces[0].T, new_faces[1].T
    faces = np.concatenate(
        [
            surface.triangles[whole],
            np.stack([a1, split[0], split[1]], axis=1),
            np.stack([split[2], b2, c2], axis=1),
            np.stack([split[2], c2, split[3]], axis=1),
        ]
    )
    groups = np.concatenate([surface.groups[whole], new_groups[0], new_groups[1], new_groups[1]])
    share = field[pairs[:, 0]] / (field[pairs[:, 0]] - field[pairs[:, 1]])

    def extended(values: FloatArray) -> FloatArray:
        first, second = values[pairs[:, 0]], values[pairs[:, 1]]
        return np.concatenate([values, first + share[:, None] * (second - first)])

    used, compact = np.unique(faces, return_inverse=True)
    number = np.full(base + len(pairs), -1, dtype=np.int64)
    number[used] = np.arange(len(used))
    kept = Surface(
        extended(surface.points_mm)[used],
        unit_rows(extended(surface.normals)[used]),
        compact.reshape(-1, 3).astype(np.int64),
        groups,
        extended(surface.part_weights)[used],
        None if surface.home_mm is None else extended(surface.home_mm)[used],
    )
    # In a kept corner (a, ab, ac) the cut runs from ab to ac; in a quad (ab, b, c, ac) back.
    following: dict[int, int] = {}
    for start, end in ((split[0], split[1]), (split[3], split[2])):
        following.update(zip(number[start].tolist(), number[end].tolist(), strict=True))
    return kept, _loops(following)


def _loops(following: dict[int, int]) -> list[IntArray]:
    """Chain vertex successors into closed loops, longest first."""
    remaining = dict(following)
    loops: list[IntArray] = []
    while remaining:
        start = next(iter(remaining))
        loop = [start]
        vertex = remaining.pop(start)
        while vertex != start:
            loop.append(vertex)
            vertex = remaining.pop(vertex)
        loops.append(np.array(loop, dtype=np.int64))
    return sorted(loops, key=len, reverse=True)


def cap(surface: Surface, rim: IntArray, bulge: float) -> Surface:
    """Close an open rim with a rounded patch that has its own vertices, so the rim is a clear line.

    Parameters
    ----------
    rim : vertex numbers in the order that runs with the surface's triangles
    bulge : height of the patch's centre over the rim's plane, as a share of the mean radius
    """
    points = surface.points_mm[rim]
    centre = points.mean(axis=0)
    spokes = points - centre
    # The rim runs with the kept triangles, so the outward side of the patch is the opposite one.
    outward = -unit(np.cross(spokes, np.roll(spokes, -1, axis=0)).sum(axis=0))
    height = bulge * np.linalg.norm(spokes, axis=1).mean()
    count = len(rim)
    reach = 1.0 - np.arange(CAP_RINGS)[:, None, None] / CAP_RINGS
    rings_mm = centre + reach * spokes + height * np.sqrt(1.0 - reach**2) * outward
    cap_points = np.concatenate([rings_mm.reshape(-1, 3), (centre + height * outward)[None]])
    # Normals of an even dome, not of the rim's uneven triangles, so that the patch shades smoothly.
    radial = unit_rows(spokes)
    leaning = unit_rows((outward + 2.0 * bulge * reach * radial).reshape(-1, 3))
    cap_normals = np.concatenate([leaning, outward[None]])
    base = len(surface.points_mm)
    top = count * CAP_RINGS
    faces: list[IntArray] = []
    for ring in range(CAP_RINGS - 1):
        low, high = np.arange(count) + ring * count, np.arange(count) + (ring + 1) * count
        low_next, high_next = np.roll(low, -1), np.roll(high, -1)
        faces += [
            np.stack([low, high_next, low_next], axis=1),
            np.stack([low, high, high_next], axis=1),
        ]
    last = np.arange(count) + (CAP_RINGS - 1) * count
    faces.append(np.stack([last, np.full(count, top), np.roll(last, -1)], axis=1))
    cap_triangles = np.concatenate(faces)
    rim_parts = surface.part_weights[rim].mean(axis=0)
    home = surface.home_mm
    if home is not None:
        # No zone is on a cap: any place will do.
        home = np.concatenate([home, np.tile(home[rim].mean(axis=0), (len(cap_points), 1))])
    return Surface(
        np.concatenate([surface.points_mm, cap_points]),
        np.concatenate([surface.normals, cap_normals]),
        np.concatenate([surface.triangles, cap_triangles + base]),
        np.concatenate([surface.groups, np.full(len(cap_triangles), GROUP_CAP, dtype=np.uint8)]),
        np.concatenate([surface.part_weights, np.tile(rim_parts, (len(cap_points), 1))]),
        home,
    )


def cut_off(surface: Surface, keep: FloatArray, bulge: float) -> Surface:
    """Cut a surface by a vertex field and close every rim."""
    kept, rims = clip(surface, keep)
    for rim in rims:
        kept = cap(kept, rim, bulge)
    return kept


def _share(surface: Surface, parts: tuple[str, ...]) -> FloatArray:
    return np.asarray(surface.part_weights[:, [PARTS.index(p) for p in parts]].sum(axis=1))


def _limb(body: Body, parts: tuple[str, ...], plane: FloatArray) -> FloatArray:
    """Return a keep field: the plane's positive side connected with the left side of some parts."""
    surface = body.surface
    seed = (_share(surface, parts) > 0.9) & (surface.points_mm[:, 0] > 0.0)
    limb = connected(surface.triangles, seed & (plane > 0.0), plane > 0.0)
    return np.where(limb, plane, np.minimum(plane, -1e-3))


def left_hand(body: Body) -> Surface:
    """Return the left hand, cut above the wrist across the forearm."""
    axis = hand_frame(body.joints)[0]
    wrist = body.joints.heads_mm["wrist.L"]
    plane = (body.surface.points_mm - wrist) @ axis + HAND_CUT_MM
    return cut_off(body.surface, _limb(body, HAND_PARTS, plane), FLAT_BULGE)


def left_foot(body: Body) -> Surface:
    """Return the left foot, cut level above the ankle."""
    height = body.joints.heads_mm["foot.L"][1] + FOOT_CUT_MM
    plane = height - body.surface.points_mm[:, 1]
    return cut_off(body.surface, _limb(body, FOOT_PARTS, plane), FLAT_BULGE)


def left_leg(body: Body) -> Surface:
    """Return the left leg, cut off along the crease of the groin."""
    points = body.surface.points_mm
    is_skin = np.zeros(len(points), dtype=bool)
    is_skin[body.surface.triangles] = True
    midline = is_skin & (np.abs(points[:, 0]) < CROTCH_HALF_WIDTH_MM)
    pivot = float(points[midline, 1].min()) - LEG_CUT_BELOW_CROTCH_MM
    rise = np.radians(LEG_CUT_RISE_DEG)
    plane = np.sin(rise) * points[:, 0] - np.cos(rise) * (points[:, 1] - pivot)
    return cut_off(body.surface, _limb(body, LEG_PARTS, plane), FLAT_BULGE)


def head(body: Body) -> Surface:
    """Return head and upper neck, cut level."""
    height = body.joints.heads_mm["neck01"][1] + HEAD_CUT_MM
    return cut_off(body.surface, body.surface.points_mm[:, 1] - height, FLAT_BULGE)


def without_arms(body: Body) -> Surface:
    """Return the body without both arms, each cut closed by a rounded stump.

    Raises
    ------
    ValueError
        When the shape is such that the cutting planes reach the trunk.
    """
    surface = body.surface
    lean = np.radians(ARM_CUT_LEAN_DEG)
    shoulder = body.joints.heads_mm["upperarm01.L"]
    lateral = np.abs(surface.points_mm[:, 0]) - shoulder[0]
    lowered = shoulder[1] - surface.points_mm[:, 1]
    leaning = np.cos(lean) * lateral + np.sin(lean) * lowered - ARM_CUT_LATERAL_MM
    is_trunk = _share(surface, ("trunk", "pelvis")) > TRUNK_SHARE
    beside = is_trunk & (lowered > 0.0) & (lowered < TRUNK_WALL_BELOW_MM)
    wall = float(lateral[beside].max(initial=-np.inf))
    beyond = np.minimum(leaning, lateral - wall - TRUNK_WALL_CLEARANCE_MM)
    arm = connected(surface.triangles, _share(surface, ARM_PARTS) > 0.9, beyond > 0.0)
    if (arm & is_trunk).any():
        raise ValueError("the planes that take the arm off also cut the trunk")
    return cut_off(surface, np.where(arm, -beyond, np.maximum(-beyond, 1e-3)), STUMP_BULGE)


PIECES: dict[PieceName, Callable[[Body], Surface]] = {
    "body": lambda body: body.surface,
    "body-without-arms": without_arms,
    "head": head,
    "left-hand": left_hand,
    "left-leg": left_leg,
    "left-foot": left_foot,
}
