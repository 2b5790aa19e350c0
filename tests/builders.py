"""Small worlds for tests: a catalogue and its figures from a few lines of text.

A world is written as one muscle per line::

    WORLD = '''
    temporalis (high): temple! eyebrow! eye-behind | temple! upper-molars
    sternalis: sternum! breast@both
    longus-colli (low):
    '''
    catalogue = build_catalogue(WORLD, midline="sternum", deep="eye-behind upper-molars")
    figures = build_figures(catalogue, borders="temple eyebrow 20, temple cheek 30")

Before the colon stands the muscle's id, with its frequency class in brackets (`unknown` unless
given); after it the trigger points, parted by `|`, each a list of zones: `!` marks an essential
referral, `@both` or `@opposite` a laterality. Points are named `temporalis-1`, `temporalis-2`.
Every zone that is named exists; `zones=` adds zones that nothing refers to.

For a folder of YAML files, see `data_folder`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import (
    Area,
    Care,
    Gap,
    Muscle,
    Source,
    Symptom,
    Technique,
    WarningSign,
    Zone,
    ZoneGroup,
)
from app.figures import Figures, Manifest, figures_from

SOURCE = "simons-1999"
_LINE = re.compile(r"\s*(?P<id>[a-z0-9-]+)\s*(\((?P<frequency>\w+)\))?\s*:(?P<points>.*)")
_REFERRAL = re.compile(r"(?P<zone>[a-z0-9-]+)(@(?P<laterality>\w+))?(?P<mark>!?)(@(?P<late>\w+))?")


def words(ids: str | Iterable[str]) -> list[str]:
    """Split a string of ids at spaces; leave lists as they are."""
    return ids.split() if isinstance(ids, str) else list(ids)


def title(record_id: str) -> str:
    """Make a readable name of an id."""
    return record_id.replace("-", " ").replace("_", " ").capitalize()


def referral(text: str) -> dict[str, Any]:
    """Read one referral such as `temple!`, `breast@both` or `breast!@both`."""
    match = _REFERRAL.fullmatch(text)
    if match is None:
        raise ValueError(f"not a referral: {text!r}")
    return {
        "zone": match["zone"],
        "level": "essential" if match["mark"] else "spillover",
        "laterality": match["laterality"] or match["late"] or "same",
    }


def trigger_point(point_id: str, referrals: str = "", **changes: Any) -> dict[str, Any]:
    """Make the fields of a trigger point."""
    return {
        "id": point_id,
        "label": f"TrP{point_id.rpartition('-')[2]}",
        "place": "middle of the belly",
        "position": {"between": ["acromion"]},
        "confidence": "high",
        "source": SOURCE,
        "basis": "recalled",
        "referrals": [referral(text) for text in referrals.split()],
        **changes,
    }


def muscle(muscle_id: str, *points: str, frequency: Any = "unknown", **changes: Any) -> Muscle:
    """Make a muscle from one string of referrals per trigger point."""
    sourced = {} if frequency == "unknown" else {"source": SOURCE, "basis": "recalled"}
    fields = {
        "id": muscle_id,
        "name": title(muscle_id),
        "latin": f"Musculus {muscle_id.replace('-', ' ')}",
        "plain": f"{title(muscle_id)} muscle",
        "region": "head-neck",
        "depth": "superficial",
        "attachments": {"origin": "one bone", "insertion": "another bone"},
        "action": "moves one bone towards the other",
        "nerve": "a nerve",
        "frequency": {"level": frequency, **sourced} if isinstance(frequency, str) else frequency,
        "sources": [SOURCE],
        "trigger_points": [
            trigger_point(f"{muscle_id}-{number}", referrals)
            for number, referrals in enumerate(points or ("",), start=1)
        ],
    }
    return Muscle.model_validate({**fields, **changes})


def read_muscles(text: str, symptoms: Mapping[str, str] | None = None) -> list[Muscle]:
    """Read muscles from lines as the module describes them."""
    links: dict[str, list[dict[str, str]]] = {}
    for symptom, users in (symptoms or {}).items():
        for user in users.split():
            name, _, strength = user.partition(":")
            link = {"text": title(symptom), "symptom": symptom, "strength": strength or "moderate"}
            links.setdefault(name, []).append({**link, "source": SOURCE, "basis": "recalled"})
    muscles = []
    for line in filter(str.strip, text.splitlines()):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not a muscle: {line!r}")
        points = [part.strip() for part in match["points"].split("|")]
        name, frequency = match["id"], match["frequency"] or "unknown"
        muscles.append(muscle(name, *points, frequency=frequency, symptoms=links.get(name, [])))
    return muscles


def build_catalogue(
    text: str = "",
    *,
    zones: str | Iterable[str] = "",
    midline: str | Iterable[str] = "",
    deep: str | Iterable[str] = "",
    symptoms: Mapping[str, str] | None = None,
    areas: Mapping[str, str] | None = None,
    warnings: Mapping[str, str] | None = None,
    muscles: Iterable[Muscle] | None = None,
    techniques: str | Iterable[str] = "",
    care: Iterable[Care] = (),
    gaps: Mapping[str, str] | None = None,
    version: str = "2026.11-00000000",
) -> Catalogue:
    """Build a catalogue in memory.

    Parameters
    ----------
    text : str
        Muscles, one per line, as the module describes them.
    zones : str or list of str
        Zones that exist besides those that are referred to, in order before them.
    midline, deep : str or list of str
        Which zones lie on the midline, and which are deep places.
    symptoms : mapping of str to str
        Symptom id to the muscles that have it: `{"dizziness": "scm-clavicular:strong temporalis"}`.
    areas : mapping of str to str
        Area id to its zones: `{"temporal_headache": "temple above-ear"}`.
    warnings : mapping of str to str
        Warning id to its level and zones: `{"stroke": "emergency", "heart": "emergency sternum"}`.
    muscles : list of Muscle, optional
        Ready muscles, in place of `text`.
    techniques : str or list of str
        Ids of techniques.
    care : list of Care
        Ready care records, see `care_of`.
    gaps : mapping of str to str
        Gap id to the reason for it.
    """
    records = tuple(read_muscles(text, symptoms) if muscles is None else muscles)
    used = [r.zone for m in records for p in m.trigger_points for r in p.referrals]
    used += [zone for users in (areas or {}).values() for zone in users.split()]
    midline, deep = set(words(midline)), set(words(deep))
    ids = list(dict.fromkeys([*words(zones), *used, *sorted(midline | deep)]))
    signs = {sign: text.split() for sign, text in (warnings or {}).items()}
    return Catalogue(
        version=version,
        muscles=records,
        zones=tuple(zone(i, midline=i in midline, deep=i in deep) for i in ids),
        groups=(ZoneGroup(id="body", label="Body"),),
        areas=tuple(
            Area(id=a, name=title(a), plain=f"pain: {title(a)}", group="body", zones=words(users))
            for a, users in (areas or {}).items()
        ),
        symptoms=tuple(Symptom(id=s, label=title(s)) for s in symptoms or {}),
        sources=(Source(id=SOURCE, kind="book", title="Manual", year=1999),),
        warnings=tuple(
            WarningSign(id=sign, level=level, sign=title(sign), zones=at, basis="recalled")
            for sign, (level, *at) in signs.items()
        ),
        techniques=tuple(technique(i) for i in words(techniques)),
        care=tuple(care),
        gaps=tuple(Gap(id=i, name=title(i), why=why) for i, why in (gaps or {}).items()),
    )


def technique(technique_id: str) -> Technique:
    """Make a technique."""
    name = title(technique_id)
    return Technique(
        id=technique_id,
        name=name,
        plain=f"Plainly {name.lower()}",
        what="a way of working",
        how=("first this", "then that"),
        suits="long muscles",
        feels="bearable pressure",
        avoid=("over varicose veins",),
        evidence="little studied",
        source=SOURCE,
        basis="recalled",
    )


def care_of(muscle_id: str, companion: str, technique_id: str, **changes: Any) -> Care:
    """Make the care record of a muscle."""
    fields = {
        "muscle": muscle_id,
        "source": SOURCE,
        "basis": "recalled",
        "companions": [{"muscle": companion, "how": "satellite", "note": "often"}],
        "look_alikes": [{"condition": "a bad tooth", "tell": "heat hurts", "basis": "read"}],
        "techniques": [{"technique": technique_id, "how": "glide slowly"}],
        "stretch": {"how": "open wide", "avoid": "after surgery"},
        "self_care": ["rest two fingers on it"],
    }
    return Care.model_validate({**fields, **changes})


def zone(zone_id: str, *, midline: bool = False, deep: bool = False) -> Zone:
    """Make a zone."""
    return Zone(
        id=zone_id,
        label=title(zone_id).lower(),
        group="body",
        kind="midline" if midline else "sided",
        place="deep" if deep else "surface",
    )


def build_manifest(
    catalogue: Catalogue,
    *,
    borders: str = "",
    areas_mm2: Mapping[str, float] | None = None,
    default_area_mm2: float = 1000.0,
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Build the manifest of figures with one view, `front`, and its SVG by view id.

    Parameters
    ----------
    borders : str
        Neighbours with the length of their border in mm, parted by commas: "temple eyebrow 20".
        Two sided zones are neighbours on each side; a sided and a midline zone on both sides.
    areas_mm2 : mapping of str to float
        Areas of zones in mm^2; `default_area_mm2` for the others.
    """
    sides = {zone.id: [side.value for side in zone.sides] for zone in catalogue.zones}
    neighbours: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for border in filter(str.strip, borders.split(",")):
        one, other, length = border.split()
        for a, b in ((one, other), (other, one)):
            for side in sides[a]:
                for there in sides[b] if side not in sides[b] else [side]:
                    entry = {"zone": b, "side": there, "border_mm": float(length)}
                    neighbours.setdefault((a, side), []).append(entry)
    zone_sides = [(zone, side) for zone in catalogue.zones for side in sides[zone.id]]
    shapes = "".join(
        f'<path class="zone" data-zone="{zone.id}" data-side="{side}" d="M{n * 10} 0h9v9h-9z"/>'
        for n, (zone, side) in enumerate(zone_sides)
    )
    width = max(10 * len(zone_sides), 10)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 10" data-view="front">'
        f'<g class="figure-zones">{shapes}</g></svg>'
    ).encode()
    areas = areas_mm2 or {}
    manifest = {
        "schema": 1,
        "digest": "0" * 64,
        "inputs": {},
        "views": [
            {
                "id": "front",
                "label": "Front",
                "group": "body",
                "file": "front.svg",
                "sha256": hashlib.sha256(svg).hexdigest(),
                "view_box": [0, 0, width, 10],
                "zones": [
                    {
                        "zone": zone.id,
                        "side": side,
                        "label_point": [n * 10 + 4.5, 4.5],
                        "box": [n * 10, 0, n * 10 + 9, 9],
                        "area": 81.0,
                        "pin": zone.place.value == "deep",
                    }
                    for n, (zone, side) in enumerate(zone_sides)
                ],
                "trigger_points": [
                    {"trigger_point": point, "side": side, "point": [n, 5]}
                    for n, point in enumerate(catalogue.trigger_point_by_id)
                    for side in ("left", "right")
                ],
            }
        ],
        "zones": [
            {
                "zone": zone.id,
                "side": side,
                "area_mm2": areas.get(zone.id, default_area_mm2),
                "best_view": "front",
                "neighbours": neighbours.get((zone.id, side), []),
            }
            for zone, side in zone_sides
        ],
    }
    return manifest, {"front": svg}


def build_figures(catalogue: Catalogue, **options: Any) -> Figures:
    """Build figures in memory that fit a catalogue; options as in `build_manifest`."""
    manifest, svgs = build_manifest(catalogue, **options)
    return figures_from(Manifest.model_validate_json(json.dumps(manifest)), svgs)


def write_figures(folder: Path, catalogue: Catalogue, **options: Any) -> Path:
    """Write manifest.json and its SVG into a folder; options as in `build_manifest`."""
    manifest, svgs = build_manifest(catalogue, **options)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for view, svg in svgs.items():
        (folder / f"{view}.svg").write_bytes(svg)
    return folder
