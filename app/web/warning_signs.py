"""The warning signs that belong to marks, found in microseconds, and as JSON text made once."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import WarningSign
from app.matching.types import Mark

# Marks repeat little, the sets of signs they call up much: these cover nearly every match.
MOST_SETS_KEPT = 512


def signs_as_json(signs: Iterable[WarningSign]) -> str:
    """Write warning signs as the JSON list of a match."""
    return json.dumps(
        [{"id": sign.id, "level": sign.level.value, "sign": sign.sign} for sign in signs],
        ensure_ascii=False,
        separators=(",", ":"),
    )


class WarningSets:
    """Chooses what `Catalogue.warnings_for` chooses, as numbers in order of urgency.

    Parameters
    ----------
    catalogue : Catalogue
        Its warnings.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._signs = catalogue.warnings_for(zone.id for zone in catalogue.zones)
        self._always = frozenset(n for n, sign in enumerate(self._signs) if not sign.zones)
        self._by_zone: dict[str, frozenset[int]] = {
            zone.id: frozenset(n for n, sign in enumerate(self._signs) if zone.id in sign.zones)
            for zone in catalogue.zones
        }
        self._texts: dict[frozenset[int], str] = {}

    def numbers_for(self, marks: Iterable[Mark]) -> frozenset[int]:
        """Choose the signs to ask about before any muscle."""
        return self._always.union(*[self._by_zone[mark.zone] for mark in marks])

    def signs(self, numbers: Iterable[int]) -> tuple[WarningSign, ...]:
        """List signs by their numbers, the most urgent first."""
        return tuple(self._signs[number] for number in sorted(numbers))

    def as_json(self, marks: Iterable[Mark]) -> str:
        """Write the signs for marks as the JSON list of a match."""
        numbers = self.numbers_for(marks)
        text = self._texts.get(numbers)
        if text is None:
            text = signs_as_json(self.signs(numbers))
            if len(self._texts) >= MOST_SETS_KEPT:
                self._texts.clear()
            self._texts[numbers] = text
        return text
