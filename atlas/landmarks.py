"""Named points of the body surface: read `data/landmarks*.yaml`, find each on the posed body.

Takes the files and a scene, gives points in the body frame (mm). Only the left side and the midline
are authored; the right is the mirror image. Must not know zones or muscles.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeGuard

import numpy as np
import yaml
from numpy.typing import NDArray

from atlas.body import build_body
from atlas.descriptors import Side
from atlas.frames import FLIP
from atlas.placing import Placer, PositionError
from atlas.scene import Scene

FloatArray = NDArray[np.float64]

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"

RECORD_FIELDS = frozenset({"id", "name", "side", "position", "note"})


class LandmarkError(ValueError):
    """Landmarks that cannot be read or placed; `problems` has one line for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Landmark:
    """One authored landmark.

    Attributes
    ----------
    position : the mapping as written, see `placing.Placer.place`
    origin : the file and line it stands in, `landmarks.yaml:12`
    """

    id: str
    name: str
    side: Literal["left", "midline"]
    position: Mapping[str, Any]
    origin: str


def landmark_files(folder: Path = DATA_FOLDER) -> tuple[Path, ...]:
    """Return the landmark files of a data folder, which are read as one, by name."""
    return tuple(sorted(folder.glob("landmarks*.yaml")))


def read_landmarks(paths: Sequence[Path]) -> tuple[Landmark, ...]:
    """Read landmark files as one, in their order.

    Raises
    ------
    LandmarkError
        When a record lacks a field, has an unknown one, or repeats an id; all at once.
    """
    found: list[Landmark] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in paths:
        for record, line in _records(path, problems):
            here = f"{path.name}:{line}"
            if not isinstance(record, dict) or not isinstance(record.get("id"), str):
                problems.append(f"{here}: id: every landmark needs one")
                continue
            landmark_id, side = record["id"], record.get("side", "left")
            wrong = [
                f"{field}: unknown field; allowed are {', '.join(sorted(RECORD_FIELDS))}"
                for field in record
                if field not in RECORD_FIELDS
            ]
            if landmark_id in seen:
                wrong.append(f"id: used before at {seen[landmark_id]}")
            if side not in ("left", "midline"):
                wrong.append(f"side: {side!r} is not left or midline")
            if not isinstance(record.get("name"), str):
                wrong.append("name: a readable name is required")
            if not isinstance(record.get("position"), dict):
                wrong.append("position: a mapping is required")
            seen.setdefault(landmark_id, here)
            problems += [f"{here}: {landmark_id}: {problem}" for problem in wrong]
            if not wrong:
                found.append(Landmark(landmark_id, record["name"], side, record["position"], here))
    if problems:
        raise LandmarkError(problems)
    return tuple(found)


def _records(path: Path, problems: list[str]) -> list[tuple[Any, int]]:
    """Return each record of a file with its line; a file of another shape adds a problem."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        problems.append(f"{path.name}: not YAML: {' '.join(str(error).split())}")
        return []
    nodes = {key.value: value for key, value in root.value} if _is_mapping(root) else {}
    listed = nodes.get("landmarks")
    if not isinstance(listed, yaml.SequenceNode):
        problems.append(f"{path.name}:1: landmarks: a list under this key is required")
        return []
    constructor = yaml.constructor.SafeConstructor()
    return [
        (constructor.construct_object(node, deep=True), node.start_mark.line + 1)
        for node in listed.value
    ]


def _is_mapping(node: object) -> TypeGuard[yaml.MappingNode]:
    return isinstance(node, yaml.MappingNode)


@dataclass(frozen=True)
class LandmarkPoints:
    """Landmarks found on the body.

    Attributes
    ----------
    landmarks : as authored, in file order
    left_mm : id -> (3,) body mm, on the left side or the midline
    """

    landmarks: tuple[Landmark, ...]
    left_mm: Mapping[str, FloatArray]

    def point_mm(self, landmark_id: str, side: Side = "left") -> FloatArray:
        """Return a landmark on a side, (3,) body mm; a midline landmark is the same on both.

        Raises
        ------
        KeyError
            When there is no such landmark.
        """
        point = self.left_mm[landmark_id]
        return point * FLIP + 0.0 if side == "right" else point


def find_landmarks(
    landmarks: Sequence[Landmark], placer: Placer
) -> tuple[LandmarkPoints, tuple[str, ...]]:
    """Find as many landmarks as possible, those that others are defined by first.

    Returns
    -------
    points : those that could be placed, in file order
    problems : a line for each other one, with file, line, id and field
    """
    known: dict[str, FloatArray] = {}
    problems: list[str] = []
    waiting = list(landmarks)
    while waiting:
        names = {landmark.id for landmark in waiting}
        later: list[Landmark] = []
        for landmark in waiting:
            between = landmark.position.get("between", [])
            if isinstance(between, list) and names.intersection(map(str, between)):
                later.append(landmark)
                continue
            try:
                known[landmark.id] = placer.place(
                    landmark.position, known, is_midline=landmark.side == "midline"
                )
            except PositionError as error:
                problems.append(f"{landmark.origin}: {landmark.id}: {error}")
        if len(later) == len(waiting):
            problems += [
                f"{landmark.origin}: {landmark.id}: between: goes round in a circle"
                for landmark in later
            ]
            break
        waiting = later
    placed = tuple(landmark for landmark in landmarks if landmark.id in known)
    points = LandmarkPoints(placed, {landmark.id: known[landmark.id] for landmark in placed})
    return points, tuple(problems)


# A landmark is on the surface when it is no farther from it than a fingertip can tell.
ON_SURFACE_MM = 1.0


def off_surface(points: LandmarkPoints, placer: Placer) -> dict[str, float]:
    """Return the landmarks that are not on the surface: id -> distance in mm."""
    distances = placer.distance_mm(points.left_mm.values())
    return {
        name: float(distance)
        for name, distance in zip(points.left_mm, distances, strict=True)
        if distance > ON_SURFACE_MM
    }


def load_landmarks(scene: Scene, paths: Sequence[Path] | None = None) -> LandmarkPoints:
    """Read landmark files and find every landmark on a scene's body.

    Parameters
    ----------
    paths : files read as one; those of the data folder when omitted

    Raises
    ------
    LandmarkError
        When some record is wrong or cannot be placed; all problems at once.
    """
    landmarks = read_landmarks(landmark_files() if paths is None else paths)
    points, problems = find_landmarks(landmarks, Placer(scene))
    if problems:
        raise LandmarkError(problems)
    return points


def main() -> None:
    """Print every landmark's body coordinates and every problem."""
    scene = Scene(build_body())
    placer = Placer(scene)
    try:
        points, problems = find_landmarks(read_landmarks(landmark_files()), placer)
    except LandmarkError as error:
        sys.exit(str(error))
    for landmark in points.landmarks:
        x, y, z = points.left_mm[landmark.id]
        sys.stdout.write(f"{landmark.id:34} {landmark.side:8} {x:8.1f} {y:8.1f} {z:8.1f}\n")
    away = [
        f"{name}: {mm:.1f} mm off the surface" for name, mm in off_surface(points, placer).items()
    ]
    sys.exit("\n".join([*problems, *away]) or 0)


if __name__ == "__main__":
    main()
