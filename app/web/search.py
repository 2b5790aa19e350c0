"""Search in plain words over areas, zones, muscles and symptoms.

Takes a catalogue once and answers queries from an index in memory: folded words, their beginnings,
one slip of the typing finger, and a few everyday words for anatomical ones. It keeps no query.
"""

from __future__ import annotations

import difflib
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import Side, Zone
from app.web.search_words import EQUALS, SIDES, STOP_WORDS, words_of

_TYPO_QUALITY = 0.6
_SAME_QUALITY = 0.85
# Shorter words have too many neighbours for a slip to be guessed.
_SHORTEST_WITH_SLIP = 4
_SHORTEST_GUESSED = 7
_SHORTEST_BEGINNING = 2
# Where at least this many entries have every word, those that lack one are not shown.
_ENOUGH = 3
# What a person asks for first when words fit equally well.
_KIND_BONUS = {
    "area": 0.06,
    "zone": 0.04,
    "muscle": 0.05,
    "symptom": 0.0,
    "technique": 0.0,
    "trigger-point": -0.05,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that fits a query.

    Attributes
    ----------
    kind : str
        area, zone, muscle, trigger-point, symptom or technique.
    zones, marks : tuple of str
        The zones it stands for and the marks that ticking it sets; empty unless an area or a zone.
    url : str
        Its page.
    """

    kind: str
    id: str
    label: str
    detail: str | None
    zones: tuple[str, ...]
    marks: tuple[str, ...]
    url: str


class _Meaning(NamedTuple):
    """How surely a word is meant, and whether the whole of it was said."""

    quality: float
    is_whole: bool = True


@dataclass(slots=True)
class _Entry:
    hit: Hit
    weights: dict[str, float] = field(default_factory=dict)
    label_words: frozenset[str] = frozenset()

    def add(self, weight: float, texts: Iterable[str]) -> None:
        for text in texts:
            for word in words_of(text):
                if word not in STOP_WORDS:
                    self.weights[word] = max(weight, self.weights.get(word, 0.0))


def mark_values(zones: Iterable[Zone], side: Side | None = None) -> tuple[str, ...]:
    """List the marks of zones, `temple:left temple:right`, on one side when one is asked for."""
    return tuple(
        f"{zone.id}:{each}"
        for zone in zones
        for each in zone.sides
        if side is None or each in (side, Side.MIDLINE)
    )


def _entries(catalogue: Catalogue) -> Iterator[_Entry]:
    for area in catalogue.areas:
        zones = [catalogue.zone_by_id[zone] for zone in area.zones]
        hit = Hit(
            "area", area.id, area.plain, area.name, area.zones, mark_values(zones),
            f"/areas/{area.id}",
        )  # fmt: skip
        entry = _Entry(hit, label_words=frozenset(words_of(area.plain)) - STOP_WORDS)
        entry.add(1.0, (area.plain, area.name))
        entry.add(0.5, (zone.label for zone in zones))
        yield entry
    for zone in catalogue.zones:
        group = catalogue.group_by_id[zone.group].label
        hit = Hit(
            "zone", zone.id, zone.label, group, (zone.id,), mark_values([zone]), f"/zones/{zone.id}"
        )
        entry = _Entry(hit, label_words=frozenset(words_of(zone.label)) - STOP_WORDS)
        entry.add(1.0, (zone.label,))
        entry.add(0.9, zone.also)
        entry.add(0.6, (zone.id,))
        entry.add(0.4, (group,))
        yield entry
    for muscle in catalogue.muscles:
        hit = Hit("muscle", muscle.id, muscle.name, muscle.plain, (), (), f"/muscles/{muscle.id}")
        entry = _Entry(hit, label_words=frozenset(words_of(muscle.name)) - STOP_WORDS)
        entry.add(1.0, (muscle.name, muscle.plain))
        entry.add(0.9, muscle.synonyms)
        entry.add(0.8, (muscle.latin, *muscle.aliases))
        yield entry
        for point in muscle.trigger_points if len(muscle.trigger_points) > 1 else ():
            name = f"{muscle.name}, {point.label}"
            hit = Hit(
                "trigger-point", point.id, name, point.place, (), (),
                f"/muscles/{muscle.id}#{point.id}",
            )  # fmt: skip
            # A point is what is looked for only where its number or label is named.
            entry = _Entry(hit, label_words=frozenset(words_of(name)) - STOP_WORDS)
            entry.add(0.7, (muscle.name, *muscle.synonyms, point.id))
            entry.add(1.0, (point.label,))
            yield entry
    for technique in catalogue.techniques:
        hit = Hit(
            "technique", technique.id, technique.name, technique.plain, (), (),
            f"/techniques/{technique.id}",
        )  # fmt: skip
        entry = _Entry(hit, label_words=frozenset(words_of(technique.name)) - STOP_WORDS)
        entry.add(1.0, (technique.name,))
        entry.add(0.7, (technique.plain,))
        yield entry
    for symptom in catalogue.symptoms:
        hit = Hit("symptom", symptom.id, symptom.label, None, (), (), f"/symptoms/{symptom.id}")
        entry = _Entry(hit, label_words=frozenset(words_of(symptom.label)) - STOP_WORDS)
        entry.add(1.0, (symptom.label,))
        entry.add(0.9, symptom.also)
        yield entry


def _with_one_letter_less(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


class SearchIndex:
    """An index of everything in a catalogue that a person may look for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = tuple(_entries(catalogue))
        postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            for word, weight in entry.weights.items():
                postings[word].append((number, weight))
        self._postings = dict(postings)
        self._words = sorted(postings)
        self._rarity = {
            word: math.log(1 + len(self._entries) / len(found)) for word, found in postings.items()
        }
        # Two words are one slip apart when they agree after each has lost at most one letter.
        self._slips: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= _SHORTEST_WITH_SLIP:
                for form in (word, *_with_one_letter_less(word)):
                    self._slips[form].append(word)

    def find(self, query: str, limit: int = 12) -> tuple[Hit, ...]:
        """Find what fits a query, best first.

        Parameters
        ----------
        query : str
            Plain words; "left" and "right" choose the side of the marks.
        limit : int
            How many hits at most.
        """
        given = words_of(query)
        side = next((SIDES[word] for word in given if word in SIDES), None)
        asked = [word for word in given if word not in STOP_WORDS and word not in SIDES]
        wanted = [found for word in dict.fromkeys(asked) if (found := self._meanings(word))]
        if not wanted:
            return ()
        scores: defaultdict[int, float] = defaultdict(float)
        covered: defaultdict[int, int] = defaultdict(int)
        told: defaultdict[int, set[str]] = defaultdict(set)
        # What the words could give at most, so that scores of queries can be read alike.
        most = sum(max(self._rarity[word] for word in meanings) for meanings in wanted)
        for meanings in wanted:
            best: dict[int, float] = {}
            # A rare word that only begins alike counts no more than the word itself.
            said = [self._rarity[word] for word, meaning in meanings.items() if meaning.is_whole]
            for word, meaning in meanings.items():
                gain = meaning.quality * min([self._rarity[word], *said])
                for number, weight in self._postings[word]:
                    best[number] = max(best.get(number, 0.0), gain * weight)
                    if meaning.is_whole:
                        told[number].add(word)
            for number, gain in best.items():
                scores[number] += gain
                covered[number] += 1
        ranked = []
        for number, score in scores.items():
            entry = self._entries[number]
            share = len(told[number] & entry.label_words) / max(1, len(entry.label_words))
            total = score / most + 0.3 * share + _KIND_BONUS[entry.hit.kind]
            ranked.append((-covered[number], -total, entry.hit.id, number))
        ranked.sort()
        full = [row for row in ranked if -row[0] == len(wanted)]
        chosen = (full if len(full) >= _ENOUGH else ranked)[:limit]
        return tuple(self._on_side(self._entries[number].hit, side) for *_, number in chosen)

    def _meanings(self, word: str) -> dict[str, _Meaning]:
        """Find the indexed words that a word of the query may mean, with how surely it does."""
        known = self._postings
        found = {same: _Meaning(_SAME_QUALITY) for same in EQUALS.get(word, ()) if same in known}
        if len(word) >= _SHORTEST_BEGINNING:
            at = bisect_left(self._words, word)
            while at < len(self._words) and self._words[at].startswith(word):
                longer = self._words[at]
                begun = _Meaning(0.6 + 0.3 * len(word) / len(longer), is_whole=False)
                found[longer] = max(found.get(longer, begun), begun)
                at += 1
        if word in self._postings:
            found[word] = _Meaning(1.0)
        if found or len(word) < _SHORTEST_WITH_SLIP:
            return found
        for form in (word, *_with_one_letter_less(word)):
            for meant in self._slips.get(form, ()):
                found[meant] = _Meaning(_TYPO_QUALITY)
        if not found and len(word) >= _SHORTEST_GUESSED:
            alike = [other for other in self._words if other[0] == word[0] and len(other) >= 6]
            for meant in difflib.get_close_matches(word, alike, n=2, cutoff=0.75):
                found[meant] = _Meaning(_TYPO_QUALITY)
        return found

    @staticmethod
    def _on_side(hit: Hit, side: Side | None) -> Hit:
        if side is None or not hit.marks:
            return hit
        kept = tuple(mark for mark in hit.marks if mark.endswith((f":{side}", ":midline")))
        return Hit(hit.kind, hit.id, hit.label, hit.detail, hit.zones, kept, hit.url)
