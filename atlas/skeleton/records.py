"""What the skeleton is made of: bones, their parts, the names beside them. Data only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.skeleton.forms import Form

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Part:
    """A form, and the families of views that show it; all when empty."""

    form: Form
    views: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Bone:
    """A bone on the left side or the midline.

    Attributes
    ----------
    forward_mm, nearer_mm : forward in the body, and toward the viewer, when it is decided which
        bone hides which
    """

    id: str
    region: str
    parts: tuple[Part, ...]
    nearer_mm: float = 0.0
    forward_mm: float = 0.0


@dataclass(frozen=True)
class Labelled:
    """A short text on a bone.

    Attributes
    ----------
    bone : it is left out where something hides the place on this bone; none when empty
    views : the families of views it stands in
    aside_mm : how far right of the place it stands in the picture
    """

    text: str
    bone: str
    at_mm: FloatArray
    views: tuple[str, ...]
    aside_mm: float = 0.0
