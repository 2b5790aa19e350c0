"""Build the skeleton layer: every authored bone placed, drawn and written, a file for each view.

Takes the authored files and a body with its landmarks, gives the files. Deterministic: the same
inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import VIEW_BY_ID
from atlas.freshness import MANIFEST, ROOT, sha256_of
from atlas.layer_files import manifest_of
from atlas.paths import open_path_data, path_data
from atlas.pins import MIRRORED_VIEWS
from atlas.pose import Joints
from atlas.scene import Scene
from atlas.skeleton.bones import Bones, build_bones, read_skeleton
from atlas.skeleton.drawing import Drawing, draw_view
from atlas.skeleton.freshness import skeleton_inputs
from atlas.skeleton.places import Places
from atlas.skeleton.shown import DRAWN_VIEWS
from atlas.vocabulary import DATA_FOLDER

FloatArray = NDArray[np.float64]

MIRROR = "scale(-1 1)"
# Pieces that are cut off the body, bones with them.
LIMBS = ("left-hand", "left-leg", "left-foot")


def place_skeleton(
    joints: Joints, landmarks_mm: Mapping[str, FloatArray], data_folder: Path = DATA_FOLDER
) -> Bones:
    """Place the authored skeleton on a body.

    Parameters
    ----------
    joints, landmarks_mm : of that body
    """
    return build_bones(read_skeleton(data_folder / "skeleton.yaml"), Places(landmarks_mm, joints))


def _lines(chains: Sequence[tuple[FloatArray, bool]]) -> str:
    """Write lines as one path, closed where they are loops."""
    return "".join(path_data([c]) if is_closed else open_path_data(c) for c, is_closed in chains)


def skeleton_svg(drawn: Drawing, view_id: str, box: Sequence[float]) -> str:
    """Write a view's file; a mirrored view is written from the drawing of its twin."""
    is_mirrored = view_id in MIRRORED_VIEWS.values()
    turned = f' transform="{MIRROR}"' if is_mirrored else ""
    groups = ""
    # All fills lie below all lines, whichever half they belong to.
    for name, whole, sided in (
        ("fill", path_data(drawn.whole_fill), path_data(drawn.sided_fill)),
        ("line", _lines(drawn.whole_lines), _lines(drawn.sided_lines)),
    ):
        if whole:
            groups += f'<path class="bone-{name}"{turned} d="{whole}"/>\n'
        if sided:
            twin = f"{view_id}-bone-{name}"
            groups += f'<path class="bone-{name}" id="{twin}" d="{sided}"/>\n'
            groups += f'<use href="#{twin}" transform="{MIRROR}"/>\n'
    sign = -1.0 if is_mirrored else 1.0
    texts = "".join(
        f'<text class="bone-label" x="{sign * x + 0.0:g}" y="{y:g}">{text}</text>'
        for text, x, y in drawn.labels
    )
    if texts:
        groups += f"<g>{texts}</g>\n"
    edges = " ".join(f"{value:g}" for value in box)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{edges}" data-view="{view_id}">\n'
        f'<g class="skeleton" fill-rule="evenodd">\n{groups}</g>\n</svg>\n'
    )


def draw_skeleton(bones: Bones, scene: Scene, views: Sequence[str] = DRAWN_VIEWS) -> dict[str, str]:
    """Draw views, and the mirror images of those from the left; SVG text by view."""
    found: dict[str, str] = {}
    for view_id in views:
        camera = scene.camera(view_id)
        piece = VIEW_BY_ID[view_id].piece
        limb = scene.piece(piece).points_mm if piece in LIMBS else None
        drawn = draw_view(bones, view_id, camera, limb)
        found[view_id] = skeleton_svg(drawn, view_id, camera.box_mm)
        twin = MIRRORED_VIEWS.get(view_id)
        if twin:
            box = scene.camera(twin).box_mm
            found[twin] = skeleton_svg(drawn, twin, box)
    return found


def build_skeleton(
    scene: Scene, landmarks_mm: Mapping[str, FloatArray], root: Path = ROOT
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Build the files of a body's skeleton layer in memory.

    Returns
    -------
    files : text by file name, the manifest among them
    problems : a line each
    """
    bones = place_skeleton(scene.body.joints, landmarks_mm, root / "data")
    svgs = draw_skeleton(bones, scene)
    entries = [
        {"view": view, "file": f"{view}.svg", "sha256": sha256_of(svg.encode())}
        for view, svg in svgs.items()
    ]
    files = {f"{view}.svg": svg for view, svg in svgs.items()}
    files[MANIFEST] = manifest_of(skeleton_inputs(root), "views", entries)
    return files, bones.problems
