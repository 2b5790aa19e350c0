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
    leak_of,
    mark_log_odds,
    missing_log_odds,
    neighbour_link,
    to_units,
)
from app.matching.types import Evidence, EvidenceKind, Weight

_STRENGTHS = (Strength.WEAK, Strength.MODERATE, Strength.STRONG)


class Entry(NamedTuple):
    """What a mark in one place adds, by how the place lies to a pattern."""

    essential: tuple[Contribution[Reason], ...]
    spillover: tuple[Contribution[Reason], ...]
    beside: tuple[Contribution[Reason], ...]


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

    def gain(self, finding: int, level: Level, weight: Weight) -> float:
        """Give the log-odds by which a mark inside a pattern speaks for it."""
        link = self.options.links[level]
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
        inside: dict[Level, list[Contribution[Reason]]] = {level: [] for level in Level}
        place, share = self.network.places[finding], self.options.weights[weight]
        label = self._labels[place.zone]
        reasons, gains = {}, {}
        for level in Level:
            gain = self.gain(finding, level, weight)
            text = wording.mark_text(label, place.side, level)
            reasons[level] = make_reason(Evidence(EvidenceKind.MARK, *place, level, gain, text))
            gains[level] = to_units(gain)
        for cause, level in sorted(self._linked[finding].items()):
            units = gains[level] - self._missing[cause][finding]
            inside[level].append(Contribution(cause, units, reasons[level]))
        beside = tuple(
            Contribution(cause, to_units(reason.evidence.log_odds), reason)
            for cause, reason in self._beside(finding, share)
        )
        return Entry(tuple(inside[Level.ESSENTIAL]), tuple(inside[Level.SPILLOVER]), beside)

    def _beside(self, finding: int, share: float) -> list[tuple[int, Reason]]:
        near: dict[int, list[tuple[float, Level]]] = {}
        for neighbour, border_share in self.network.border_shares[finding]:
            for cause, level in self._linked[neighbour].items():
                if cause not in self._linked[finding]:
                    near.setdefault(cause, []).append((border_share, level))
        place, found, wires = self.network.places[finding], [], dict[Level, str]()
        label = self._labels[place.zone]
        for cause, touching in sorted(near.items()):
            link = neighbour_link(
                [(border_share, self.options.links[level]) for border_share, level in touching],
                self.options.neighbour_share,
            )
            levels = {level for _, level in touching}
            level = Level.ESSENTIAL if Level.ESSENTIAL in levels else Level.SPILLOVER
            gain = share * mark_log_odds(link, self._leaks[finding])
            text = wording.neighbour_text(label, place.side, level)
            evidence = Evidence(EvidenceKind.NEIGHBOUR, *place, level, gain, text)
            if level not in wires:
                wires[level] = make_reason(evidence).wire
            found.append((cause, Reason(evidence, wires[level])))
        return found

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
