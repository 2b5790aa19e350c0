"""The inverted index: for every zone on a side, what a mark there adds to which cause, and why.

Made once from the network, so that a match touches only what its marks reach. Holds the numbers of
`scoring` and the sentences of `evidence` side by side; knows nothing of a particular match.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple, TypeAlias

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level, Strength
from app.matching import evidence as wording
from app.matching.evidence import Reason, make_reason
from app.matching.network import Cause, Network
from app.matching.options import Options
from app.matching.scoring import (
    UNIT,
    Scored,
    bit_set,
    drawn_link,
    leak_of,
    mark_log_odds,
    missing_log_odds,
    to_units,
)
from app.matching.types import Evidence, EvidenceKind, Fit, Weight

_STRENGTHS = (Strength.WEAK, Strength.MODERATE, Strength.STRONG)


Ranked: TypeAlias = tuple[int, int, int]
"""A cause in order: its score in units, negated; the cause; the number of what is said of it."""


class Entry(NamedTuple):
    """What a mark in one place, or a symptom, says of causes.

    Attributes
    ----------
    finding : int or None
        What is marked; None for a symptom.
    speaks_for : int
        The bit set of the causes whose pattern holds the place or lies beside it, or to which the
        symptom belongs.
    said : mapping of int to (int, Reason)
        Per cause the units added, and why. Inside a pattern, what the zone no longer counts against
        the cause while it is marked is in the units, and not in the log-odds of the reason.
    matching, others : mapping of int to Ranked
        The causes whose pattern holds the place, and the rest, as they rank when nothing else
        speaks for them; best first, ties by cause. What one entry says of one cause has a number of
        its own.
    best : list of Scored
        The first of `matching` without those that only repeat another, as many as are ever shown.
    """

    finding: int | None
    speaks_for: int
    said: Mapping[int, tuple[int, Reason]]
    matching: Mapping[int, Ranked]
    others: Mapping[int, Ranked]
    best: list[Scored]


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
    """What marks and symptoms add, and the standing of every cause.

    Attributes
    ----------
    prior : tuple of int
        Per cause the prior from its frequency class, in units.
    base : tuple of int
        Per cause its prior with every zone of its pattern missing, in units.
    standings : tuple of Standing
        Per cause.
    by_symptom : mapping of str to Entry
        Per symptom id; without causes for a symptom that no muscle names.
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
        self._strong_units = to_units(options.strong_from)
        self._entries: dict[tuple[int, Weight], Entry] = {}
        self._numbers = count()
        self.by_symptom = self._symptom_entries(catalogue)

    def entry(self, finding: int, weight: Weight) -> Entry:
        """Give what a mark adds; made at the first use and kept."""
        found = self._entries.get((finding, weight))
        if found is None:
            found = self._entries[finding, weight] = self._make_entry(finding, weight)
        return found

    def fit_of(self, units: int, *, is_inside: bool) -> Fit:
        """Say how well a cause with such a score fits, and with a mark inside its pattern or not.

        The words follow the order of the candidates: of two, the one further up never has the
        weaker word.
        """
        if not is_inside:
            return Fit.WEAK
        return Fit.STRONG if units >= self._strong_units else Fit.POSSIBLE

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
        linked, beside = self._linked[finding], self._beside(finding)
        reasons = self._mark_reasons(finding, weight, EvidenceKind.MARK, linked)
        reasons |= self._mark_reasons(finding, weight, EvidenceKind.NEIGHBOUR, beside)
        said = {}
        for cause, reason in reasons.items():
            missing = self._missing[cause][finding] if cause in linked else 0
            said[cause] = (to_units(reason.evidence.log_odds) - missing, reason)
        return self._entry_of(finding, said, linked, self.base)

    def _entry_of(
        self,
        finding: int | None,
        said: Mapping[int, tuple[int, Reason]],
        holds: Container[int],
        base: Sequence[int],
    ) -> Entry:
        """Rank the causes that an entry speaks for, from what each scores without it."""
        scored = sorted((-base[cause] - units, cause) for cause, (units, _) in said.items())
        matching, others = dict[int, Ranked](), dict[int, Ranked]()
        for negated, cause in scored:
            ranks = matching if cause in holds else others
            ranks[cause] = (negated, cause, next(self._numbers))
        best = self.best_of(matching.values())
        return Entry(finding, bit_set(said), said, matching, others, best)

    def best_of(self, ranked: Iterable[Ranked]) -> list[Scored]:
        """Choose the first causes that do not repeat another, as many as are ever shown."""
        repeats = self.network.repeats
        chosen = [(each[0], each[1]) for each in ranked if each[1] not in repeats]
        return chosen[: self.options.max_sets]

    def _mark_reasons(
        self, finding: int, weight: Weight, kind: EvidenceKind, causes: Mapping[int, Level]
    ) -> dict[int, Reason]:
        place = self.network.places[finding]
        say = wording.mark_text if kind is EvidenceKind.MARK else wording.neighbour_text
        texts = {level: say(self._labels[place.zone], place.side, level) for level in Level}
        # Reasons at one level differ in their number only, and that seldom: causes share them.
        made: dict[tuple[Level, float], Reason] = {}
        wires: dict[Level, str] = {}
        reasons = {}
        for cause, level in causes.items():
            gain = self._gain(finding, cause, weight)
            reason = made.get((level, gain))
            if reason is None:
                evidence = Evidence(kind, *place, level, gain, texts[level])
                # The JSON text leaves the number out.
                reason = made[level, gain] = make_reason(evidence, wires.get(level))
                wires[level] = reason.wire
            reasons[cause] = reason
        return reasons

    def _beside(self, finding: int) -> dict[int, Level]:
        """Find the causes with a pattern beside a finding, and its stronger level there."""
        nearest: dict[int, Level] = {}
        for neighbour, _ in self.network.border_shares[finding]:
            for cause, level in self._linked[neighbour].items():
                if cause not in self._linked[finding] and nearest.get(cause) is not Level.ESSENTIAL:
                    nearest[cause] = level
        return nearest

    def _symptom_entries(self, catalogue: Catalogue) -> dict[str, Entry]:
        causes_of: dict[str, list[int]] = {}
        for number, cause in enumerate(self.network.causes):
            causes_of.setdefault(cause.muscle.id, []).append(number)
        strongest: dict[str, dict[str, Strength]] = {}
        for muscle in catalogue.muscles:
            for said in muscle.symptoms:
                if said.symptom is not None:
                    known = strongest.setdefault(said.symptom, {})
                    known[muscle.id] = max(
                        known.get(muscle.id, Strength.WEAK), said.strength, key=_STRENGTHS.index
                    )
        entries = {}
        for symptom in catalogue.symptoms:
            reasons = {}
            for muscle_id, strength in strongest.get(symptom.id, {}).items():
                gain = self.options.symptom_log_odds[strength]
                text = wording.symptom_text(symptom.label, strength)
                reason = make_reason(Evidence(EvidenceKind.SYMPTOM, None, None, None, gain, text))
                reasons.update(dict.fromkeys(causes_of[muscle_id], reason))
            added = {c: (to_units(r.evidence.log_odds), r) for c, r in reasons.items()}
            entries[symptom.id] = self._entry_of(None, added, (), self.prior)
        return entries
