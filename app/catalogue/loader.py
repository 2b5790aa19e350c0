"""From a folder of YAML files to a catalogue, or to everything that is wrong with them.

The stages in order: bytes, values with lines, records, checks between records. Each stage goes on
past what is broken, so that all problems show at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter

from app.catalogue.catalogue import Catalogue
from app.catalogue.checks import CHECKS, COMPLETENESS_CHECKS
from app.catalogue.draft import Draft, Known, known_ids
from app.catalogue.files import MODELS, DataFile, Version, digest_of, read_files
from app.catalogue.findings import CatalogueError, Finding, errors_among
from app.catalogue.shape import Placed, read_section, read_value, unknown_sections
from app.catalogue.yaml_lines import Items, Record, read_yaml

# Eight hexadecimal digits tell versions of one file apart and still fit on a page.
_DIGEST_DIGITS = 8
_VERSION: TypeAdapter[str] = TypeAdapter(Version)


def load_catalogue(folder: Path) -> Catalogue:
    """Load the catalogue from a data folder.

    Raises
    ------
    CatalogueError
        With every error found in the files; notices do not raise.
    """
    catalogue, findings = check_files(read_files(folder))
    if catalogue is None:
        raise CatalogueError(errors_among(findings))
    return catalogue


def check_catalogue(
    folder: Path, only: Path | None = None
) -> tuple[Catalogue | None, tuple[Finding, ...]]:
    """Check the data files, names of landmarks included, and load the catalogue when all is well.

    Parameters
    ----------
    folder : Path
        The data folder.
    only : Path, optional
        Report on this file alone. It takes the place of the file of its name in the folder.

    Returns
    -------
    catalogue : Catalogue or None
        None when any file has an error.
    findings : tuple of Finding
        Errors by file and line or, when there is none, notices; with `only`, those of that file.
    """
    files = read_files(folder, only, with_landmarks=True)
    catalogue, findings = check_files(files)
    if only is not None and only.name in files:
        shown = files[only.name].shown
        findings = tuple(finding for finding in findings if finding.file == shown)
    return catalogue, findings


def check_files(files: dict[str, DataFile]) -> tuple[Catalogue | None, tuple[Finding, ...]]:
    """Check files that have been read already: as `check_catalogue`, without touching the disk."""
    draft, findings = read_draft(files)
    findings += (finding for check in CHECKS for finding in check(draft))
    if findings:
        return None, tuple(sorted(set(findings)))
    notices = sorted(finding for check in COMPLETENESS_CHECKS for finding in check(draft))
    return _catalogue_of(draft, digest_of(files)), tuple(notices)


def read_draft(files: dict[str, DataFile]) -> tuple[Draft, list[Finding]]:
    """Read the records of all files, without comparing them with one another.

    Returns
    -------
    draft : Draft
        The records that fit their model.
    findings : list of Finding
        Everything else, in no order.
    """
    findings: list[Finding] = []
    parts: dict[str, Any] = {}
    known: dict[str, Known] = {}
    for name, model in MODELS.items():
        file = files[name]
        top = _read_top(file, findings)
        if top is None:
            continue
        findings += unknown_sections(top, model, file.shown)
        for section, info in model.model_fields.items():
            if section == "version":
                version, problems = read_value(top, section, _VERSION, file.shown)
                parts["version"] = version or ""
            else:
                record = get_args(info.annotation)[0]
                parts[section], problems = read_section(top, section, record, file.shown)
                ids = known_ids(top, section)
                known |= {} if ids is None else {section: ids}
            findings += problems
    landmarks = [
        known_ids(_read_top(file, findings), "landmarks")
        for name, file in files.items()
        if name not in MODELS
    ]
    readable = [ids for ids in landmarks if ids is not None]
    if readable and len(readable) == len(landmarks):
        known["landmarks"] = Known(frozenset().union(*(part.ids for part in readable)))
    return Draft(**parts, known=known), findings


def _read_top(file: DataFile, findings: list[Finding]) -> Record | None:
    if file.content is None:
        fix = "restore it, or give the right folder"
        findings.append(Finding(file.shown, 1, "CAT001", f"cannot be read: {file.problem}", fix))
        return None
    value, found = read_yaml(file.content, file.shown)
    findings += found
    if isinstance(value, Record):
        return value
    if not found:
        what = "a list" if isinstance(value, Items) else "a lone value"
        message = f"the file holds {what} where named lists belong"
        fix = "begin with the name of the list, such as `zones:`"
        findings.append(Finding(file.shown, 1, "CAT104", message, fix))
    return None


def _records(placed: tuple[Placed[Any], ...]) -> tuple[Any, ...]:
    return tuple(item.record for item in placed)


def _catalogue_of(draft: Draft, digest: str) -> Catalogue:
    return Catalogue(
        version=f"{draft.version}-{digest[:_DIGEST_DIGITS]}",
        muscles=_records(draft.muscles),
        zones=_records(draft.zones),
        groups=_records(draft.groups),
        areas=_records(draft.areas),
        symptoms=_records(draft.symptoms),
        sources=_records(draft.sources),
        warnings=_records(draft.warnings),
        techniques=_records(draft.techniques),
        care=_records(draft.care),
        gaps=_records(draft.gaps),
    )
