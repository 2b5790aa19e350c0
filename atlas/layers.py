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
from atlas.parallel import for_each
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
    carriers = {
        body: MuscleCarrier(studio.scene.body.surface, studio.skin, scene.body.surface)
        for body, scene in scenes.items()
        if body != NEUTRAL
    }
    for body, scene in scenes.items() if MUSCLES in kinds else ():
        carrier = carriers.get(body)
        own = carry_muscles(studio, finished, scene, carrier) if carrier else finished
        layers[muscle_folder(body)], found = build_muscles(studio, own, root)
        problems |= dict.fromkeys(found)

    def bones(body: str) -> tuple[dict[str, str], tuple[str, ...]]:
        carrier, landmarks = carriers.get(body), studio.landmarks.left_mm
        own = carrier.landmarks(landmarks) if carrier else landmarks
        return build_skeleton(scenes[body], own, root)

    bodies = list(scenes) if BONES in kinds else []
    for body, (files, found) in zip(bodies, for_each(bodies, bones), strict=True):
        layers[skeleton_folder(body)] = files
        problems |= dict.fromkeys(found)
    return layers, tuple(problems)


def write_layers(layers: Mapping[Path, Mapping[str, str]], root: Path = ROOT) -> list[Path]:
    """Write layers; return what changed."""
    return [path for folder, files in layers.items() for path in write_layer(files, root / folder)]
