"""The inverted index: for every zone on a side, what a mark there adds to which cause, and why.

Made once from the network, so that a match touches only what its marks reach. Holds the numbers of
`scoring` and the sentences of `evidence` side by side; knows nothing of a particular match.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level, Strength
from app.matching import evidence as wording
from app.matching.evidence import Reason, make_reason
from app.matching.network import Cause, Network
from app.matching.options import Options
from app.matching.scoring import (
    UNIT,
    Contribution,
    drawn_link,
    leak_of,
    mark_log_odds,
    missing_log_odds,
    to_units,
)
from app.matching.types import Evidence, EvidenceKind, Weight

_STRENGTHS = (Strength.WEAK, Strength.MODERATE, Strength.STRONG)


class Entry(NamedTuple):
    """What a mark in one place adds, by how the place lies to a pattern.

    Attributes
    ----------
    gains : mapping of int to int
        For the causes whose pattern holds the place, what the mark alone is worth, in units.
    """

    essential: tuple[Contribution[Reason], ...]
    spillover: tuple[Contribution[Reason], ...]
    beside: tuple[Contribution[Reason], ...]
    gains: Mapping[int, int]


class Standing(NamedTuple):
    """What holds for a cause whatever is marked.

    Attributes
    ----------
    frequency : Reason or None
    essential : tuple of (int, Reason)
        Findings of the main pattern, and the reason each gives while it is not marked.
    spillover : tuple of (int, int)
        Findings of the wider pattern, and the units each costs while it is not marked.
    """

    frequency: Reason | None
    essential: tuple[tuple[int, Reason], ...]
    spillover: tuple[tuple[int, int], ...]


class Index:
    """Contributions by finding and by symptom, and the standing of every cause.

    Attributes
    ----------
    prior : tuple of int
        Per cause the prior from its frequency class, in units.
    base : tuple of int
        Per cause its prior with every zone of its pattern missing, in units.
    standings : tuple of Standing
        Per cause.
    by_symptom : mapping of str to tuple of Contribution
        Per symptom id; empty for a symptom that no muscle names.
    """

    def __init__(self, catalogue: Catalogue, network: Network, options: Options) -> None:
        self.network = network
        self.options = options
        self._labels = {zone.id: zone.label for zone in catalogue.zones}
        self._leaks = tuple(
            leak_of(area, options.leak, options.leak_growth, options.leak_range)
            for area in network.relative_area
        )
        self._linked = self._collect_linked()
        self._missing = tuple(self._missing_units(cause) for cause in network.causes)
        self.standings = tuple(map(self._standing, network.causes, self._missing))
        self.prior = tuple(
            to_units(options.frequency_log_odds[cause.muscle.frequency.level])
            for cause in network.causes
        )
        self.base = tuple(
            prior + sum(missing.values())
            for prior, missing in zip(self.prior, self._missing, strict=True)
        )
        self.by_symptom = self._symptom_contributions(catalogue)
        self._entries: dict[tuple[int, Weight], Entry] = {}

    def entry(self, finding: int, weight: Weight) -> Entry:
        """Give what a mark adds; made at the first use and kept."""
        found = self._entries.get((finding, weight))
        if found is None:
            found = self._entries[finding, weight] = self._make_entry(finding, weight)
        return found

    def _gain(self, finding: int, cause: int, weight: Weight) -> float:
        pattern = self.network.causes[cause].pattern
        around = [
            (share, self.options.links[pattern[neighbour]])
            for neighbour, share in self.network.border_shares[finding]
            if neighbour in pattern
        ]
        own = self.options.links[pattern[finding]] if finding in pattern else 0.0
        link = drawn_link(own, around, self.options.blur)
        return self.options.weights[weight] * mark_log_odds(link, self._leaks[finding])

    def _collect_linked(self) -> tuple[dict[int, Level], ...]:
        linked: tuple[dict[int, Level], ...] = tuple({} for _ in self.network.places)
        for number, cause in enumerate(self.network.causes):
            for finding, level in cause.pattern.items():
                linked[finding][number] = level
        return linked

    def _missing_units(self, cause: Cause) -> dict[int, int]:
        log_odds = missing_log_odds(
            [self.network.width_mm[finding] for finding in cause.pattern],
            [self.options.links[level] for level in cause.pattern.values()],
            self.options.missing_share,
        )
        return dict(zip(cause.pattern, map(to_units, log_odds), strict=True))

    def _standing(self, cause: Cause, missing: Mapping[int, int]) -> Standing:
        level = cause.muscle.frequency.level
        frequency = wording.frequency_evidence(level, self.options.frequency_log_odds[level])
        essential = []
        for finding, units in missing.items():
            if cause.pattern[finding] is Level.ESSENTIAL:
                place = self.network.places[finding]
                text = wording.missing_text(self._labels[place.zone], place.side)
                reason = Evidence(EvidenceKind.MISSING, *place, Level.ESSENTIAL, units / UNIT, text)
                essential.append((finding, make_reason(reason)))
        spillover = tuple(
            (finding, units)
            for finding, units in missing.items()
            if cause.pattern[finding] is Level.SPILLOVER
        )
        return Standing(frequency and make_reason(frequency), tuple(essential), spillover)

    def _make_entry(self, finding: int, weight: Weight) -> Entry:
        place = self.network.places[finding]
        label = self._labels[place.zone]
        inside = {
            level: self._contributions(
                finding,
                weight,
                {cause: level for cause, at in self._linked[finding].items() if at is level},
                (EvidenceKind.MARK, wording.mark_text(label, place.side, level)),
            )
            for level in Level
        }
        beside = [
            self._contributions(
                finding,
                weight,
                causes,
                (EvidenceKind.NEIGHBOUR, wording.neighbour_text(label, place.side, level)),
            )
            for level, causes in self._beside(finding).items()
        ]
        gains = {
            cause: to_units(reason.evidence.log_odds)
            for contributions in inside.values()
            for cause, _, reason in contributions
        }
        return Entry(inside[Level.ESSENTIAL], inside[Level.SPILLOVER], sum(beside, start=()), gains)

    def _contributions(
        self,
        finding: int,
        weight: Weight,
        causes: Mapping[int, Level],
        said: tuple[EvidenceKind, str],
    ) -> tuple[Contribution[Reason], ...]:
        kind, text = said
        place, wire, found = self.network.places[finding], None, []
        for cause, level in sorted(causes.items()):
            gain = self._gain(finding, cause, weight)
            evidence = Evidence(kind, *place, level, gain, text)
            # The text of all these reasons is the same; only the number differs.
            wire = wire or make_reason(evidence).wire
            units = to_units(gain) - self._missing[cause].get(finding, 0)
            found.append(Contribution(cause, units, Reason(evidence, wire)))
        return tuple(found)

    def _beside(self, finding: int) -> dict[Level, dict[int, Level]]:
        nearest: dict[int, Level] = {}
        for neighbour, _ in self.network.border_shares[finding]:
            for cause, level in self._linked[neighbour].items():
                if cause not in self._linked[finding] and nearest.get(cause) is not Level.ESSENTIAL:
                    nearest[cause] = level
        return {
            level: {cause: at for cause, at in nearest.items() if at is level} for level in Level
        }

    def _symptom_contributions(
        self, catalogue: Catalogue
    ) -> dict[str, tuple[Contribution[Reason], ...]]:
        strongest: dict[tuple[str, str], Strength] = {}
        for muscle in catalogue.muscles:
            for said in muscle.symptoms:
                if said.symptom is not None:
                    key = (said.symptom, muscle.id)
                    known = strongest.get(key, Strength.WEAK)
                    strongest[key] = max(known, said.strength, key=_STRENGTHS.index)
        found: dict[str, tuple[Contribution[Reason], ...]] = {}
        for symptom in catalogue.symptoms:
            contributions = []
            for number, cause in enumerate(self.network.causes):
                strength = strongest.get((symptom.id, cause.muscle.id))
                if strength is not None:
                    gain = self.options.symptom_log_odds[strength]
                    text = wording.symptom_text(symptom.label, strength)
                    evidence = Evidence(EvidenceKind.SYMPTOM, None, None, None, gain, text)
                    contributions.append(
                        Contribution(number, to_units(gain), make_reason(evidence))
                    )
            found[symptom.id] = tuple(contributions)
        return found
