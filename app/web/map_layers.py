"""What the map asks for when somebody wants to see more: all muscles, all points, a muscle's pain.

Takes the catalogue, the built figures and the muscle layer, and gives text: the muscles of a depth
that a view of a body shows as one SVG, its bones, the places of all trigger points, and a muscle's
points with what each refers to. Places are the neutral body's; another's come with its description.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Depth, Level, Muscle, Side
from app.drawings import Drawings
from app.figures import Figures
from app.matching.network import Cause
from app.web import wording
from app.web.answer_cards import CardNotation
from app.web.muscle_pages import pattern_of
from app.web.point_places import all_places

_SVG = "http://www.w3.org/2000/svg"


def depth_sheet(catalogue: Catalogue, drawings: Drawings, view: str, depth: Depth) -> str:
    """Give all muscles of a depth that a view shows, as SVG without colours.

    Returns
    -------
    str
        One group per muscle, with `data-muscle` and `data-sides`. Where a view shows both sides,
        only the left one is given, to be mirrored for the right.
    """
    groups = []
    for muscle in catalogue.muscles:
        drawn = drawings.by_muscle.get(muscle.id)
        if muscle.depth is not depth or drawn is None:
            continue
        for item in drawn.views:
            shape = drawings.shape(muscle.id, item.sides[0], view) if item.view == view else None
            if shape:
                # What is its own mirror image would lie on itself.
                sides = " ".join(item.sides[:1] if item.whole else item.sides)
                groups.append(f'<g data-muscle="{muscle.id}" data-sides="{sides}">{shape.svg}</g>')
    return f'<svg xmlns="{_SVG}" data-view="{view}">{"".join(groups)}</svg>'


def skeleton_sheet(folder: Path, view: str) -> str:
    """Give the bones that a view shows, as SVG without colours; empty where it shows none.

    Parameters
    ----------
    folder : Path
        The folder of a body's figures, such as `static/svg`.
    view : str
        A view of the figures: it names the file.
    """
    path = folder / "skeleton" / f"{view}.svg"
    return (
        path.read_text(encoding="utf-8")
        if path.is_file()
        else f'<svg xmlns="{_SVG}" data-view="{view}"/>'
    )


def places(catalogue: Catalogue, figures: Figures) -> str:
    """Give where each trigger point is in each view, as JSON.

    Returns
    -------
    str
        `points`: per `trigger-point:side`, places such as `front:1.2,3.4 left:5,6`; `numbers`: what
        stands beside the X of each trigger point, where its muscle has several.
    """
    numbers: dict[str, int] = {}
    for muscle in catalogue.muscles:
        numbers |= wording.point_numbers(muscle)
    return _text({"points": all_places(figures), "numbers": numbers})


def patterns(
    catalogue: Catalogue, causes: tuple[Cause, ...], cards: CardNotation, muscle: Muscle
) -> str:
    """Describe a muscle by its trigger points and where each sends pain, as JSON.

    Returns
    -------
    str
        `name`, `plain`, `latin`, `href`, and `points` in their order, left before right: what a
        candidate's card says, with the words of its `essential` and `spillover` places.
    """
    told = []
    for cause in causes:
        if cause.muscle.id != muscle.id:
            continue
        pattern = pattern_of(catalogue, cause.point, cause.side)
        words: dict[Level, list[str]] = {}
        for (zone_id, side), level in pattern.items():
            zone = catalogue.zone_by_id[zone_id]
            words.setdefault(level, []).append(wording.zone_on_side(zone, Side(side)))
        told.append(
            {
                **asdict(cards.card(cause)),
                "label": wording.numbered_label(muscle, cause.point),
                "place": wording.upper_first(cause.point.place),
                "side": cause.side.value,
                "essential": wording.joined(words.get(Level.ESSENTIAL, [])),
                "spillover": wording.joined(words.get(Level.SPILLOVER, [])),
            }
        )
    return _text(
        {
            "id": muscle.id,
            "name": muscle.name,
            "plain": muscle.plain,
            "latin": muscle.latin,
            "href": f"/muscles/{muscle.id}",
            "points": told,
        }
    )


def _text(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
