"""The warning signs that belong to marks, found in microseconds, as JSON and as markup.

Marks call up nearly as many different sets of signs as there are answers, so a set is put together
from signs written once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from app.catalogue.catalogue import Catalogue
from app.catalogue.models import WarningLevel, WarningSign
from app.matching.scoring import bit_set, members_of
from app.matching.types import Mark
from app.web import wording
from app.web.answer_contexts import WarningContext, WarningsContext
from app.web.templating import Templates

_SLOT = re.compile(r"<!--sign (\d+)-->")
# Signs whose subsets are written in advance: 64 texts for each six.
_GROUP = 6
_SUBSETS = (1 << _GROUP) - 1


def _sign_as_json(sign: WarningSign) -> bytes:
    told = {"id": sign.id, "level": sign.level.value, "sign": sign.sign}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def signs_as_json(signs: Iterable[WarningSign]) -> bytes:
    """Write warning signs as the JSON list of a match."""
    return b"[%b]" % b",".join(map(_sign_as_json, signs))


def _joined_subsets(texts: Sequence[bytes]) -> list[bytes]:
    """Join the texts of every subset, each after a comma; subsets as bit sets, ascending."""
    joined = [b""]
    for text in texts:
        joined += [before + b"," + text for before in joined]
    return joined


class WarningSets:
    """Chooses what `Catalogue.warnings_for` chooses, as bit sets of signs in order of urgency.

    Parameters
    ----------
    catalogue : Catalogue
        Its warnings.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._signs = catalogue.warnings_for(zone.id for zone in catalogue.zones)
        texts = [_sign_as_json(sign) for sign in self._signs]
        # Of some twenty signs each would be joined at every match; eight groups take less time.
        self._groups = [
            (first, _joined_subsets(texts[first : first + _GROUP]))
            for first in range(0, len(texts), _GROUP)
        ]
        self._always = bit_set(n for n, sign in enumerate(self._signs) if not sign.zones)
        self._by_zone = {
            zone.id: bit_set(n for n, sign in enumerate(self._signs) if zone.id in sign.zones)
            for zone in catalogue.zones
        }

    def __len__(self) -> int:
        return len(self._signs)

    def _chosen(self, marks: Iterable[Mark]) -> int:
        chosen, by_zone = self._always, self._by_zone
        for mark in marks:
            chosen |= by_zone[mark[0]]
        return chosen

    def numbers_for(self, marks: Iterable[Mark]) -> list[int]:
        """Choose the signs to ask about before any muscle, the most urgent first."""
        return members_of(self._chosen(marks))

    def signs(self, numbers: Iterable[int]) -> tuple[WarningSign, ...]:
        """List signs by their numbers."""
        return tuple(self._signs[number] for number in numbers)

    def as_json(self, marks: Iterable[Mark]) -> bytes:
        """Write the signs for marks as the JSON list of a match."""
        chosen = self._chosen(marks)
        texts = [joined[chosen >> first & _SUBSETS] for first, joined in self._groups]
        return b"[%b]" % b"".join(texts)[1:]


class WarningBlocks:
    """Renders signs as the block that stands above the candidates.

    How the block is laid out depends on how many signs it has of each level, so it is rendered once
    for such a set of levels and the signs are put in.

    Parameters
    ----------
    sets : WarningSets
    templates : Templates
        With `_answer_warnings.html`.
    """

    def __init__(self, sets: WarningSets, templates: Templates) -> None:
        self._sets = sets
        self._templates = templates
        signs = sets.signs(range(len(sets)))
        self._levels = [sign.level for sign in signs]
        self._texts = [str(escape(sign.sign)) for sign in signs]
        self._layouts: dict[tuple[WarningLevel, ...], tuple[list[str], list[int]]] = {}

    def block(self, marks: Iterable[Mark]) -> Markup:
        """Render the signs for marks; nothing when there are none."""
        numbers = self._sets.numbers_for(marks)
        if not numbers:
            return Markup("")
        levels = tuple([self._levels[number] for number in numbers])
        layout = self._layouts.get(levels)
        if layout is None:
            layout = self._layouts[levels] = self._lay_out(levels)
        between, places = layout
        parts = [*between]
        parts[1::2] = [self._texts[numbers[place]] for place in places]
        # The pieces are markup already.
        return Markup("".join(parts))  # noqa: S704

    def _lay_out(self, levels: Sequence[WarningLevel]) -> tuple[list[str], list[int]]:
        """Render a block with slots: its pieces, every other one a slot, and whose slots."""
        context = WarningsContext(
            tuple(
                WarningContext(
                    level.value,
                    wording.WARNING_LEVELS[level],
                    Markup(f"<!--sign {place}-->"),  # noqa: S704 - a number
                )
                for place, level in enumerate(levels)
            )
        )
        pieces = _SLOT.split(self._templates.fragment("_answer_warnings.html", context))
        return pieces, [int(place) for place in pieces[1::2]]
