"""Place the pins of deep zones: where the place is, where the dot to tap is, where the word goes.

Takes pin records and a scene, gives picture positions per view. Right twins and the views from the
right are made by mirroring. Must not know SVG.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from atlas.carrying import Carrier
from atlas.descriptors import VIEW_BY_ID
from atlas.labels import INSET_BELOW_MM_PER_PX
from atlas.pictures import MIRRORED_SIDE
from atlas.placing import PositionError
from atlas.scene import Scene
from atlas.seedbook import PinRecord
from atlas.seedlines import SeedLayer
from atlas.vocabulary import ZoneName

Point = tuple[float, float]

# Radius of the dot one taps, in picture mm: a fingertip's middle at the usual scale of each kind.
BODY_DOT_MM = 9.0
INSET_DOT_MM = 4.0
# Views of the right that are mirror images of a view of the left.
MIRRORED_VIEWS = {"left": "right", "left-flank": "right-flank", "head-left": "head-right"}


@dataclass(frozen=True)
class Pin:
    """A deep zone's pin in a view, in picture mm.

    Attributes
    ----------
    spot : where the deep place lies behind the skin
    dot : middle of the dot to tap
    radius : the dot's
    label : the zone's words
    """

    zone: str
    side: str
    spot: Point
    dot: Point
    radius: float
    label: str

    def mirrored(self) -> Pin:
        """Mirror the pin left to right; its side changes."""
        return replace(
            self,
            side=MIRRORED_SIDE[self.side],
            spot=(-self.spot[0] + 0.0, self.spot[1]),
            dot=(-self.dot[0] + 0.0, self.dot[1]),
        )

    @property
    def reads_rightward(self) -> bool:
        """Tell whether the word stands to the right of the dot: away from the place."""
        return self.dot[0] >= self.spot[0]


def place_pins(
    scene: Scene,
    layer: SeedLayer,
    records: Sequence[PinRecord],
    names: Mapping[str, ZoneName],
    carrier: Carrier | None = None,
) -> tuple[dict[str, tuple[Pin, ...]], tuple[str, ...]]:
    """Place all pins.

    Parameters
    ----------
    scene : of the body that is drawn
    layer : of the neutral body, on which places are found
    carrier : from the neutral body to the one that is drawn, when that is another

    Returns
    -------
    pins : view id -> its pins, in the order of the records, a right twin after its left
    problems : one line for each pin that could not be placed
    """
    found: dict[str, list[Pin]] = {}
    problems: list[str] = []
    for record in records:
        try:
            point = layer.place(record.place)
        except PositionError as error:
            problems.append(f"{record.where}: place: {error}")
            continue
        if carrier is not None:
            point, _ = carrier.carry(point)
        name = names[record.zone]
        if name.is_midline:
            point = point * np.array([0.0, 1.0, 1.0])
        camera = scene.camera(record.view)
        x, y = (round(float(v), 1) for v in camera.project(point[None])[0])
        is_inset = camera.mm_per_px < INSET_BELOW_MM_PER_PX
        dot = (round(x + record.offset_mm[0], 1), round(y + record.offset_mm[1], 1))
        radius = INSET_DOT_MM if is_inset else BODY_DOT_MM
        pin = Pin(name.id, name.left_side, (x, y), dot, radius, name.label)
        pins = found.setdefault(record.view, [])
        pins.append(pin)
        if VIEW_BY_ID[record.view].is_symmetric and not name.is_midline:
            pins.append(pin.mirrored())
        elif record.view in MIRRORED_VIEWS:
            found.setdefault(MIRRORED_VIEWS[record.view], []).append(pin.mirrored())
    return {view: tuple(pins) for view, pins in found.items()}, tuple(problems)
