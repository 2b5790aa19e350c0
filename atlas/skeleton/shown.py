"""Which bones a view shows: data only, beside the views themselves."""

from __future__ import annotations

from atlas.descriptors import VIEW_BY_ID, PieceName

REGIONS = ("head", "spine", "trunk", "shoulder", "arm", "hand", "pelvis", "leg", "foot")

# What of the skeleton lies within the piece of the body that a view looks at.
REGIONS_IN_PIECE: dict[PieceName, tuple[str, ...]] = {
    "body": REGIONS,
    "body-without-arms": ("head", "spine", "trunk", "shoulder", "pelvis", "leg", "foot"),
    "head": ("head",),
    "left-hand": ("arm", "hand"),
    "left-leg": ("leg", "foot"),
    "left-foot": ("leg", "foot"),
}

# The views that are drawn, by the name that the authored file has for views from one direction.
VIEW_FAMILIES: dict[str, tuple[str, ...]] = {
    "front": ("front", "head-front"),
    "back": ("back", "head-back"),
    "side": ("left", "left-flank", "head-left"),
    "palm": ("hands-palm",),
    "hand-back": ("hands-back",),
    "leg-inner": ("leg-inner",),
    "feet-top": ("feet-top",),
    "feet-sole": ("feet-sole",),
    "feet-inner": ("feet-inner",),
    "feet-outer": ("feet-outer",),
}
FAMILY_OF: dict[str, str] = {view: name for name, views in VIEW_FAMILIES.items() for view in views}
DRAWN_VIEWS: tuple[str, ...] = tuple(view for view in VIEW_BY_ID if view in FAMILY_OF)
