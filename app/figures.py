"""The built figures as the application sees them: views, zones on them, areas and neighbours.

Reads `static/svg/manifest.json` and the SVG files beside it, once, into memory. This is all that
the application knows of geometry; lengths are mm and areas mm^2 on the neutral body. Sides are
plain strings here (`left`, `right`, `midline`). Knows nothing of the catalogue or the web.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, ValidationError

from app.errors import FiguresError
from app.kept_model import KeptModel

MANIFEST = "manifest.json"
_REBUILD = "run `make atlas`"

SideName = Literal["left", "right", "midline"]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Point = tuple[float, float]
Box = tuple[float, float, float, float]


class _Entry(KeptModel):
    # The manifest is generated: what this reader does not know is there for others.
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class ZoneOnView(_Entry):
    """A zone as one view shows it; `area` is in square units of the view."""

    zone: Name
    side: SideName
    label_point: Point
    box: Box
    area: Annotated[float, Field(ge=0)]
    pin: bool = False


class PointOnView(_Entry):
    """Where a view draws a trigger point's X."""

    trigger_point: Name
    side: SideName
    point: Point


class View(_Entry):
    """A picture of the body from one side.

    Attributes
    ----------
    view_box : tuple of 4 float
        Left, top, width and height; one unit is 1 mm.
    """

    id: Name
    label: Annotated[str, Field(min_length=1, max_length=80)]
    group: Name
    file: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.svg$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    view_box: Box
    zones: tuple[ZoneOnView, ...]
    trigger_points: tuple[PointOnView, ...] = ()


class Neighbour(_Entry):
    """A zone that shares a border, with the length of that border in mm."""

    zone: Name
    side: SideName
    border_mm: Annotated[float, Field(ge=0)]


class ZoneFacts(_Entry):
    """What the body says of a zone, whatever the view."""

    zone: Name
    side: SideName
    area_mm2: Annotated[float, Field(gt=0)]
    best_view: Name
    neighbours: tuple[Neighbour, ...] = ()


class Manifest(_Entry):
    """The whole of manifest.json."""

    # The public name is `schema`, which pydantic keeps for itself.
    format: Annotated[Literal[1], Field(alias="schema")]
    digest: str
    inputs: dict[str, str]
    views: Annotated[tuple[View, ...], Field(min_length=1)]
    zones: tuple[ZoneFacts, ...]


@dataclass(frozen=True, eq=False)
class Figures:
    """All figures, with look-ups.

    Attributes
    ----------
    digest : str
        Digest of what the figures were built from.
    views : tuple of View
        In the order of the manifest.
    """

    digest: str
    views: tuple[View, ...]
    facts: tuple[ZoneFacts, ...]
    svgs: Mapping[str, bytes]
    view_by_id: Mapping[str, View] = field(init=False, repr=False)
    _facts: Mapping[tuple[str, str], ZoneFacts] = field(init=False, repr=False)
    _points: Mapping[tuple[str, str], Mapping[str, Point]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        points: dict[tuple[str, str], dict[str, Point]] = {}
        for view in self.views:
            for item in view.trigger_points:
                points.setdefault((item.trigger_point, item.side), {})[view.id] = item.point
        object.__setattr__(self, "view_by_id", {view.id: view for view in self.views})
        object.__setattr__(self, "_facts", {(f.zone, f.side): f for f in self.facts})
        object.__setattr__(self, "_points", points)

    def has_zone(self, zone: str, side: str) -> bool:
        """Tell whether the figures know a zone on a side."""
        return (zone, side) in self._facts

    def area_mm2(self, zone: str, side: str) -> float:
        """Give a zone's area on the body in mm^2.

        Raises
        ------
        FiguresError
            When the figures do not have the zone on that side.
        """
        return self._zone(zone, side).area_mm2

    def neighbours(self, zone: str, side: str) -> tuple[Neighbour, ...]:
        """List the zones that share a border with a zone; raises as `area_mm2` does."""
        return self._zone(zone, side).neighbours

    def best_view(self, zone: str, side: str) -> str:
        """Give the id of the view that shows a zone largest; raises as `area_mm2` does."""
        return self._zone(zone, side).best_view

    def points(self, trigger_point_id: str, side: str) -> Mapping[str, Point]:
        """Give where a trigger point is drawn, by view id; empty when no view shows it."""
        return self._points.get((trigger_point_id, side), {})

    def svg_bytes(self, view_id: str) -> bytes:
        """Give the SVG file of a view.

        Raises
        ------
        FiguresError
            When there is no such view.
        """
        if view_id not in self.svgs:
            raise FiguresError(f"no view '{view_id}' in the figures", _REBUILD)
        return self.svgs[view_id]

    def _zone(self, zone: str, side: str) -> ZoneFacts:
        facts = self._facts.get((zone, side))
        if facts is None:
            raise FiguresError(f"no zone '{zone}' on side '{side}' in the figures", _REBUILD)
        return facts


def load_figures(folder: Path) -> Figures:
    """Load the figures from the folder that holds manifest.json.

    Raises
    ------
    FiguresError
        When the manifest or an SVG is missing or damaged; names the file.
    """
    path = folder / MANIFEST
    try:
        manifest = Manifest.model_validate_json(_read(path))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        where = f" at {place}" if place else ""
        raise FiguresError(f"{_shown(path)} is damaged{where}: {first['msg']}", _REBUILD) from None
    return figures_from(manifest, {view.id: _read_svg(folder, view) for view in manifest.views})


def figures_from(manifest: Manifest, svgs: Mapping[str, bytes]) -> Figures:
    """Make figures of a manifest and the bytes of each view's SVG, by view id.

    Raises
    ------
    FiguresError
        When the manifest contradicts itself.
    """
    views = {view.id for view in manifest.views}
    zones = {(facts.zone, facts.side) for facts in manifest.zones}
    if len(views) != len(manifest.views) or len(zones) != len(manifest.zones):
        raise FiguresError(f"{MANIFEST} lists a view or a zone twice", _REBUILD)
    for facts in manifest.zones:
        if facts.best_view not in views:
            message = f"{MANIFEST}: '{facts.zone}' is best seen on unknown view '{facts.best_view}'"
            raise FiguresError(message, _REBUILD)
        for other in facts.neighbours:
            if (other.zone, other.side) not in zones:
                message = f"{MANIFEST}: '{facts.zone}' has unknown neighbour '{other.zone}'"
                raise FiguresError(message, _REBUILD)
    return Figures(manifest.digest, manifest.views, manifest.zones, svgs)


def _read_svg(folder: Path, view: View) -> bytes:
    path = folder / view.file
    content = _read(path)
    if hashlib.sha256(content).hexdigest() != view.sha256:
        raise FiguresError(f"{_shown(path)} is not the file that {MANIFEST} names", _REBUILD)
    return content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise FiguresError(f"{_shown(path)} cannot be read: {reason}", _REBUILD) from None


def _shown(path: Path) -> str:
    """Name a file with its folder, without the rest of the machine's path."""
    return f"{path.parent.name}/{path.name}"
