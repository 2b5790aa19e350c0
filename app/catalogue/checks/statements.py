"""Walk a muscle's statements: which source each rests on, and every piece of free text in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from app.catalogue.models import Basis, Muscle

FieldPath: TypeAlias = tuple[str | int, ...]


class SourcedStatement(NamedTuple):
    """A place in a muscle's record that names a source."""

    path: FieldPath
    source: str
    basis: Basis | None


def sourced_statements(muscle: Muscle) -> Iterator[SourcedStatement]:
    """Give every place of a muscle where a source is named, with the basis that goes with it."""
    if muscle.frequency.source is not None:
        path: FieldPath = ("frequency", "source")
        yield SourcedStatement(path, muscle.frequency.source, muscle.frequency.basis)
    for i, symptom in enumerate(muscle.symptoms):
        yield SourcedStatement(("symptoms", i, "source"), symptom.source, symptom.basis)
    for i, source in enumerate(muscle.sources):
        yield SourcedStatement(("sources", i), source, None)
    for i, point in enumerate(muscle.trigger_points):
        here: FieldPath = ("trigger_points", i)
        yield SourcedStatement((*here, "source"), point.source, point.basis)
        for j, referral in enumerate(point.referrals):
            if referral.source is not None or referral.basis is not None:
                step = "source" if referral.source is not None else "basis"
                source = referral.source or point.source
                basis = referral.basis or point.basis
                yield SourcedStatement((*here, "referrals", j, step), source, basis)


def free_texts(muscle: Muscle) -> Iterator[tuple[FieldPath, str]]:
    """Give every piece of free text of a muscle with the path to it."""
    for name in ("action", "nerve", "roots", "plain"):
        text = getattr(muscle, name)
        if text is not None:
            yield (name,), text
    yield ("attachments", "origin"), muscle.attachments.origin
    yield ("attachments", "insertion"), muscle.attachments.insertion
    if muscle.frequency.note is not None:
        yield ("frequency", "note"), muscle.frequency.note
    for name in ("overload", "disagreements", "cautions"):
        for i, text in enumerate(getattr(muscle, name)):
            yield (name, i), text
    for i, symptom in enumerate(muscle.symptoms):
        yield ("symptoms", i, "text"), symptom.text
    for i, point in enumerate(muscle.trigger_points):
        here: FieldPath = ("trigger_points", i)
        yield (*here, "place"), point.place
        if point.note is not None:
            yield (*here, "note"), point.note
        for j, referral in enumerate(point.referrals):
            if referral.note is not None:
                yield (*here, "referrals", j, "note"), referral.note
