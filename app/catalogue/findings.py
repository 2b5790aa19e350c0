"""What a check of the data files can find: one table of codes, and findings as values.

A finding says in which file and line, what is wrong, and what to do. It is a value, not an
exception: all of them are shown at once. An error keeps the catalogue from loading; a notice says
that something is not finished yet and fails only when completeness is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from app.errors import KnotmapError


class Severity(StrEnum):
    """Whether a finding keeps the catalogue from loading."""

    ERROR = "error"
    NOTICE = "notice"


CODES: dict[str, str] = {
    # 0xx: a file that cannot be read
    "CAT001": "A data file is missing or cannot be opened.",
    "CAT002": "A data file is not UTF-8 text, or holds control characters.",
    "CAT003": "A data file is empty.",
    "CAT004": "A data file is not valid YAML.",
    "CAT005": "A tab; YAML is indented with spaces.",
    "CAT006": "A key is given twice in one record.",
    "CAT007": "A YAML anchor, alias, tag or compound key; records are written out in full.",
    "CAT008": "Lists or records are nested too deeply.",
    "CAT009": "A file holds more than one YAML document.",
    "CAT010": "The files are sound, but the running application cannot use them.",
    # 1xx: a record that does not have the shape of docs/catalogue.md
    "CAT101": "A required field is missing.",
    "CAT102": "A field that the vocabulary does not have.",
    "CAT103": "A value that the field cannot take.",
    "CAT104": "A list or a record stands where the other, or a plain value, belongs.",
    # 2xx: ids and references between records
    "CAT201": "An id is used twice, as an id or an alias.",
    "CAT202": "Unknown zone.",
    "CAT203": "Unknown zone group.",
    "CAT204": "Unknown symptom.",
    "CAT205": "Unknown source.",
    "CAT206": "Unknown landmark.",
    "CAT207": "A trigger point's id is not its muscle's id with a number.",
    "CAT208": "A muscle's trigger points are not numbered 1, 2, 3 in the order listed.",
    "CAT209": "Unknown muscle.",
    "CAT210": "Unknown technique.",
    # 3xx: order, so that a change shows as one line and everybody finds the place
    "CAT301": "Muscles are not in order: by region from head to toe, then by id.",
    "CAT302": "Referrals are not in order: essential first, then in the order of zones.yaml.",
    "CAT303": "Zones are not in the order of their groups.",
    "CAT304": "Sources are not in order of id.",
    "CAT305": "Symptoms are not in order of id.",
    "CAT306": "Warning signs are not in order of id.",
    "CAT307": "Care records are not in the order of their muscles.",
    # 4xx: sense
    "CAT401": "A muscle has neither a referral nor a symptom.",
    "CAT402": "A trigger point refers to a zone on one side twice.",
    "CAT403": "A referral to a zone on the midline cannot have a laterality.",
    "CAT404": "A frequency class without its source and basis, or a source without a class.",
    "CAT405": "A statement counts as read, but its source has no address.",
    "CAT406": "Two records carry the same name.",
    "CAT407": "A muscle has two care records.",
    "CAT408": "A muscle is named as its own companion, or a companion or technique twice.",
    "CAT409": "A range of percentages that does not rise.",
    # 5xx: honest wording
    "CAT501": "A sentence says that something causes something; no study supports that.",
    "CAT502": "A percentage in a text; no study supports one.",
    # 9xx: not finished; notices
    "CAT901": "No trigger point refers to a zone.",
    "CAT902": "No statement rests on a source.",
    "CAT903": "No muscle names a symptom.",
    "CAT904": "A muscle has no care record.",
}

_NOTICES_BEGIN = "CAT9"


def severity_of(code: str) -> Severity:
    """Tell whether findings of a code keep the catalogue from loading."""
    return Severity.NOTICE if code.startswith(_NOTICES_BEGIN) else Severity.ERROR


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that is wrong in a data file, where, and what to do.

    Attributes
    ----------
    file : str
        The file as a person names it, such as `data/zones.yaml`.
    line : int
        From 1.
    code : str
        A key of `CODES`.
    message, fix : str
        What is wrong, and what to do about it; no full stop.
    """

    file: str
    line: int
    code: str
    message: str
    fix: str

    @property
    def severity(self) -> Severity:
        """Tell whether the finding keeps the catalogue from loading."""
        return severity_of(self.code)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.message}; fix: {self.fix}"

    def as_json(self) -> dict[str, Any]:
        """Give the finding as a JSON object."""
        return {
            "file": self.file,
            "line": self.line,
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "fix": self.fix,
        }


def errors_among(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep the findings that keep the catalogue from loading."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


class CatalogueError(KnotmapError):
    """The data files cannot be used; `findings` says everything that is wrong with them."""

    code: ClassVar[str] = "bad-catalogue"

    def __init__(self, findings: Sequence[Finding]) -> None:
        count = len(findings)
        first = f", first {findings[0]}" if findings else ""
        super().__init__(
            f"the catalogue has {count} problem{'' if count == 1 else 's'}{first}",
            "run `knotmap check` and mend each line it names",
        )
        self.findings = tuple(findings)
