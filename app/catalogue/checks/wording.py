"""Texts claim no more than is known: referral patterns are described, not shown to be causes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.catalogue.checks.statements import (
    FieldPath,
    care_texts,
    free_texts,
    technique_texts,
)
from app.catalogue.draft import Draft
from app.catalogue.findings import Finding
from app.catalogue.shape import Placed

_CAUSE = re.compile(r"\bcaus(?:ed\s+by|es|ing)\b", re.IGNORECASE)
_PERCENTAGE = re.compile(r"[0-9]\s*%|%\s*of\b|\bper\s?cent\b|\bpercent(?:age)?s?\b", re.IGNORECASE)

# Letters without which there is no match, in lower case.
_CAUSE_HINTS = ("caused", "causes", "causing")
_PERCENTAGE_HINTS = ("%", "percent", "per cent", "per\ncent", "per\u00a0cent")


def _texts(draft: Draft) -> Iterator[tuple[Placed[Any], FieldPath, str]]:
    for muscle in draft.muscles:
        for path, text in free_texts(muscle.record):
            yield muscle, path, text
    for care in draft.care:
        for path, text in care_texts(care.record):
            yield care, path, text
    for technique in draft.techniques:
        for path, text in technique_texts(technique.record):
            yield technique, path, text
    for gap in draft.gaps:
        yield gap, ("why",), gap.record.why
    for symptom in draft.symptoms:
        yield symptom, ("label",), symptom.record.label
    for area in draft.areas:
        yield area, ("plain",), area.record.plain
    for sign in draft.warnings:
        yield sign, ("sign",), sign.record.sign


def _matches(
    draft: Draft, pattern: re.Pattern[str], hints: Sequence[str]
) -> Iterator[tuple[Placed[Any], FieldPath, re.Match[str]]]:
    texts = list(_texts(draft))
    # Nearly always nothing is found: looking for plain letters in everything is enough to know.
    everything = "\n".join(text for _, _, text in texts).lower()
    if not any(letters in everything for letters in hints):
        return
    for placed, path, text in texts:
        match = pattern.search(text)
        if match:
            yield placed, path, match


def nothing_is_said_to_cause(draft: Draft) -> Iterator[Finding]:
    """Report a text that says that something causes something."""
    for placed, path, match in _matches(draft, _CAUSE, _CAUSE_HINTS):
        message = f"'{match.group()}' in the text of '{placed.record.id}'"
        fix = "say what is described or often found, such as 'is described with'"
        yield placed.finding("CAT501", message, fix, path)


def no_percentages(draft: Draft) -> Iterator[Finding]:
    """Report a text with a percentage."""
    for placed, path, match in _matches(draft, _PERCENTAGE, _PERCENTAGE_HINTS):
        message = f"'{match.group()}' in the text of '{placed.record.id}'"
        fix = "say it in words, such as 'often' or 'in about half of those examined'"
        yield placed.finding("CAT502", message, fix, path)
