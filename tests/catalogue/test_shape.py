"""Records that do not have the shape: each slip is a finding on the line of its field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.files import DataFile
from app.catalogue.loader import check_files
from tests.catalogue.broken import (
    POINTS,
    SOURCES,
    SYMPTOMS,
    WARNINGS,
    Broken,
    assert_found,
)
from tests.data_folder import DATA, write_data

SLIPS = [
    Broken("CAT101", POINTS, "  name: Sternalis\n", "", "add `name:`", at="- id: sternalis\n"),
    Broken("CAT101", POINTS, 'version: "2026.11"\n', "", "add `version:`", at="muscles:"),
    Broken(
        "CAT103", POINTS, "{between: [sternum-mid]}", "{along: 0.5}", "give `between`, or `part`"
    ),
    Broken(
        "CAT103", POINTS, "{between: [sternum-mid]}", "{part: main, along: 0.5}", "and `across`"
    ),
    Broken(
        "CAT102",
        POINTS,
        "  action: none known\n",
        "  action: none known\n  synonym: [x]\n",
        "use one of synonyms",
        at="  synonym: [x]",
    ),
    Broken("CAT102", POINTS, "{zone: sternum, level", "{zone: sternum, side: left, level", "zone"),
    Broken("CAT102", WARNINGS, "warnings:", "more: 1\nwarnings:", "use one of warnings"),
    Broken("CAT103", POINTS, "sternum, level: essential", "sternum, level: esential", "essential"),
    Broken("CAT103", POINTS, '"2026.11"', "2026.11", "quotes"),
    Broken("CAT103", POINTS, '"2026.11"', "next", "year and month"),
    Broken("CAT103", WARNINGS, "id: heart", "id: Heart", "lower-case"),
    Broken("CAT103", POINTS, "action: none known", "action:\n", "give it a value"),
    Broken("CAT103", POINTS, "action: none known", "action: 5", "quotes"),
    Broken("CAT103", POINTS, "along: 0.3", "along: 3", "less than or equal to 1.5"),
    Broken("CAT103", POINTS, "{up: 5}", "{up: .inf}", "finite"),
    Broken(
        "CAT103",
        POINTS,
        "unknown}\n  sources: [simons-1999]",
        "unknown}\n  sources: []",
        "at least one",
        at="sources: []",
    ),
    Broken("CAT103", SOURCES, "https://example.org/1", "example.org/1", "https://"),
    Broken("CAT103", SOURCES, "year: 1999", "year: 199", "1900"),
    Broken("CAT104", POINTS, "nerve: intercostal nerves", "nerve: [a, b]", "one value"),
    Broken("CAT104", POINTS, "{level: unknown}", "unknown", "a record", at="frequency: unknown"),
    Broken("CAT104", POINTS, "[clenching the teeth]", "clenching", "a list"),
    Broken("CAT104", SYMPTOMS, "symptoms:\n", "symptoms:\n- a word\n", "key: value", at="- a word"),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.code} {slip.new[:30]!r}")
def test_a_slip_gives_its_finding_and_no_other(slip: Broken, tmp_path: Path) -> None:
    assert_found(slip, tmp_path)


def test_all_slips_of_a_record_and_of_its_neighbours_are_found_at_once(tmp_path: Path) -> None:
    text = DATA[POINTS].replace("depth: superficial", "depth: shallow")
    text = text.replace("  plain: Temple muscle\n", "")
    data = write_data(tmp_path, trigger_points=text, zones=DATA["zones.yaml"].replace("head}", "}"))
    files = {path.name: DataFile(path.name, path.read_bytes()) for path in data.iterdir()}
    found = [(f.file, f.code) for f in check_files(files)[1]]
    assert found.count((POINTS, "CAT103")) == 2
    assert found.count((POINTS, "CAT101")) == 1


def test_a_section_that_is_no_list_is_one_finding(tmp_path: Path) -> None:
    data = write_data(tmp_path, symptoms="symptoms: none\n")
    files = {path.name: DataFile(path.name, path.read_bytes()) for path in data.iterdir()}
    found = [(f.file, f.line, f.code) for f in check_files(files)[1]]
    assert found == [("symptoms.yaml", 1, "CAT104")]


def test_a_file_that_holds_a_list_or_a_word_is_one_finding(tmp_path: Path) -> None:
    for text in ("- a\n- b\n", "a word\n"):
        data = write_data(tmp_path, symptoms=text)
        files = {path.name: DataFile(path.name, path.read_bytes()) for path in data.iterdir()}
        assert [f.code for f in check_files(files)[1]] == ["CAT104"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text("abc-1 é", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "zone", "level", "referrals", "position", "between", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
_FIELDS = st.sampled_from(
    ["id", "aliases", "region", "frequency", "attachments", "symptoms", "trigger_points", "nerve"]
)


@given(st.dictionaries(_FIELDS, _JSON, max_size=6))
@settings(max_examples=60, deadline=None)
def test_arbitrary_values_in_a_record_give_findings(fields: dict[str, Any]) -> None:
    text = json.dumps({"version": "2026.11", "muscles": [fields]})
    files = {name: DataFile(name, text.encode()) for name, text in {**DATA, POINTS: text}.items()}
    catalogue, findings = check_files(files)
    assert catalogue is None
    assert findings


@given(
    st.integers(0, len(DATA[POINTS]) - 1), st.integers(0, 40), st.text("a:-[]{}, \n", max_size=4)
)
@settings(max_examples=60, deadline=None)
def test_a_cut_or_a_slip_anywhere_gives_a_catalogue_or_findings(
    start: int, length: int, put: str
) -> None:
    text = DATA[POINTS][:start] + put + DATA[POINTS][start + length :]
    files = {name: DataFile(name, t.encode()) for name, t in {**DATA, POINTS: text}.items()}
    catalogue, findings = check_files(files)
    assert (catalogue is None) == any(finding.severity == "error" for finding in findings)
