"""Read the MakeHuman base mesh, its shape targets, mirror table, rig and skin weights.

Takes text from `source`, gives arrays in the file's own frame scaled to millimetres: x toward the
patient's left, y up, z forward. Must not know poses, views or zones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.source import BodyFiles

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# One unit of base.obj is a decimetre (MakeHuman convention); the atlas works in millimetres.
UNIT_MM = 100.0

SKIN_GROUP = "body"
EYE_GROUPS = ("helper-l-eye", "helper-r-eye")


@dataclass(frozen=True)
class Bone:
    """One rig bone: where its head and tail are, as means of base-mesh vertices."""

    name: str
    parent: str
    head_vertices: tuple[int, ...]
    tail_vertices: tuple[int, ...]


@dataclass(frozen=True)
class BaseMesh:
    """The base mesh before shaping, with everything indexed by its vertices.

    Attributes
    ----------
    points_mm : (n, 3) float, all vertices including helpers and joint cubes
    skin_quads : (m, 4) int, the body surface
    eye_quads : (k, 4) int, both eyeballs
    mirror : (n,) int, the vertex on the other side (itself on the midline)
    bones : bones, parents before children
    weights : bone name -> (vertex indices, weights); weights of a vertex sum to one
    """

    points_mm: FloatArray
    skin_quads: IntArray
    eye_quads: IntArray
    mirror: IntArray
    bones: tuple[Bone, ...]
    weights: Mapping[str, tuple[IntArray, FloatArray]]


def parse_obj(text: str) -> tuple[FloatArray, dict[str, list[list[int]]]]:
    """Parse vertices and the faces of each group from Wavefront OBJ text.

    Returns
    -------
    points : (n, 3) float, in file units
    groups : group name -> faces as zero-based vertex indices, in file order
    """
    points: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    current: list[list[int]] = groups.setdefault("", [])
    for line in text.splitlines():
        if line.startswith("v "):
            points.append([float(word) for word in line.split()[1:4]])
        elif line.startswith("g "):
            current = groups.setdefault(line[2:].strip(), [])
        elif line.startswith("f "):
            current.append([int(word.split("/")[0]) - 1 for word in line.split()[1:]])
    return np.array(points, dtype=np.float64), groups


def parse_target(text: str, vertex_count: int) -> FloatArray:
    """Parse a shape target into an offset per vertex, shape (vertex_count, 3), file units."""
    offsets = np.zeros((vertex_count, 3))
    for line in text.splitlines():
        words = line.split()
        if len(words) == 4 and not line.startswith("#"):
            offsets[int(words[0])] = [float(word) for word in words[1:]]
    return offsets


def parse_mirror(text: str, vertex_count: int) -> IntArray:
    """Parse the mirror table: for each vertex its partner on the other side.

    Raises
    ------
    ValueError
        When the table does not pair every vertex both ways.
    """
    mirror = np.full(vertex_count, -1, dtype=np.int64)
    for line in text.splitlines():
        words = line.split()
        if len(words) >= 2:
            mirror[int(words[0])] = int(words[1])
    if (mirror < 0).any() or (mirror[mirror] != np.arange(vertex_count)).any():
        raise ValueError("the mirror table does not pair every vertex with exactly one other")
    return mirror


def parse_rig(text: str, groups: Mapping[str, list[list[int]]]) -> tuple[Bone, ...]:
    """Parse the rig: each joint as the mean of a joint cube's corners or of named vertices."""
    raw = json.loads(text)

    def vertices(end: dict[str, object]) -> tuple[int, ...]:
        strategy = end["strategy"]
        if strategy == "CUBE":
            faces = groups[str(end["cube_name"])]
            return tuple(sorted({vertex for face in faces for vertex in face}))
        if strategy == "VERTEX":
            return (int(str(end["vertex_index"])),)
        if strategy == "MEAN":
            indices = end["vertex_indices"]
            if isinstance(indices, list):
                return tuple(int(index) for index in indices)
        raise ValueError(f"unknown joint strategy {strategy!r} in the rig")

    ordered: list[Bone] = []
    placed = {""}
    waiting = dict(raw)
    while waiting:
        ready = [name for name, bone in waiting.items() if (bone.get("parent") or "") in placed]
        if not ready:
            raise ValueError(f"rig bones without a reachable parent: {sorted(waiting)}")
        for name in ready:
            bone = waiting.pop(name)
            ordered.append(
                Bone(name, bone.get("parent") or "", vertices(bone["head"]), vertices(bone["tail"]))
            )
            placed.add(name)
    return tuple(ordered)


def load_basemesh(files: BodyFiles) -> BaseMesh:
    """Read the whole base mesh from the CC0 files."""
    points, groups = parse_obj(files.read_text("3dobjs/base.obj"))
    rig_text = files.read_text("rigs/standard/rig.default.json")
    raw_weights = json.loads(files.read_text("rigs/standard/weights.default.json"))["weights"]
    weights = {
        name: (
            np.array([pair[0] for pair in pairs], dtype=np.int64),
            np.array([pair[1] for pair in pairs], dtype=np.float64),
        )
        for name, pairs in raw_weights.items()
    }
    return BaseMesh(
        points_mm=points * UNIT_MM,
        skin_quads=np.array(groups[SKIN_GROUP], dtype=np.int64),
        eye_quads=np.array([f for name in EYE_GROUPS for f in groups[name]], dtype=np.int64),
        mirror=parse_mirror(files.read_text("mesh_metadata/hm08.mirror"), len(points)),
        bones=parse_rig(rig_text, groups),
        weights=weights,
    )


def shape_weights(female_share: float) -> dict[str, float]:
    """Return the macro targets of a lean adult and their weights.

    The ancestry targets count one third each, so that the figure resembles nobody in particular;
    muscle is between average and the strongest body (0.4 and 0.6), so that muscle borders show.

    Parameters
    ----------
    female_share : 0 for a male body, 1 for a female one, 0.5 for the neutral figure.

    Raises
    ------
    ValueError
        When the share is outside 0..1.
    """
    if not 0.0 <= female_share <= 1.0:
        raise ValueError(f"female_share must be within 0..1, got {female_share}")
    found: dict[str, float] = {}
    for sex, share in (("female", female_share), ("male", 1.0 - female_share)):
        if share == 0.0:
            continue
        for ancestry in ("african", "asian", "caucasian"):
            found[f"{ancestry}-{sex}-young"] = share / 3.0
        for muscle, part in (("average", 0.4), ("max", 0.6)):
            found[f"universal-{sex}-young-{muscle}muscle-averageweight"] = share * part
    return found


def shaped_points_mm(base: BaseMesh, files: BodyFiles, weights: Mapping[str, float]) -> FloatArray:
    """Add weighted macro targets to the base mesh; exactly symmetric, (n, 3) mm."""
    points = base.points_mm.copy()
    for name in sorted(weights):
        text = files.read_text(f"targets/macrodetails/{name}.target.gz")
        points += weights[name] * UNIT_MM * parse_target(text, len(points))
    return symmetrise(points, base.mirror)


def symmetrise(points_mm: FloatArray, mirror: IntArray) -> FloatArray:
    """Make points exactly mirror-symmetric in x: each pair takes the mean of both sides."""
    flipped = points_mm[mirror] * np.array([-1.0, 1.0, 1.0])
    # Adding 0.0 turns a midline -0.0 into 0.0, so that equal points are equal bytes.
    return np.asarray((points_mm + flipped) / 2.0 + 0.0)
