"""Find places on muscles' sheets, for the figure's own points; sheets are laid when asked for.

Takes a body and its authored geometry, gives points on the skin or within. Must not know pictures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.descriptors import VIEW_BY_ID
from atlas.landmarks import LandmarkPoints
from atlas.muscles.drawing import SHARED_FRAME
from atlas.muscles.laying import LaidPart, SheetLayer
from atlas.muscles.sheets import read_sheets, sheet_files
from atlas.muscles.skinpatch import SkinPaths
from atlas.placing import Placer, PositionError
from atlas.scene import Scene
from atlas.surface import SurfaceQuery

FloatArray = NDArray[np.float64]


def part_named(laid: Sequence[LaidPart], position: Mapping[str, Any]) -> LaidPart:
    """Return the part of a sheet that a position names.

    Raises
    ------
    PositionError
        When the sheet has no such part.
    """
    for one in laid:
        if one.part.id == position["part"]:
            return one
    raise PositionError(f"part: the muscle's sheet has no part {position['part']!r}")


class SheetLookup:
    """Answers where a place on a muscle's sheet is, on the left half.

    Parameters
    ----------
    laid : muscles that have been laid on this body already; others are laid when asked for
    """

    def __init__(
        self,
        scene: Scene,
        is_exposed: NDArray[np.bool_],
        placer: Placer,
        landmarks: LandmarkPoints,
        files: Sequence[Path] | None = None,
        laid: Mapping[str, tuple[LaidPart, ...]] | None = None,
    ) -> None:
        self._scene = scene
        self._is_exposed = is_exposed
        self._placer = placer
        self._landmarks = landmarks
        self._book = read_sheets(sheet_files() if files is None else files)
        self._layer: SheetLayer | None = None
        self._query: SurfaceQuery | None = None
        self._laid: dict[str, tuple[LaidPart, ...]] = dict(laid or {})

    def place(self, muscle: str, position: Mapping[str, Any]) -> tuple[FloatArray, tuple[str, ...]]:
        """Return a place on a sheet, (3,) mm, and the views that show it through the body.

        Where the sheet lies on the skin, the skin's nearest point, and no such views.

        Raises
        ------
        PositionError
            When the muscle has no sheet, or its sheet no such part.
        """
        part = part_named(self._parts(muscle), position)
        point, _ = part.at(float(position["along"]), float(position["across"]))
        if part.part.lie == "inside":
            insets = (inset for inset, large in SHARED_FRAME.items() if large in part.part.views)
            return point, (*part.part.views, *insets)
        if self._query is None:
            self._query = SurfaceQuery(self._scene.body.surface)
        return self._query.nearest(point)[0], ()

    def _parts(self, muscle: str) -> tuple[LaidPart, ...]:
        if muscle not in self._laid:
            sheet = self._book.sheets.get(muscle)
            if sheet is None:
                raise PositionError(f"part: no sheet of {muscle} in data/sheets-*.yaml")
            if self._layer is None:
                skin = SkinPaths(self._scene.body.surface, self._is_exposed)
                self._layer = SheetLayer(skin, self._placer, self._landmarks)
            toward = {view: -self._scene.camera(view).forward for view in VIEW_BY_ID}
            self._laid[muscle], _ = self._layer.lay(sheet, toward)
        return self._laid[muscle]
