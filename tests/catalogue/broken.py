"""Break one passage of the faultless data folder, and expect exactly one finding on one line."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from app.catalogue.findings import Finding
from app.catalogue.loader import check_catalogue
from tests.data_folder import DATA, replaced, write_data

POINTS = "trigger_points.yaml"
ZONES = "zones.yaml"
SOURCES = "sources.yaml"
SYMPTOMS = "symptoms.yaml"
WARNINGS = "warnings.yaml"
TECHNIQUES = "techniques.yaml"
CARE = "care.yaml"


class Broken(NamedTuple):
    """A passage that breaks a rule.

    Attributes
    ----------
    at : str
        A passage of the changed folder; the finding must stand on the line where it begins. The new
        passage itself unless given.
    fix : str
        Must occur in the finding's fix.
    """

    code: str
    file: str
    old: str
    new: str
    fix: str
    at: str = ""

    def check_in(self, folder: Path) -> tuple[Finding, ...]:
        """Write the folder with the passage broken, and check it."""
        text = replaced(self.file, self.old, self.new)
        data = write_data(folder, **{self.file.removesuffix(".yaml"): text})
        return check_catalogue(data)[1]

    def place(self) -> tuple[str, int]:
        """Give the file and line of the expected finding."""
        texts = {**DATA, self.file: replaced(self.file, self.old, self.new)}
        passage = self.at or self.new
        holding = [name for name, text in texts.items() if text.count(passage) == 1]
        if len(holding) != 1:
            raise ValueError(f"{passage!r} stands in {holding}")
        text = texts[holding[0]]
        return f"data/{holding[0]}", text.count("\n", 0, text.index(passage)) + 1


def assert_found(broken: Broken, folder: Path) -> None:
    """Assert that the broken passage gives its finding and no other."""
    findings = broken.check_in(folder)
    assert [(f.file, f.line, f.code) for f in findings] == [(*broken.place(), broken.code)]
    assert broken.fix in findings[0].fix


def line_with(file: str, word: str) -> str:
    """Give the one line of a file of the faultless folder that holds a word."""
    (line,) = (line for line in DATA[file].splitlines() if word in line)
    return line
