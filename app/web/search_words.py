"""The words of a search: how they are folded, which say nothing, and which mean the same.

Knows everyday English and no catalogue.
"""

from __future__ import annotations

import re
import unicodedata

from app.catalogue.models import Side

# Words that say nothing about the place, as `words_of` folds them; "pain" is in every area's name.
STOP_WORDS = frozenset(
    {"a", "an", "and", "are", "at", "by", "do", "does", "for", "from", "i", "in", "is", "it", "m"}
    | {"me", "my", "near", "of", "on", "or", "over", "part", "that", "the", "thi", "to", "where"}
    | {"with", "your", "muscle", "musculu", "feel", "ache", "aching", "hurt", "hurting", "pain"}
    | {"painful", "sore", "soreness"}
)
SIDES = {"left": Side.LEFT, "right": Side.RIGHT}

# Everyday and anatomical words for one thing; a query with one finds the others.
_SAME = (
    "abdomen abdominal belly stomach tummy",
    "bottom bum butt buttock gluteal rear",
    "back behind posterior rear",
    "anterior front",
    "low lower",
    "inner inside medial",
    "lateral outer outside side",
    "dental teeth tooth",
    "feet foot",
    "anterior shin",
    "blade scapula scapular",
    "clavicle collarbone",
    "breastbone sternum",
    "coccyx tailbone",
    "kneecap patella",
    "armpit axilla",
    "cervical neck",
    "thoracic chest",
    "lumbar loin",
    "calf calves",
    "brow eyebrow",
    "groin inguinal",
    "arch instep",
)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def words_of(text: str) -> list[str]:
    """Fold a text into plain lower-case words without accents, apostrophes and plural endings."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("\u2019", ""))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return [_stem(word) for word in re.findall(r"[a-z0-9]+", bare)]


EQUALS: dict[str, frozenset[str]] = {}
for _row in _SAME:
    _stems = frozenset(words_of(_row))
    for _word in _stems:
        EQUALS[_word] = EQUALS.get(_word, frozenset()) | _stems
