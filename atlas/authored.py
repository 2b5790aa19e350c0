"""Bring the authored geometry onto the body: landmarks found, seeds laid, problems in one list.

This is what the pipeline, the previews and the checks start from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlas.body import build_body
from atlas.exposed import exposed_triangles
from atlas.landmarks import (
    LandmarkError,
    LandmarkPoints,
    find_landmarks,
    landmark_files,
    read_landmarks,
)
from atlas.placing import Placer
from atlas.scene import Scene
from atlas.seedbook import SeedBook
from atlas.seedlines import LaidSeeds, SeedLayer, lay_seeds
from atlas.seeds import read_seeds, seed_files
from atlas.skin import SkinIndex
from atlas.vocabulary import DATA_FOLDER, Vocabulary, read_vocabulary


@dataclass(frozen=True)
class Authored:
    """The body with everything authored on it.

    Attributes
    ----------
    is_exposed : (m,) bool, which triangles of the body are touchable skin
    problems : one line each, with file, line and what is wrong; empty when all is well
    """

    vocabulary: Vocabulary
    book: SeedBook
    scene: Scene
    is_exposed: NDArray[np.bool_]
    placer: Placer
    landmarks: LandmarkPoints
    layer: SeedLayer
    laid: LaidSeeds
    problems: tuple[str, ...]


def load_authored(data_folder: Path = DATA_FOLDER, scene: Scene | None = None) -> Authored:
    """Read all geometry files and lay them on the body; what is wrong is left out and reported."""
    vocabulary = read_vocabulary(data_folder / "zones.yaml")
    book = read_seeds(seed_files(data_folder), vocabulary.surface, vocabulary.deep)
    scene = scene or Scene(build_body())
    placer = Placer(scene)
    landmark_problems: tuple[str, ...] = ()
    try:
        records = read_landmarks(landmark_files(data_folder))
    except LandmarkError as error:
        records, landmark_problems = (), error.problems
    landmarks, unplaced = find_landmarks(records, placer)
    is_exposed = exposed_triangles(scene.body.surface)
    index = SkinIndex(scene.body.surface, is_exposed)
    layer = SeedLayer(index, placer, landmarks.left_mm)
    laid = lay_seeds(book, layer)
    problems = (*landmark_problems, *unplaced, *book.problems, *laid.problems)
    return Authored(vocabulary, book, scene, is_exposed, placer, landmarks, layer, laid, problems)
