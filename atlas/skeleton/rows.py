"""Bones that come in numbers: vertebrae from their tips, ribs from spine to cartilage.

Each is made from places authored for some numbers and interpolated for the others. Must not know
pictures or files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.pose import unit
from atlas.skeleton.forms import Hull, Line, Tube
from atlas.skeleton.places import Places
from atlas.skeleton.records import Bone, Labelled, Part

FloatArray = NDArray[np.float64]

LEVELS: tuple[str, ...] = (
    *(f"C{n}" for n in range(1, 8)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
)
LEFT = np.array([1.0, 0.0, 0.0])
# Edges of a vertebral body are rounded; its arch leaves it this far behind its back.
BODY_ROUND_MM = 2.5
ARCH_MM = 6.0
# Ribs are this much of their width, by number: those below are thinner.
THINNER_DOWN = ((6.0, 10.0), (1.0, 0.86))
# Spinous processes lie in front of nothing and are palpated: drawn before all other bones.
SPINOUS_NEARER_MM = 400.0
# The arches with their transverse processes lie behind the ribs.
COLUMN_NEARER_MM = 150.0
# From behind a level's name stands beside the tip that is felt.
BESIDE_TIP_MM = 11.0


def _sizes(given: Mapping[str, float], count: int) -> FloatArray:
    """Interpolate a size over all levels."""
    numbers = sorted((LEVELS.index(level), float(size)) for level, size in given.items())
    return np.interp(np.arange(count), [n for n, _ in numbers], [size for _, size in numbers])


def vertebrae(data: Mapping[str, Any], places: Places) -> tuple[list[Bone], list[Labelled]]:
    """Make the vertebrae C1 to L5 and name them; name their bodies and tips as places too.

    Parameters
    ----------
    data : `tips` and `bodies`, level -> place; `front`, the levels shown from the front; and by
        level in mm `width`, `height`, `depth` of the body, `span`, how far the transverse processes
        reach from the midline, `arches`, how wide the arches are, which are all that is seen from
        behind, and `label_behind`, how far behind the tip a level is named from the side
    """
    count = len(LEVELS)
    everywhere = list(range(count))
    tips, bodies = (
        places.column(
            {LEVELS.index(level): place for level, place in data[key].items()}, everywhere
        )
        for key in ("tips", "bodies")
    )
    width, height, depth, span, arch_width, behind = (
        _sizes(data[key], count)
        for key in ("width", "height", "depth", "span", "arches", "label_behind")
    )
    found: list[Bone] = []
    labels: list[Labelled] = []
    column: list[Part] = []
    ups = np.gradient(bodies, axis=0)
    for n, level in enumerate(LEVELS):
        places.name(level, bodies[n])
        places.name(f"{level}-tip", tips[n])
        up = -unit(ups[n])
        ahead = unit(np.cross(LEFT, up))
        box = _box(bodies[n], up, ahead, np.array([width[n], height[n], depth[n]]))
        arch = bodies[n] - (depth[n] / 2.0 + ARCH_MM) * ahead
        level_arch = arch * np.array([1.0, 0.0, 1.0]) + bodies[n] * np.array([0.0, 1.0, 0.0])
        wing = level_arch + span[n] * LEFT - 0.25 * span[n] * ahead + 0.05 * height[n] * up
        thick = 0.16 * height[n]
        process = Tube(
            np.array([arch, 0.5 * (arch + tips[n]), tips[n]]), (thick, 1.1 * thick, 0.9 * thick)
        )
        lateral = Tube(
            np.array([level_arch, 0.4 * level_arch + 0.6 * wing, wing]), (1.3 * thick, thick, thick)
        )
        tall = float(np.linalg.norm(ups[n])) + 2.0 * BODY_ROUND_MM
        arches = _box(bodies[n], up, ahead, np.array([arch_width[n], tall, depth[n]]))
        column += [Part(arches, ("back",)), Part(lateral, ("back",))]
        parts = [Part(box, ("side",)), Part(process, ("side",))]
        if level in data["front"]:
            parts += [Part(box, ("front",)), Part(lateral, ("front",))]
        found.append(Bone(f"vertebra-{level}", "spine", tuple(parts)))
        found.append(
            Bone(f"spinous-{level}", "spine", (Part(process, ("back",)),), SPINOUS_NEARER_MM)
        )
        if level in data["front"]:
            labels.append(Labelled(level, f"vertebra-{level}", bodies[n], ("front",)))
        # From the side it stands behind the back, clear of the bones.
        labels.append(Labelled(level, "", tips[n], ("side",), float(behind[n])))
        labels.append(Labelled(level, f"spinous-{level}", tips[n], ("back",), BESIDE_TIP_MM))
    # From behind the arches lie over each other: one column, on which the tips are felt.
    found.append(Bone("vertebral-column", "spine", tuple(column), COLUMN_NEARER_MM))
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
        back to the front. `bone`, the number of columns that are bone; the rest is cartilage.
        `radii_mm`, at each column
    """
    columns: Sequence[Mapping[int, Any]] = data["columns"]
    turn, bony = int(data["turn"]), int(data["bone"])
    reached: list[dict[int, FloatArray]] = []
    for rungs in columns:
        numbers = range(min(rungs), max(rungs) + 1)
        reached.append(dict(zip(numbers, places.column(rungs, numbers), strict=True)))
    found: list[Bone] = []
    for number in range(1, 13):
        way = np.array([column[number] for column in reached if number in column])
        end = min(bony, len(way))
        widths = np.array(data["radii_mm"], dtype=np.float64)[: len(way)]
        wide = tuple((widths * np.interp(number, *THINNER_DOWN)).tolist())
        back = min(turn + 1, end)
        is_long = len(way) > turn + 1
        parts = [
            Part(Tube(way, wide), ("side",)),
            Part(Tube(way[:back], wide[:back], (-1,) if is_long else ()), ("back",)),
        ]
        if is_long:
            parts.append(Part(Tube(way[turn:], wide[turn:], (0,)), ("front",)))
        if len(way) > bony:
            seam = _seam(way, bony - 1, wide[bony - 1])
            parts.append(Part(Line(seam), ("front", "side")))
        found.append(Bone(f"rib-{number}", "trunk", tuple(parts)))
    return found, []


def _seam(way: FloatArray, at: int, radius: float) -> FloatArray:
    """Return the short line across a rib where its cartilage begins, (2, 3)."""
    ahead = unit(way[at + 1] - way[at - 1])
    outward = unit(way[at] * np.array([1.0, 0.0, 1.0]))
    across = radius * unit(np.cross(ahead, outward))
    return np.array([way[at] - across, way[at] + across])
