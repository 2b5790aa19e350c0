"""Judge what was authored and what was built: findings in words, for people.

Must not draw anything.
"""

from __future__ import annotations

from atlas.authored import Authored
from atlas.zonemesh import fine_left_half, measure


def report_seeds(authored: Authored) -> str:
    """Tell how the seeds divide the body: missing zones, islands, areas, borders."""
    names = authored.vocabulary.by_id()
    seeded = {zone.zone for zone in authored.laid.zones}
    lines = [
        f"no seeds: {zone.id}"
        for zone in authored.vocabulary.zones
        if not zone.is_deep and zone.id not in seeded
    ]
    mesh = fine_left_half(authored.scene.body.surface, authored.is_exposed)
    measures = measure(authored.laid.zones, names, mesh)
    lines += [f"island: {island}" for island in measures.islands]
    lines.append(f"unowned: {measures.unowned_mm2 / 100.0:.1f} cm2 in no zone's parts")
    for zone in authored.vocabulary.zones:
        side = zone.left_side
        if zone.is_deep or (zone.id, side) not in measures.area_mm2:
            continue
        neighbours = measures.borders_mm.get((zone.id, side), {})
        told = ", ".join(
            f"{other}{'' if at == side else ':' + at} {length:.0f}"
            for (other, at), length in sorted(neighbours.items(), key=lambda item: -item[1])
        )
        lines.append(f"{zone.id}: {measures.area_mm2[zone.id, side] / 100.0:.1f} cm2; {told}")
    return "\n".join(lines) + "\n"
