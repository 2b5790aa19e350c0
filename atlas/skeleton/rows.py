"""Bones that come in numbers: vertebrae from the column of their tips, ribs from spine to cartilage.

Each is made from places authored for some numbers and interpolated for the others. Must not know
pictures or files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.pose import unit
from atlas.skeleton.forms import Form, Hull, Tube
from atlas.skeleton.places import Places

FloatArray = NDArray[np.float64]

LEVELS: tuple[str, ...] = (
    *(f"C{n}" for n in range(1, 8)), *(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6)),
)  # fmt: skip
LEFT = np.array([1.0, 0.0, 0.0])
# Edges of a vertebral body are rounded; its arch leaves it this far behind its back.
BODY_ROUND_MM = 2.5
ARCH_MM = 6.0
# Spinous processes lie in front of nothing and are palpated: drawn before all other bones.
SPINOUS_NEARER_MM = 400.0
# From behind a level's name stands beside the tip that is felt.
BESIDE_TIP_MM = 9.0


@dataclass(frozen=True)
class Part:
    """A form, and the families of views that show it; all when empty."""

    form: Form
    views: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bone:
    """A bone on the left side or the midline.

    Attributes
    ----------
    nearer_mm : added toward the viewer when it is decided which bone hides which
    """

    id: str
    region: str
    parts: tuple[Part, ...]
    nearer_mm: float = 0.0


@dataclass(frozen=True)
class Labelled:
    """A short text on a bone.

    Attributes
    ----------
    bone : it is left out where something hides the place on this bone
    views : the families of views it stands in
    aside_mm : how far right of the place it stands in the picture
    """

    text: str
    bone: str
    at_mm: FloatArray
    views: tuple[str, ...]
    aside_mm: float = 0.0


def _sizes(given: Mapping[str, float], count: int) -> FloatArray:
    """Interpolate a size over all levels."""
    numbers = sorted((LEVELS.index(level), float(size)) for level, size in given.items())
    return np.interp(np.arange(count), [n for n, _ in numbers], [size for _, size in numbers])


def vertebrae(data: Mapping[str, Any], places: Places) -> tuple[list[Bone], list[Labelled]]:
    """Make the vertebrae C1 to L5 and name them; name their bodies and tips as places too.

    Parameters
    ----------
    data : `tips` and `bodies`, level -> place; `width`, `height`, `depth`, `span`, level -> mm
        (the body's size, and how far the transverse processes reach from the midline);
        `front`, the levels shown from the front
    """
    count = len(LEVELS)
    everywhere = list(range(count))
    tips, bodies = (
        places.column({LEVELS.index(level): place for level, place in data[key].items()}, everywhere)
        for key in ("tips", "bodies")
    )
    width, height, depth, span = (
        _sizes(data[key], count) for key in ("width", "height", "depth", "span")
    )
    found: list[Bone] = []
    labels: list[Labelled] = []
    ups = np.gradient(bodies, axis=0)
    for n, level in enumerate(LEVELS):
        places.name(level, bodies[n])
        places.name(f"{level}-tip", tips[n])
        up = -unit(ups[n])
        ahead = unit(np.cross(LEFT, up))
        box = _box(bodies[n], up, ahead, np.array([width[n], height[n], depth[n]]))
        arch = bodies[n] - (depth[n] / 2.0 + ARCH_MM) * ahead
        wing = arch + span[n] * LEFT - 0.25 * span[n] * ahead + 0.12 * height[n] * up
        thick = 0.16 * height[n]
        process = Tube(np.array([arch, 0.5 * (arch + tips[n]), tips[n]]), (thick, 1.1 * thick, 0.9 * thick))
        lateral = Tube(np.array([arch, arch + 0.6 * (wing - arch), wing]), (1.3 * thick, thick, thick))
        shown = ("front", "back", "side") if level in data["front"] else ("back", "side")
        flat = tuple(view for view in shown if view != "side")
        found.append(
            Bone(
                f"vertebra-{level}",
                "spine",
                (Part(box, shown), Part(lateral, flat), Part(process, ("side",))),
            )
        )
        found.append(
            Bone(f"spinous-{level}", "spine", (Part(process, ("back",)),), SPINOUS_NEARER_MM)
        )
        on_body = tuple(view for view in shown if view != "back")
        labels.append(Labelled(level, f"vertebra-{level}", bodies[n], on_body))
        labels.append(Labelled(level, f"spinous-{level}", tips[n], ("back",), BESIDE_TIP_MM))
    return found, labels


def _box(centre: FloatArray, up: FloatArray, ahead: FloatArray, size: FloatArray) -> Hull:
    half = size / 2.0 - BODY_ROUND_MM
    corners = [
        centre + x * half[0] * LEFT + y * half[1] * up + z * half[2] * ahead
        for x in (-1.0, 1.0)
        for y in (-1.0, 1.0)
        for z in (-1.0, 1.0)
    ]
    return Hull(np.array(corners), BODY_ROUND_MM)


def ribs(data: Mapping[str, Any], places: Places) -> tuple[list[Bone], list[Labelled]]:
    """Make the twelve ribs with their cartilages.

    Parameters
    ----------
    data : `columns`, a list from the spine to the breastbone, each rib number -> place; a rib
        passes the columns that reach to its number. `turn`, the column where ribs turn from the
        back to the front. `bone`, the number of columns that are bone; from the last of them on
        cartilage is drawn. `radius_mm`
    """
    columns: Sequence[Mapping[int, Any]] = data["columns"]
    turn, bony, radius = int(data["turn"]), int(data["bone"]), float(data["radius_mm"])
    reached = [
        {
            number: place
            for number, place in zip(
                range(min(rungs), max(rungs) + 1),
                places.column(rungs, range(min(rungs), max(rungs) + 1)),
                strict=True,
            )
        }
        for rungs in columns
    ]
    found: list[Bone] = []
    for number in range(1, 13):
        way = np.array([column[number] for column in reached if number in column])
        end = min(bony, len(way))
        parts = [
            Part(Tube(way[:end], (radius,)), ("side",)),
            Part(Tube(way[: min(turn + 1, end)], (radius,)), ("back",)),
        ]
        if end > turn + 1:
            parts.append(Part(Tube(way[turn:end], (radius,)), ("front",)))
        found.append(Bone(f"rib-{number}", "trunk", tuple(parts)))
        if len(way) > bony:
            cartilage = Tube(way[end - 1 :], (0.8 * radius,))
            found.append(
                Bone(f"cartilage-{number}", "trunk", (Part(cartilage, ("front", "side")),))
            )
    return found, []
