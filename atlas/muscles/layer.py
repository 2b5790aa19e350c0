"""Build the muscle layer: every authored sheet laid, drawn, written; every X put in its place.

Takes the authored files and the neutral body, gives its muscles' files and those of other bodies.
Deterministic: the same inputs
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from atlas.body import build_body
from atlas.exposed import exposed_triangles
from atlas.freshness import MANIFEST, ROOT, sha256_of
from atlas.landmarks import LandmarkPoints, find_landmarks, landmark_files, read_landmarks
from atlas.layer_files import manifest_of
from atlas.muscles.carried import MuscleCarrier
from atlas.muscles.drawing import MuscleDrawing, draw_muscle, muscle_svg, view_entries
from atlas.muscles.freshness import muscle_inputs
from atlas.muscles.laying import LaidPart, SheetLayer
from atlas.muscles.places import PlacedPoint, place_point, points_in_views
from atlas.muscles.seeing import Viewer
from atlas.muscles.sheets import SheetBook, read_sheets, sheet_files
from atlas.muscles.skinpatch import SkinPaths
from atlas.parallel import PROCESSES, for_each
from atlas.placing import Placer
from atlas.scene import Scene
from atlas.vocabulary import DATA_FOLDER

MUSCLE_FIELDS = ("id", "region", "depth", "trigger_points")


@dataclass(frozen=True)
class Studio:
    """A body prepared for muscles, with what is authored on it.

    Attributes
    ----------
    muscles : the catalogue's records by id: region, depth, trigger_points (id, position, only_side)
    problems : a line each
    """

    scene: Scene
    skin: SkinPaths
    placer: Placer
    landmarks: LandmarkPoints
    viewer: Viewer
    layer: SheetLayer
    book: SheetBook
    muscles: Mapping[str, Mapping[str, Any]]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class FinishedMuscle:
    """A muscle laid and drawn on a body, with the places of its trigger points."""

    laid: tuple[LaidPart, ...]
    drawn: MuscleDrawing
    points: tuple[PlacedPoint, ...]
    svg: str
    entry: Mapping[str, Any]
    problems: tuple[str, ...]


def read_muscles(path: Path = DATA_FOLDER / "trigger_points.yaml") -> dict[str, dict[str, Any]]:
    """Read of the catalogue what the drawing needs, by muscle."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        muscle["id"]: {name: muscle.get(name) for name in MUSCLE_FIELDS}
        for muscle in data.get("muscles") or []
    }


def open_studio(scene: Scene | None = None, data_folder: Path = DATA_FOLDER) -> Studio:
    """Prepare a body (the neutral one when omitted) and read everything authored."""
    scene = scene or Scene(build_body())
    placer = Placer(scene)
    landmarks, unplaced = find_landmarks(read_landmarks(landmark_files(data_folder)), placer)
    surface = scene.body.surface
    skin = SkinPaths(surface, exposed_triangles(surface))
    muscles = read_muscles(data_folder / "trigger_points.yaml")
    book = read_sheets(sheet_files(data_folder), frozenset(muscles))
    layer = SheetLayer(skin, placer, landmarks)
    problems = (*unplaced, *book.problems)
    return Studio(scene, skin, placer, landmarks, Viewer(scene), layer, book, muscles, problems)


def finish_muscle(studio: Studio, muscle: str) -> FinishedMuscle:
    """Lay, draw and describe one muscle that has a sheet."""
    sheet = studio.book.sheets[muscle]
    laid, unlaid = studio.layer.lay(sheet, studio.viewer.toward())
    problems = list(unlaid)
    points: list[PlacedPoint] = []
    for point in studio.muscles[muscle]["trigger_points"] or ():
        placed = place_point(point, laid, studio.placer, studio.landmarks, studio.skin)
        if isinstance(placed, str):
            problems.append(f"data/trigger_points.yaml: {point['id']}: position: {placed}")
        else:
            points.append(placed)
    return _drawn(studio, muscle, laid, tuple(points), studio.viewer, problems)


def _drawn(
    studio: Studio,
    muscle: str,
    laid: tuple[LaidPart, ...],
    points: tuple[PlacedPoint, ...],
    viewer: Viewer,
    problems: Sequence[str] = (),
) -> FinishedMuscle:
    drawn = draw_muscle(muscle, laid, viewer)
    if not drawn.views:
        problems = (*problems, f"{studio.book.sheets[muscle].origin}: {muscle}: no view shows it")
    svg = muscle_svg(drawn, studio.muscles[muscle]["depth"])
    entry = {
        "muscle": muscle,
        "file": f"{muscle}.svg",
        "sha256": sha256_of(svg.encode()),
        "best_view": drawn.best_view,
        "views": view_entries(drawn, points_in_views(drawn, points, viewer)),
    }
    return FinishedMuscle(laid, drawn, points, svg, entry, tuple(problems))


def finish_muscles(
    studio: Studio, muscles: Sequence[str] | None = None, processes: int = PROCESSES
) -> dict[str, FinishedMuscle]:
    """Finish muscles.

    Parameters
    ----------
    muscles : only these; every muscle that has a sheet when omitted
    """
    wanted = sorted(studio.book.sheets if muscles is None else muscles)
    found = for_each(wanted, partial(finish_muscle, studio), processes)
    return dict(zip(wanted, found, strict=True))


def carry_muscles(
    studio: Studio,
    finished: Mapping[str, FinishedMuscle],
    scene: Scene,
    carrier: MuscleCarrier,
    processes: int = PROCESSES,
) -> dict[str, FinishedMuscle]:
    """Draw muscles that are finished on the neutral body on another one."""
    viewer = Viewer(scene)
    facing = viewer.toward()

    def carry(muscle: str) -> FinishedMuscle:
        home = finished[muscle]
        points = tuple(carrier.point(point) for point in home.points)
        return _drawn(studio, muscle, carrier.parts(home.laid, facing), points, viewer)

    wanted = sorted(finished)
    return dict(zip(wanted, for_each(wanted, carry, processes), strict=True))


def build_muscles(
    studio: Studio, finished: Mapping[str, FinishedMuscle], root: Path = ROOT
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Put the files of the muscle layer together in memory.

    Returns
    -------
    files : text by file name, the manifest among them
    problems : a line each
    """
    files: dict[str, str] = {}
    entries: list[Mapping[str, Any]] = []
    problems = list(studio.problems)
    for muscle, each in sorted(finished.items()):
        files[f"{muscle}.svg"] = each.svg
        entries.append(each.entry)
        problems += each.problems
    files[MANIFEST] = manifest_of(muscle_inputs(root), "muscles", entries)
    return files, tuple(problems)
