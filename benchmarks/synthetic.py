"""A catalogue many times larger: as many copies of the real one, side by side, with their figures.

Each copy has zones and muscles of its own, so it is what a growing catalogue is: more places and
more muscles, with patterns as large as before.
"""

from __future__ import annotations

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Muscle, TriggerPoint, Zone
from app.figures import Figures, Neighbour, ZoneFacts


def multiplied(catalogue: Catalogue, figures: Figures, times: int) -> tuple[Catalogue, Figures]:
    """Put copies of a catalogue and its figures' measures side by side."""
    zones: list[Zone] = []
    muscles: list[Muscle] = []
    facts: list[ZoneFacts] = []
    for number in range(times):
        zones += [
            zone.model_copy(update={"id": _copy(zone.id, number), "aliases": ()})
            for zone in catalogue.zones
        ]
        muscles += [_muscle(muscle, number) for muscle in catalogue.muscles]
        facts += [
            fact.model_copy(
                update={
                    "zone": _copy(fact.zone, number),
                    "neighbours": tuple(_neighbour(n, number) for n in fact.neighbours),
                }
            )
            for fact in figures.facts
        ]
    larger = Catalogue(
        version=f"{catalogue.version}-times-{times}",
        muscles=tuple(muscles),
        zones=tuple(zones),
        groups=catalogue.groups,
        symptoms=catalogue.symptoms,
        sources=catalogue.sources,
    )
    return larger, Figures(figures.digest, figures.views, tuple(facts), figures.svgs)


def _copy(record_id: str, number: int) -> str:
    return f"{record_id}-copy-{number}"


def _neighbour(neighbour: Neighbour, number: int) -> Neighbour:
    return neighbour.model_copy(update={"zone": _copy(neighbour.zone, number)})


def _point(point: TriggerPoint, number: int) -> TriggerPoint:
    referrals = tuple(
        referral.model_copy(update={"zone": _copy(referral.zone, number)})
        for referral in point.referrals
    )
    return point.model_copy(
        update={"id": _copy(point.id, number), "aliases": (), "referrals": referrals}
    )


def _muscle(muscle: Muscle, number: int) -> Muscle:
    points = tuple(_point(point, number) for point in muscle.trigger_points)
    return muscle.model_copy(
        update={"id": _copy(muscle.id, number), "aliases": (), "trigger_points": points}
    )
