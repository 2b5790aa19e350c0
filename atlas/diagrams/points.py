"""Where trigger points are in constructed views: those that lie on a sheet laid flat there.

Takes positions as the catalogue has them, gives entries of the figure's manifest. Must not know
clinical matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from atlas.diagrams.flat import flat_places
from atlas.diagrams.views import DIAGRAMS
from atlas.muscles.sheets import SheetBook

Entry = dict[str, Any]


def flat_point_entries(
    records: Sequence[Mapping[str, Any]], book: SheetBook
) -> dict[str, tuple[Entry, ...]]:
    """Describe the trigger points that each constructed view shows; right ones mirror their left.

    Parameters
    ----------
    records : muscle, id, position and only_side of every trigger point
    """
    found: dict[str, list[Entry]] = {view_id: [] for view_id in DIAGRAMS}
    for record in records:
        sheet = book.sheets.get(record["muscle"])
        if sheet is None or not isinstance(record["position"], dict):
            continue
        sides = (record["only_side"],) if record["only_side"] else ("left", "right")
        for view_id, (x, y) in flat_places(record["position"], sheet.parts).items():
            found[view_id] += [
                {
                    "trigger_point": record["id"],
                    "side": side,
                    "point": [x if side == "left" else 0.0 - x, y],
                }
                for side in sides
            ]
    return {view_id: tuple(entries) for view_id, entries in found.items()}
