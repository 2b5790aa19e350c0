"""Build what lies over the figures: muscles and bones, of the neutral body and of the others.

Muscles are laid and landmarks found on the neutral body, and carried from it to the others. Takes
bodies and gives files by folder. Deterministic: the same inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from atlas.descriptors import NEUTRAL
from atlas.freshness import ROOT
from atlas.layer_files import write_layer
from atlas.muscles.carried import MuscleCarrier
from atlas.muscles.freshness import muscle_folder
from atlas.muscles.layer import FinishedMuscle, Studio, build_muscles, carry_muscles
from atlas.scene import Scene
from atlas.skeleton.freshness import skeleton_folder
from atlas.skeleton.layer import build_skeleton

Layers = dict[Path, dict[str, str]]
MUSCLES, BONES = "muscles", "bones"


def build_layers(
    studio: Studio,
    finished: Mapping[str, FinishedMuscle],
    scenes: Mapping[str, Scene],
    kinds: Collection[str] = (MUSCLES, BONES),
    root: Path = ROOT,
) -> tuple[Layers, tuple[str, ...]]:
    """Build the layers of bodies in memory.

    Parameters
    ----------
    studio, finished : the neutral body and its muscles
    scenes : the bodies to build for, by id
    kinds : which layers

    Returns
    -------
    layers : files by folder from the root, texts by name
    problems : a line each, each once
    """
    layers: Layers = {}
    problems: dict[str, None] = {}
    for body, scene in scenes.items():
        own, landmarks = finished, studio.landmarks.left_mm
        if body != NEUTRAL:
            carrier = MuscleCarrier(studio.skin, scene.body.surface)
            landmarks = carrier.landmarks(landmarks)
            if MUSCLES in kinds:
                own = carry_muscles(studio, finished, scene, carrier)
        if MUSCLES in kinds:
            layers[muscle_folder(body)], found = build_muscles(studio, own, root)
            problems |= dict.fromkeys(found)
        if BONES in kinds:
            layers[skeleton_folder(body)], found = build_skeleton(scene, landmarks, root)
            problems |= dict.fromkeys(found)
    return layers, tuple(problems)


def write_layers(layers: Mapping[Path, Mapping[str, str]], root: Path = ROOT) -> list[Path]:
    """Write layers; return what changed."""
    return [path for folder, files in layers.items() for path in write_layer(files, root / folder)]
