"""The data files: what each is called, which lists of records it holds, and its bytes on disk.

Takes a folder and gives bytes or the reason why there are none. Knows nothing of YAML or findings.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import StringConstraints

from app.catalogue.models import (
    Area,
    Care,
    Gap,
    Muscle,
    Record,
    Source,
    Symptom,
    Technique,
    WarningSign,
    Zone,
    ZoneGroup,
)

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]{2}(\.[0-9]+)?$")]


class ZonesFile(Record):
    """The vocabulary of places: zones under their groups, and the published areas."""

    groups: tuple[ZoneGroup, ...]
    zones: tuple[Zone, ...]
    areas: tuple[Area, ...]


class SourcesFile(Record):
    """The works that statements rest on."""

    sources: tuple[Source, ...]


class SymptomsFile(Record):
    """The non-pain symptoms that a person can name."""

    symptoms: tuple[Symptom, ...]


class WarningsFile(Record):
    """The signs that need a health professional first."""

    warnings: tuple[WarningSign, ...]


class TriggerPointsFile(Record):
    """The catalogue proper: muscles, their trigger points and referrals."""

    version: Version
    muscles: tuple[Muscle, ...]


class GapsFile(Record):
    """What the catalogue does not have, and why."""

    gaps: tuple[Gap, ...]


class TechniquesFile(Record):
    """The techniques of neuromuscular work."""

    techniques: tuple[Technique, ...]


class CareFile(Record):
    """What goes with each muscle, what it is mistaken for, and what is done about it."""

    care: tuple[Care, ...]


# In the order in which they are read: what is referred to before what refers.
MODELS: dict[str, type[Record]] = {
    "zones.yaml": ZonesFile,
    "sources.yaml": SourcesFile,
    "symptoms.yaml": SymptomsFile,
    "warnings.yaml": WarningsFile,
    "techniques.yaml": TechniquesFile,
    "trigger_points.yaml": TriggerPointsFile,
    "care.yaml": CareFile,
    "gaps.yaml": GapsFile,
}
# Geometry, in one file or several. A check reads it where it exists, for the ids of its records;
# the running application never does.
LANDMARKS = "landmarks*.yaml"


Stamps: TypeAlias = tuple[tuple[int, ...] | None, ...]


@dataclass(frozen=True)
class DataFile:
    """One file as found: `content` is None, and `problem` says why, when it could not be read."""

    shown: str
    content: bytes | None
    problem: str = ""


def is_data_file(name: str) -> bool:
    """Tell whether a bare name is that of a data file."""
    return name in MODELS or fnmatchcase(name, LANDMARKS)


def read_files(
    folder: Path, only: Path | None = None, *, with_landmarks: bool = False
) -> dict[str, DataFile]:
    """Read the bytes of all data files.

    Parameters
    ----------
    folder : Path
        The data folder.
    only : Path, optional
        A file that stands in for the one of its name in the folder, such as a draft elsewhere.
    with_landmarks : bool
        Whether to read the landmarks that exist as well.

    Returns
    -------
    dict of str to DataFile
        By bare name.
    """
    found: dict[str, DataFile] = {}
    landmarks = sorted(path.name for path in folder.glob(LANDMARKS)) if with_landmarks else []
    extra = [only.name] if only is not None and is_data_file(only.name) else []
    for name in dict.fromkeys([*MODELS, *landmarks, *extra]):
        stands_in = only is not None and only.name == name
        path = only if only is not None and stands_in else folder / name
        outside = stands_in and path.resolve().parent != folder.resolve()
        found[name] = _read_file(path, str(path) if outside else f"{folder.name}/{name}")
    return found


def _read_file(path: Path, shown: str) -> DataFile:
    try:
        return DataFile(shown, path.read_bytes())
    except OSError as error:
        return DataFile(shown, None, error.strerror or "cannot be opened")


def digest_of(files: dict[str, DataFile]) -> str:
    """Digest what the application reads: SHA-256 in hexadecimal over names and contents."""
    digest = hashlib.sha256()
    for name in MODELS:
        content = files[name].content or b""
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def stamps_of(folder: Path) -> Stamps:
    """Note what tells that a data file has changed, without reading it; None for a missing one."""
    return tuple(_stamp(folder / name) for name in MODELS)


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
