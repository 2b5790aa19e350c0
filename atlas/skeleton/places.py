"""Find authored points inside the body: landmarks, axes of limbs, what lies between and beside.

Knows landmarks and joints of one body, mm in the body frame, left half. Nothing is put onto the
skin: bones lie beneath it. Must not know bones or pictures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from atlas.pose import Joints
from atlas.segments import LIMB_SEGMENTS

FloatArray = NDArray[np.float64]

# A place's name, or names with numbers: [name, lateral, up, forward], [name, name, along] and
# [name, name, along, lateral, up, forward].
Place = str | Sequence[str | float]


class PlaceError(ValueError):
    """A place that is malformed or names what does not exist."""


class Places:
    """Points by name on one posed body.

    Parameters
    ----------
    landmarks_mm : id -> (3,) mm
    joints : give the axes of limbs, `segment@along`
    """

    def __init__(self, landmarks_mm: Mapping[str, FloatArray], joints: Joints | None) -> None:
        self._points = dict(landmarks_mm)
        self._joints = joints

    def name(self, name: str, point_mm: FloatArray) -> None:
        """Give a point a name of its own.

        Raises
        ------
        PlaceError
            When the name is taken.
        """
        if name in self._points:
            raise PlaceError(f"{name!r} is a landmark or was named before")
        self._points[name] = np.asarray(point_mm, dtype=np.float64)

    def find(self, place: Place) -> FloatArray:
        """Return a place, (3,) mm.

        Raises
        ------
        PlaceError
            When the place is malformed or names what does not exist.
        """
        if isinstance(place, str):
            return self._named(place)
        names = [item for item in place if isinstance(item, str)]
        numbers = [float(item) for item in place if not isinstance(item, str)]
        if len(names) not in (1, 2) or list(place[: len(names)]) != names:
            raise PlaceError(f"{list(place)}: one or two names come first, then numbers")
        start = self._named(names[0])
        if len(names) == 2:
            if not numbers:
                raise PlaceError(f"{list(place)}: two names need how far along")
            start = start + numbers.pop(0) * (self._named(names[1]) - start)
        if len(numbers) not in (0, 3):
            raise PlaceError(f"{list(place)}: three numbers go lateral, up, forward")
        return np.asarray(start + np.array(numbers or [0.0, 0.0, 0.0]))

    def _named(self, name: str) -> FloatArray:
        if name in self._points:
            return self._points[name]
        segment, at, along = name.partition("@")
        if at and self._joints and segment in LIMB_SEGMENTS:
            spec = LIMB_SEGMENTS[segment]
            start, end = (
                (self._joints.heads_mm if which == "head" else self._joints.tails_mm)[bone]
                for bone, which in (spec.start, spec.end)
            )
            try:
                return np.asarray(start + float(along) * (end - start))
            except ValueError:
                pass
        raise PlaceError(f"no point {name!r}")

    def column(self, rungs: Mapping[int, Place], wanted: Sequence[int]) -> FloatArray:
        """Pass a smooth curve through numbered places and return it at whole numbers.

        Parameters
        ----------
        rungs : number -> place, two or more
        wanted : numbers between the first and the last

        Returns
        -------
        (len(wanted), 3) mm
        """
        numbers = sorted(rungs)
        if len(numbers) < 2 or min(wanted) < numbers[0] or max(wanted) > numbers[-1]:
            raise PlaceError(f"numbers {min(wanted)} to {max(wanted)} need rungs at both ends")
        knots = np.array([self.find(rungs[number]) for number in numbers])
        return hermite(np.array(numbers, dtype=np.float64), knots, np.asarray(wanted, np.float64))


def hermite(at: FloatArray, knots: FloatArray, wanted: FloatArray) -> FloatArray:
    """Interpolate smoothly between unevenly numbered knots, (k, c) to (n, c).

    Cubic, with the slope of the parabola through each knot and its neighbours.
    """
    slopes = np.gradient(knots, at, axis=0)
    low = np.clip(np.searchsorted(at, wanted, side="right") - 1, 0, len(at) - 2)
    step = (at[low + 1] - at[low])[:, None]
    t = (wanted - at[low])[:, None] / step
    return np.asarray(
        (1.0 + 2.0 * t) * (1.0 - t) ** 2 * knots[low]
        + t * (1.0 - t) ** 2 * step * slopes[low]
        + t**2 * (3.0 - 2.0 * t) * knots[low + 1]
        + t**2 * (t - 1.0) * step * slopes[low + 1]
    )
