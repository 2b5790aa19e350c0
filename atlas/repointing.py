"""Bring only the trigger points of the committed figures up to date, without drawing them anew.

Right whenever nothing changed but where points are: on landmarks, or on muscles' sheets. Takes the
committed manifests and gives them back with other points: what a full build would write.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from atlas.authored import load_authored
from atlas.body import build_bodies
from atlas.carrying import Carrier
from atlas.descriptors import BODIES, NEUTRAL, VIEW_BY_ID
from atlas.diagrams.points import flat_point_entries
from atlas.freshness import (
    MANIFEST,
    ROOT,
    changed_inputs,
    digest_of,
    figure_folder,
    input_digests,
    is_point_input,
)
from atlas.labels import left_box
from atlas.manifest import Entry, document
from atlas.muscles.sheets import read_sheets, sheet_files
from atlas.pins import MIRRORED_VIEWS
from atlas.points import (
    SurfacePoint,
    carried_points,
    place_points,
    point_entries,
    read_positions,
    seen_points,
)
from atlas.scene import Scene
from atlas.surface import SurfaceQuery


class OtherInputsChangedError(ValueError):
    """More than the places of points changed: the figures have to be built."""


def repoint(root: Path = ROOT, bodies: Collection[str] = tuple(BODIES)) -> tuple[str, ...]:
    """Write the manifests of bodies with the trigger points as they are now.

    Returns
    -------
    problems : a line for each point that could not be placed

    Raises
    ------
    OtherInputsChangedError
        When a figure is missing, or something else it is drawn from changed; names each.
    """
    now = input_digests(root)
    manifests = {body: _manifest(root, body, now) for body in bodies}
    built = build_bodies(bodies)
    authored = load_authored(scene=Scene(built[NEUTRAL]))
    positions = read_positions()
    points, problems = place_points(authored, positions)
    constructed = flat_point_entries(positions, read_sheets(sheet_files()))
    query = SurfaceQuery(authored.scene.body.surface)
    for body, manifest in manifests.items():
        if body == NEUTRAL:
            scene, own = authored.scene, points
        else:
            scene = Scene(built[body])
            own = carried_points(points, Carrier(query, built[body].surface))
        seen = seen_in_views(scene, own) | constructed
        for view in manifest["views"]:
            view["trigger_points"] = list(seen.get(view["id"], ()))
        head = {"schema": manifest["schema"], "body": body, "digest": digest_of(now), "inputs": now}
        text = document(head, manifest["views"], manifest["zones"])
        (root / figure_folder(body) / MANIFEST).write_bytes(text.encode())
    return problems


def seen_in_views(scene: Scene, points: tuple[SurfacePoint, ...]) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of the points that each view of a body shows, by view."""
    found: dict[str, tuple[Entry, ...]] = {}
    for view_id, view in VIEW_BY_ID.items():
        if view_id in MIRRORED_VIEWS.values():
            continue
        seen = seen_points(scene.render(view_id, box_mm=left_box(scene, view_id)[0]), points)
        sides = ("left", "right") if view.is_symmetric else ("left",)
        found[view_id] = point_entries(points, seen, sides)
        if view_id in MIRRORED_VIEWS:
            found[MIRRORED_VIEWS[view_id]] = point_entries(points, seen, ("right",))
    return found


def _manifest(root: Path, body: str, now: dict[str, str]) -> dict[str, Any]:
    path = root / figure_folder(body) / MANIFEST
    if not path.exists():
        raise OtherInputsChangedError(f"{path.relative_to(root)}: missing")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    changed = changed_inputs(found["inputs"], now)
    others = [name for name in changed if not is_point_input(name)]
    if others:
        raise OtherInputsChangedError(
            f"{path.relative_to(root)}: more than points changed: {', '.join(others)}"
        )
    return found
