"""Read how a muscle's part is laid flat in a constructed view: rows of points of the picture.

The same grammar as on the body, in picture mm: `origin`, `via`, `insertion`, each from across 0 to
across 1. Must not know the pictures' contents beyond their bones' names.
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas.diagrams.views import DIAGRAMS, covers

Point = tuple[float, float]
FLAT_FIELDS = ("view", "origin", "via", "insertion", "belly", "tendon", "behind")


@dataclass(frozen=True)
class FlatRows:
    """A part in a constructed view.

    Attributes
    ----------
    view : id of the view
    rows : origin, via lines, insertion; picture mm, the patient's left
    belly, flesh : in place of the part's own, where the picture shows it from another side
    behind : ids of bones and ligaments of the view that hide it
    """

    view: str
    rows: tuple[tuple[Point, ...], ...]
    belly: float | None = None
    flesh: tuple[float, float] | None = None
    behind: tuple[str, ...] = ()


def read_flat_rows(raw: object, problems: list[str]) -> tuple[FlatRows, ...]:
    """Read the field `flat` of a part; what is wrong is added to the problems."""
    if not isinstance(raw, list):
        problems.append("flat: a list, one item for each constructed view")
        return ()
    found = [one for item in raw if (one := _read(item, problems))]
    if len({one.view for one in found}) < len(found):
        problems.append("flat: one item for each view")
    return tuple(found)


def _read(raw: object, problems: list[str]) -> FlatRows | None:
    if not isinstance(raw, dict) or not {"view", "origin", "insertion"} <= set(raw):
        problems.append("flat: needs view, origin and insertion")
        return None
    unknown = [str(name) for name in raw if name not in FLAT_FIELDS]
    if unknown:
        problems.append(f"flat: {', '.join(unknown)}: use {', '.join(FLAT_FIELDS)}")
        return None
    view = raw["view"]
    if view not in DIAGRAMS:
        problems.append(f"flat: view: {view!r} is not one of {', '.join(DIAGRAMS)}")
        return None
    lines = [raw["origin"], *raw.get("via", []), raw["insertion"]]
    if not all(isinstance(line, list) and line and all(map(_is_point, line)) for line in lines):
        problems.append("flat: a line is a list of one or more points [x, y] in picture mm")
        return None
    behind = tuple(raw.get("behind", ()))
    known = covers(view)
    if not known.issuperset(behind):
        problems.append(f"flat: behind: {view} has {', '.join(sorted(known))}")
        return None
    tendon = raw.get("tendon")
    rows = tuple(tuple((float(x), float(y)) for x, y in line) for line in lines)
    flesh = (float(tendon[0]), float(tendon[1])) if tendon else None
    return FlatRows(view, rows, raw.get("belly"), flesh, behind)


def _is_point(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
    )
