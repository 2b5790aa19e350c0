"""The muscles as drawn on the body: which views show each, and its shapes there.

Reads `static/svg/muscles/manifest.json` once, and the SVG of a muscle when it is first asked for;
docs/muscle-sheets.md is the contract. Muscles are drawn on the patient's left and mirrored for the
right. Knows nothing of the catalogue or the web.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, ValidationError

from app.errors import FiguresError
from app.figures import MANIFEST, Box, Name, Point
from app.kept_model import KeptModel

FOLDER = "muscles"
_REBUILD = "run `make atlas`"
# Muscles are looked at one after the other; about 10 KB each.
_MOST_KEPT = 32
_OUTER = re.compile(r'<g class="(?P<classes>muscle[a-z -]*)">')
_GROUP = re.compile(r'<g data-view="(?P<views>[a-z -]+)">(?P<paths>.*?)</g>', re.DOTALL)


class _Entry(KeptModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class MuscleOnView(_Entry):
    """A muscle as one view shows it, with numbers of its left side.

    Attributes
    ----------
    drawing : str
        The view whose drawing this one uses.
    box : Box
        Left, top, right, bottom of what is drawn.
    points : mapping of str to (x, y)
        Where the view shows the muscle's trigger points.
    whole : bool
        The drawing is its own mirror image: a muscle of the middle, the same for both sides.
    """

    view: Name
    drawing: Name
    sides: tuple[Literal["left", "right"], ...]
    box: Box
    points: dict[str, Point] = Field(default_factory=dict)
    whole: bool = False


class DrawnMuscle(_Entry):
    """A muscle that has a sheet."""

    muscle: Name
    file: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.svg$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    best_view: str
    views: tuple[MuscleOnView, ...]


class _Manifest(_Entry):
    format: Annotated[Literal[1], Field(alias="schema")]
    muscles: tuple[DrawnMuscle, ...]


@dataclass(frozen=True)
class MuscleShape:
    """A muscle on one side in one view, ready to be put into that view's SVG."""

    svg: str
    box: Box
    points: Mapping[str, Point]


@dataclass(frozen=True, eq=False)
class Drawings:
    """All muscles that are drawn.

    Attributes
    ----------
    folder : Path
        Where their SVG files are.
    """

    folder: Path
    by_muscle: Mapping[str, DrawnMuscle] = field(default_factory=dict)

    def views_of(self, muscle: str, side: str) -> tuple[str, ...]:
        """List the views that show a muscle on a side, the best one first."""
        drawn = self.by_muscle.get(muscle)
        if drawn is None:
            return ()
        shown = [item.view for item in drawn.views if side in item.sides]
        return tuple(sorted(shown, key=lambda view: view != drawn.best_view))

    def shape(self, muscle: str, side: str, view: str) -> MuscleShape | None:
        """Give a muscle's shapes for a view; None when the view does not show it on that side.

        Raises
        ------
        FiguresError
            When its file is missing or is not the one that the manifest describes.
        """
        drawn = self.by_muscle.get(muscle)
        if drawn is None:
            return None
        for item in drawn.views:
            if item.view == view and side in item.sides:
                groups = _groups(self.folder / drawn.file, drawn.sha256)
                classes, paths = groups.get(item.drawing, ("muscle", ""))
                mirror = ' transform="scale(-1 1)"' if side == "right" else ""
                x0, y0, x1, y1 = item.box
                return MuscleShape(
                    f'<g class="{classes}"{mirror}>{paths}</g>',
                    (-x1, y0, -x0, y1) if mirror else item.box,
                    {n: (-x, y) if mirror else (x, y) for n, (x, y) in item.points.items()},
                )
        return None

    def svg_bytes(self, muscle: str) -> bytes | None:
        """Give the file of a muscle; None when it has no sheet; raises as `shape` does."""
        drawn = self.by_muscle.get(muscle)
        return None if drawn is None else _read(self.folder / drawn.file, drawn.sha256)


def load_drawings(folder: Path) -> Drawings:
    """Read the manifest of the muscle layer; without one no muscle is drawn.

    Parameters
    ----------
    folder : Path
        The folder of the figures, `static/svg`.

    Raises
    ------
    FiguresError
        When the manifest is damaged.
    """
    path = folder / FOLDER / MANIFEST
    if not path.is_file():
        return Drawings(folder / FOLDER)
    try:
        manifest = _Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise FiguresError(f"{path} is damaged: {error.errors()[0]['msg']}", _REBUILD) from error
    return Drawings(folder / FOLDER, {item.muscle: item for item in manifest.muscles})


def _read(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FiguresError(f"{path.name} cannot be read", _REBUILD) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FiguresError(f"{path.name} is not the file that its manifest describes", _REBUILD)
    return content


@lru_cache(maxsize=_MOST_KEPT)
def _groups(path: Path, sha256: str) -> dict[str, tuple[str, str]]:
    """Read a muscle's file: by view, the classes of what it is part of, and its paths."""
    text = _read(path, sha256).decode()
    outers = list(_OUTER.finditer(text))
    if not outers:
        raise FiguresError(f"{path.name} has no group muscle", _REBUILD)
    groups: dict[str, tuple[str, str]] = {}
    ends = [*(outer.start() for outer in outers[1:]), len(text)]
    for outer, end in zip(outers, ends, strict=True):
        for match in _GROUP.finditer(text, outer.end(), end):
            groups |= dict.fromkeys(match["views"].split(), (outer["classes"], match["paths"]))
    return groups
