"""Build the muscle layer: every authored sheet laid, drawn, written; every X put in its place.

Takes the authored files and one body, gives `static/svg/muscles/`. Deterministic: the same inputs
give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any

import yaml

from atlas.body import build_body
from atlas.exposed import exposed_triangles
from atlas.freshness import ROOT
from atlas.landmarks import LandmarkPoints, find_landmarks, landmark_files, read_landmarks
from atlas.muscles.drawing import MuscleDrawing, draw_muscle, muscle_svg, view_entries
from atlas.muscles.freshness import FOLDER, MANIFEST, digest_of, muscle_inputs
from atlas.muscles.laying import LaidPart, SheetLayer
from atlas.muscles.places import PlacedPoint, place_point, points_in_views
from atlas.muscles.seeing import Viewer
from atlas.muscles.sheets import SheetBook, read_sheets, sheet_files
from atlas.muscles.skinpatch import SkinPaths
from atlas.placing import Placer
from atlas.scene import Scene
from atlas.vocabulary import DATA_FOLDER

# As many as the machines this is built on have cores.
PROCESSES = 2

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
    """A muscle laid and drawn, with the places of its trigger points."""

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
    record = studio.muscles[muscle]
    laid, unlaid = studio.layer.lay(studio.book.sheets[muscle], studio.viewer.toward())
    drawn = draw_muscle(muscle, laid, studio.viewer)
    problems = list(unlaid)
    points: list[PlacedPoint] = []
    for point in record["trigger_points"] or ():
        placed = place_point(point, laid, studio.placer, studio.landmarks, studio.skin)
        if isinstance(placed, str):
            problems.append(f"data/trigger_points.yaml: {point['id']}: position: {placed}")
        else:
            points.append(placed)
    if not drawn.views:
        problems.append(f"{studio.book.sheets[muscle].origin}: {muscle}: no view shows it")
    svg = muscle_svg(drawn, record["depth"])
    entry = {
        "muscle": muscle,
        "file": f"{muscle}.svg",
        "sha256": hashlib.sha256(svg.encode()).hexdigest(),
        "best_view": drawn.best_view,
        "views": view_entries(drawn, points_in_views(drawn, points, studio.viewer)),
    }
    return FinishedMuscle(laid, drawn, tuple(points), svg, entry, tuple(problems))


_studio_of_this_process: list[Studio] = []


def _finish_in_process(muscle: str) -> FinishedMuscle:
    return finish_muscle(_studio_of_this_process[0], muscle)


def finish_muscles(
    studio: Studio, muscles: Sequence[str] | None = None, processes: int = PROCESSES
) -> dict[str, FinishedMuscle]:
    """Finish muscles, on several processes where the system can fork.

    Parameters
    ----------
    muscles : only these; every muscle that has a sheet when omitted
    """
    wanted = sorted(studio.book.sheets if muscles is None else muscles)
    if processes == 1 or "fork" not in get_all_start_methods():
        return {muscle: finish_muscle(studio, muscle) for muscle in wanted}
    _studio_of_this_process.append(studio)
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
            return dict(zip(wanted, pool.map(_finish_in_process, wanted), strict=True))
    finally:
        _studio_of_this_process.clear()


def build_muscles(
    studio: Studio, finished: Mapping[str, FinishedMuscle], root: Path = ROOT
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Put the files of the muscle layer together in memory.

    Returns
    -------
    files : text by file name, the manifest among them
    problems : a line each
    """
    inputs = muscle_inputs(root)
    files: dict[str, str] = {}
    entries: list[Mapping[str, Any]] = []
    problems = list(studio.problems)
    for muscle, each in sorted(finished.items()):
        files[f"{muscle}.svg"] = each.svg
        entries.append(each.entry)
        problems += each.problems
    files[MANIFEST] = _document(inputs, entries)
    return files, tuple(problems)


def _document(inputs: Mapping[str, str], entries: Sequence[Mapping[str, Any]]) -> str:
    """Write JSON with one muscle a line, so that a change reads well in a diff."""
    head = json.dumps({"schema": 1, "digest": digest_of(inputs), "inputs": inputs}, indent=1)
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
    return f'{head[:-2]},\n "muscles": [\n{lines}\n ]\n}}\n'


def write_muscles(files: Mapping[str, str], root: Path = ROOT) -> list[Path]:
    """Write the files and remove muscles that are no more; return what changed."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    changed: list[Path] = []
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
            changed.append(path)
    for path in sorted(folder.glob("*.svg")):
        if path.name not in files:
            path.unlink()
            changed.append(path)
    return changed
