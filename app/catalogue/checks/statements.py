"""Walk the statements about a muscle: which source each rests on, and every piece of free text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from app.catalogue.models import Basis, Care, CareLine, Muscle, Technique

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
    for i, figure in enumerate(muscle.frequency.figures):
        path = ("frequency", "figures", i, "source")
        yield SourcedStatement(path, figure.source, figure.basis)
    for i, disagreement in enumerate(muscle.disagreements):
        for j, account in enumerate(disagreement.versions):
            path = ("disagreements", i, "versions", j, "source")
            yield SourcedStatement(path, account.source, account.basis)
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


def care_statements(care: Care) -> Iterator[SourcedStatement]:
    """Give the source of a care record, and every line of it that names its own."""
    yield SourcedStatement(("source",), care.source, care.basis)
    lines: list[tuple[FieldPath, CareLine]] = [
        *((("companions", i), line) for i, line in enumerate(care.companions)),
        *((("look_alikes", i), line) for i, line in enumerate(care.look_alikes)),
        *((("techniques", i), line) for i, line in enumerate(care.techniques)),
        *([(("stretch",), care.stretch)] if care.stretch else []),
    ]
    for path, line in lines:
        if line.source is not None or line.basis is not None:
            step = "source" if line.source is not None else "basis"
            yield SourcedStatement(
                (*path, step), line.source or care.source, line.basis or care.basis
            )


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
    for i, figure in enumerate(muscle.frequency.figures):
        yield ("frequency", "figures", i, "who"), figure.who
        if figure.note is not None:
            yield ("frequency", "figures", i, "note"), figure.note
    for i, disagreement in enumerate(muscle.disagreements):
        yield ("disagreements", i, "about"), disagreement.about
        yield ("disagreements", i, "kept"), disagreement.kept
        for j, account in enumerate(disagreement.versions):
            yield ("disagreements", i, "versions", j, "says"), account.says
    for name in ("overload", "cautions"):
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


def care_texts(care: Care) -> Iterator[tuple[FieldPath, str]]:
    """Give every piece of free text of a care record with the path to it."""
    for i, companion in enumerate(care.companions):
        if companion.note is not None:
            yield ("companions", i, "note"), companion.note
    for i, look_alike in enumerate(care.look_alikes):
        yield ("look_alikes", i, "condition"), look_alike.condition
        yield ("look_alikes", i, "tell"), look_alike.tell
    for i, use in enumerate(care.techniques):
        yield ("techniques", i, "how"), use.how
    if care.stretch is not None:
        yield ("stretch", "how"), care.stretch.how
        if care.stretch.avoid is not None:
            yield ("stretch", "avoid"), care.stretch.avoid
    for i, text in enumerate(care.self_care):
        yield ("self_care", i), text


def technique_texts(technique: Technique) -> Iterator[tuple[FieldPath, str]]:
    """Give every piece of free text of a technique with the path to it."""
    for name in ("plain", "what", "suits", "feels", "evidence"):
        yield (name,), getattr(technique, name)
    for name in ("how", "avoid"):
        for i, text in enumerate(getattr(technique, name)):
            yield (name, i), text
