"""The inverted index: for every zone on a side, what a mark there adds to which cause, and why.

Made once from the network, so that a match touches only what its marks reach. Holds the numbers of
`scoring` and the sentences of `evidence` side by side; knows nothing of a particular match.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Level, Strength
from app.matching import evidence as wording
from app.matching.evidence import Reason, make_reason
from app.matching.explain import Scored
from app.matching.network import Cause, Network
from app.matching.options import Options
from app.matching.ranks import Rank, Ranks
from app.matching.scoring import (
    UNIT,
    bit_set,
    drawn_link,
    leak_of,
    mark_log_odds,
    missing_log_odds,
    to_units,
)
from app.matching.types import Evidence, EvidenceKind, Fit, Weight

_STRENGTHS = (Strength.WEAK, Strength.MODERATE, Strength.STRONG)

Said: TypeAlias = tuple[int, Reason, Rank]
"""What an entry says of a cause: the units it adds, why, and the cause's rank by it alone.

Inside a pattern, what the zone no longer counts against the cause while it is marked is in the
units, and not in the log-odds of the reason.
"""


class Entry(NamedTuple):
    """What a mark in one place, or a symptom, says of causes.

    Attributes
    ----------
    finding : int or None
        What is marked; None for a symptom.
    speaks_for : int
        The bit set of the causes whose pattern holds the place or lies beside it, or to which the
        symptom belongs.
    said : mapping of int to Said
        Per cause.
    ranks : list of Rank
        The ranks of these causes when nothing else speaks for them, ascending.
    distinct : list of Rank
        The same but for causes that only repeat another.
    holders : tuple of Scored
        Each cause whose pattern holds the place, best first, but for those that only repeat
        another.
    best : tuple of int
        The first of the holders, as many as are ever shown.
    """

    finding: int | None
    speaks_for: int
    said: Mapping[int, Said]
    ranks: list[Rank]
    distinct: list[Rank]
    holders: tuple[Scored, ...]
    best: tuple[int, ...]


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
    ranks : Ranks
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
        self._entries: dict[tuple[int, Weight], Entry] = {}
        self.ranks = Ranks(len(network.causes))
        self._first_possible = self.ranks.worse_than(to_units(options.strong_from))
        self.by_symptom = self._symptom_entries(catalogue)

    def entries_for(self, weights: Mapping[int, Weight]) -> list[Entry]:
        """Give what marks add, in their order; each made at its first use and kept."""
        known, make = self._entries.get, self._make_entry
        return [known(mark) or make(*mark) for mark in weights.items()]

    def fit_of(self, rank: float) -> Fit:
        """Say how well a cause of such a rank fits.

        The words follow the order of the candidates: of two, the one further up never has the
        weaker word.
        """
        if rank >= self.ranks.first_beside:
            return Fit.WEAK
        return Fit.STRONG if rank < self._first_possible else Fit.POSSIBLE

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
        added = {}
        for cause, reason in reasons.items():
            missing = self._missing[cause][finding] if cause in linked else 0
            added[cause] = (to_units(reason.evidence.log_odds) - missing, reason)
        entry = self._entry_of(finding, added, linked, self.base)
        # Should two threads make it at once, both take the one that was there first.
        return self._entries.setdefault((finding, weight), entry)

    def _entry_of(
        self,
        finding: int | None,
        added: Mapping[int, tuple[int, Reason]],
        holds: Container[int],
        base: Sequence[int],
    ) -> Entry:
        """Rank the causes that an entry speaks for, from what each scores without it."""
        repeats = self.network.repeats
        said = {
            cause: (
                units,
                reason,
                self.ranks.pack(base[cause] + units, cause, is_inside=cause in holds),
            )
            for cause, (units, reason) in added.items()
        }
        ranks = sorted(rank for _, _, rank in said.values())
        distinct = [rank for rank in ranks if self.ranks.cause_of(rank) not in repeats]
        holders = tuple(
            (-self.ranks.units_of(rank), (self.ranks.cause_of(rank),))
            for rank in distinct
            if rank < self.ranks.first_beside
        )
        best = tuple(cause for _, (cause,) in holders[: self.options.max_sets])
        return Entry(finding, bit_set(said), said, ranks, distinct, holders, best)

    def _mark_reasons(
        self, finding: int, weight: Weight, kind: EvidenceKind, causes: Mapping[int, Level]
    ) -> dict[int, Reason]:
        place = self.network.places[finding]
        say = wording.mark_text if kind is EvidenceKind.MARK else wording.neighbour_text
        texts = {level: say(self._labels[place.zone], place.side, level) for level in Level}
        # Reasons at one level differ in their number only, and that seldom: causes share them.
        made: dict[tuple[Level, float], Reason] = {}
        wires: dict[Level, bytes] = {}
        reasons = {}
        for cause, level in causes.items():
            gain = self._gain(finding, cause, weight)
            reason = made.get((level, gain))
            if reason is None:
                evidence = Evidence(kind, *place, level, gain, texts[level])
                # The JSON leaves the number out.
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
