"""Assemble the body: shape, smooth, pose and subdivide the base mesh into one symmetric surface.

Takes the CC0 files and a shape, gives the surface and joints every later stage works on. Must not
know views or zones.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from atlas.basemesh import BaseMesh, load_basemesh, shape_weights, shaped_points_mm, symmetrise
from atlas.descriptors import BODIES, BONE_PREFIXES, NEUTRAL, PARTS
from atlas.mesh import (
    GROUP_EYE,
    GROUP_SKIN,
    Subdivision,
    Surface,
    smooth_spot,
    triangulate,
    unit_rows,
    vertex_normals,
)
from atlas.pose import Joints, pose_anatomically, rest_joints
from atlas.source import BodyFiles, open_body_files

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Body:
    """The posed, symmetric body.

    Attributes
    ----------
    surface : skin and eyeballs, body frame in mm, feet at y = 0
    joints : posed rig joints, body frame in mm
    mirror : (n,) int, each vertex's partner on the other side
    stature, span : height and width over both arms, as shares of the neutral body's
    """

    surface: Surface
    joints: Joints
    mirror: IntArray
    stature: float = 1.0
    span: float = 1.0


def part_of_bone(name: str) -> str:
    """Return the body part a rig bone belongs to."""
    matches = [prefix for prefix in BONE_PREFIXES if name.startswith(prefix)]
    return BONE_PREFIXES[max(matches, key=len)] if matches else "head"


def part_weights(
    weights: Mapping[str, tuple[IntArray, FloatArray]], vertex_count: int
) -> FloatArray:
    """Sum skin weights by body part, (n, len(PARTS)); left and right share a column."""
    found = np.zeros((vertex_count, len(PARTS)))
    for bone, (indices, shares) in weights.items():
        found[indices, PARTS.index(part_of_bone(bone))] += shares
    return found


# The neutral figure does not detail nipples; the rig's breast bones end at them. The radius was
# chosen on renders: the smallest that takes areola and nipple and leaves the breast's own shape.
NIPPLE_BONES = ("breast.L", "breast.R")
NIPPLE_RADIUS_MM = 18.0
# A dent in the base mesh over the sacrum that would read as a wound: its deepest vertex, a radius.
SACRAL_DENT_VERTEX = 4045
SACRAL_DENT_RADIUS_MM = 24.0


def neutralise(points_mm: FloatArray, base: BaseMesh) -> FloatArray:
    """Smooth away nipples and the sacral dent, (n, 3) mm in and out."""
    spots = [
        (points_mm[list(bone.tail_vertices)].mean(axis=0), NIPPLE_RADIUS_MM)
        for bone in base.bones
        if bone.name in NIPPLE_BONES
    ]
    spots.append((points_mm[SACRAL_DENT_VERTEX], SACRAL_DENT_RADIUS_MM))
    skin = np.unique(base.skin_quads)
    corners = base.skin_quads
    triangles = np.concatenate([corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]])
    normals = vertex_normals(points_mm, triangles)[skin]
    smoothed = points_mm.copy()
    for centre, radius in spots:
        smoothed[skin] = smooth_spot(smoothed[skin], normals, centre, radius)
    return smoothed


def keep_through(subdivision: Subdivision, points_mm: FloatArray) -> FloatArray:
    """Inflate control points so that a subdivision does not shrink thin parts.

    One correction step: each old vertex is moved by what the subdivision would take from it.
    """
    return points_mm + (points_mm - subdivision.smooth(points_mm)[: len(points_mm)])


def build_body(files: BodyFiles | None = None, female_share: float = 0.5) -> Body:
    """Build the body in anatomical position.

    Parameters
    ----------
    files : the CC0 files; fetched into the cache when omitted
    female_share : 0 male, 1 female, 0.5 the neutral figure; the mesh is the same for all
    """
    files = files or open_body_files()
    base = load_basemesh(files)
    points = shaped_points_mm(base, files, shape_weights(female_share))
    points = symmetrise(neutralise(points, base), base.mirror)
    skeleton = pose_anatomically(base.bones, rest_joints(base.bones, points))
    posed = symmetrise(skeleton.skin(points, base.weights), base.mirror)
    posed_joints = skeleton.joints()
    parts = part_weights(base.weights, len(points))

    pieces: list[tuple[FloatArray, FloatArray, IntArray, IntArray]] = []
    for quads in (base.skin_quads, base.eye_quads):
        used = np.unique(quads)
        place = np.full(len(points), -1, dtype=np.int64)
        place[used] = np.arange(len(used))
        step = Subdivision.of(place[quads], len(used))
        mirror = step.child_mirror(place[base.mirror[used]])
        smooth = step.smooth(keep_through(step, posed[used]))
        pieces.append(
            (
                symmetrise(smooth, mirror),
                step.linear(parts[used]),
                triangulate(step.child_quads()),
                mirror,
            )
        )
    offset = len(pieces[0][0])
    surface_points = np.concatenate([piece[0] for piece in pieces])
    floor = np.array([0.0, surface_points[:, 1].min(), 0.0])
    surface_points = surface_points - floor
    triangles = np.concatenate([pieces[0][2], pieces[1][2] + offset])
    mirror = np.concatenate([pieces[0][3], pieces[1][3] + offset])
    normals = vertex_normals(surface_points, triangles)
    normals = unit_rows(symmetrise(normals, mirror))
    groups = np.full(len(triangles), GROUP_SKIN, dtype=np.uint8)
    groups[len(pieces[0][2]) :] = GROUP_EYE
    surface = Surface(
        surface_points,
        normals,
        triangles,
        groups,
        np.concatenate([piece[1] for piece in pieces]),
    )
    joints = Joints(
        {name: point - floor for name, point in posed_joints.heads_mm.items()},
        {name: point - floor for name, point in posed_joints.tails_mm.items()},
    )
    return Body(surface, joints, mirror)


def build_bodies(ids: Collection[str], files: BodyFiles | None = None) -> dict[str, Body]:
    """Build bodies by id; all know where their vertices are on the neutral one.

    Parameters
    ----------
    ids : of `descriptors.BODIES`
    """
    files = files or open_body_files()
    neutral = build_body(files)
    home = neutral.surface.points_mm
    found = {NEUTRAL: neutral}
    for body_id in BODIES:
        if body_id in ids and body_id != NEUTRAL:
            body = build_body(files, BODIES[body_id])
            size = body.surface.points_mm.max(axis=0) / home.max(axis=0)
            found[body_id] = replace(
                body,
                surface=replace(body.surface, home_mm=home),
                stature=float(size[1]),
                span=float(size[0]),
            )
    return found
