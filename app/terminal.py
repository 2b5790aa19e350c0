"""What the commands print: findings, a match, and how text on the command line is read as marks.

Gives lines of plain text without colours, so that they read the same in a log. Knows nothing of
processes, exit codes or the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.catalogue.catalogue import Catalogue
from app.catalogue.findings import Finding, Severity
from app.catalogue.models import Side, WarningLevel, ZoneKind
from app.errors import BadMarkError, UnknownZoneError, WrongSideError
from app.matching.types import Answer, Candidate, Explanation, Mark, Weight

_MARK = re.compile(r"(?P<zone>[a-z0-9-]{1,80})(?::(?P<side>left|right|midline))?(?P<main>!?)")
# A screen's worth; `--limit` gives more candidates, `--warnings` all warnings.
REASONS_SHOWN = 6
WARNINGS_SHOWN = 5


def read_mark(text: str, position: int, catalogue: Catalogue) -> Mark:
    """Read a mark such as `temple:left`, `sternum` or `temple:left!`.

    Parameters
    ----------
    position : int
        Which mark it is, from 1, for the message.

    Raises
    ------
    BadMarkError
        When the text is not of that form.
    UnknownZoneError, WrongSideError
        When there is no such zone, or it needs a side and has none.
    """
    match = _MARK.fullmatch(text.strip())
    if match is None:
        raise BadMarkError(position)
    zone = catalogue.resolve_zone(match["zone"])
    if zone is None:
        raise UnknownZoneError(match["zone"], catalogue.nearest_ids("zone", match["zone"]))
    if match["side"] is None and zone.kind is ZoneKind.SIDED:
        raise WrongSideError(zone.id, "none", "it has a left and a right")
    side = Side(match["side"] or Side.MIDLINE)
    return Mark(zone.id, side, Weight.MAIN if match["main"] else Weight.ALSO)


def findings_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Give each finding on a line, notices marked as such."""
    for finding in findings:
        mark = "notice: " if finding.severity is Severity.NOTICE else ""
        yield f"{mark}{finding}"


def summary(catalogue: Catalogue) -> str:
    """Count what the catalogue holds, in one line."""
    points = len(catalogue.trigger_point_by_id)
    referrals = sum(len(p.referrals) for _, p in catalogue.trigger_point_by_id.values())
    counts = (
        (len(catalogue.muscles), "muscle"),
        (points, "trigger point"),
        (referrals, "referral"),
        (len(catalogue.zones), "zone"),
        (len(catalogue.areas), "area"),
        (len(catalogue.symptoms), "symptom"),
        (len(catalogue.warnings), "warning sign"),
        (len(catalogue.sources), "source"),
    )
    return f"catalogue {catalogue.version}: {', '.join(counted(n, noun) for n, noun in counts)}"


def counted(number: int, noun: str) -> str:
    """Word a number of things."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def answer_lines(
    answer: Answer, marks: Sequence[Mark], catalogue: Catalogue, *, all_warnings: bool = False
) -> Iterator[str]:
    """Tell an answer: warning signs first, then candidates with their reasons, then sets."""
    yield from _warning_lines(marks, catalogue, all_warnings=all_warnings)
    if not answer.candidates:
        yield "No trigger point in the catalogue is described as referring there."
        return
    for number, candidate in enumerate(answer.candidates, start=1):
        yield from _candidate_lines(number, candidate, catalogue)
    if answer.about_equal > 1:
        yield f"The first {answer.about_equal} fit about equally well."
    for explanation in answer.explanations[:1]:
        yield from _explanation_lines(explanation, catalogue)
    yield "These are described patterns, not a diagnosis."


def _warning_lines(
    marks: Sequence[Mark], catalogue: Catalogue, *, all_warnings: bool
) -> Iterator[str]:
    """Ask about signs, the most urgent first; those of an emergency are never left out."""
    signs = catalogue.warnings_for(mark.zone for mark in marks)
    if not signs:
        return
    urgent = sum(sign.level is WarningLevel.EMERGENCY for sign in signs)
    shown = len(signs) if all_warnings else max(WARNINGS_SHOWN, urgent)
    yield "Before looking at muscles, is any of this so?"
    for sign in signs[:shown]:
        yield f"  {sign.level.value}: {sign.sign}"
    if len(signs) > shown:
        yield f"  and {counted(len(signs) - shown, 'less urgent sign')} (--warnings lists them)"
    yield ""


def _candidate_lines(number: int, candidate: Candidate, catalogue: Catalogue) -> Iterator[str]:
    muscle, point = catalogue.trigger_point_by_id[candidate.trigger_point_id]
    side, fit = candidate.side.value, candidate.strength.value
    yield f"{number:>3}. {muscle.name} ({muscle.plain}), {point.label}, {side}: {fit}"
    yield f"     {candidate.trigger_point_id}: {point.place}"
    for evidence in candidate.evidence[:REASONS_SHOWN]:
        yield f"     - {evidence.text}"
    hidden = len(candidate.evidence) - REASONS_SHOWN
    if hidden > 0:
        yield f"     - and {counted(hidden, 'more reason')}"
    yield ""


def _explanation_lines(explanation: Explanation, catalogue: Catalogue) -> Iterator[str]:
    named = [
        f"{catalogue.trigger_point_by_id[point][0].name}, {point}, {side.value}"
        for point, side in explanation.trigger_points
    ]
    yield "Together these cover the marks that any pattern covers:"
    yield from (f"  {name}" for name in named)
    if explanation.leaves:
        left = ", ".join(_mark_text(mark, catalogue) for mark in explanation.leaves)
        yield f"  not covered: {left}"


def _mark_text(mark: Mark, catalogue: Catalogue) -> str:
    label = catalogue.zone_by_id[mark.zone].label
    return label if mark.side is Side.MIDLINE else f"{label} ({mark.side.value})"
