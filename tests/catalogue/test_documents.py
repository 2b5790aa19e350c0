"""The generated documents: complete, true to the models, and told when they are not fresh."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from app.catalogue import documents
from app.catalogue.documents import catalogue_page, main, records_of, schema_of
from app.catalogue.field_guide import FIELDS
from app.catalogue.files import MODELS
from app.catalogue.findings import CODES
from app.catalogue.loader import load_catalogue
from app.catalogue.yaml_lines import read_yaml
from tests.catalogue.broken import POINTS
from tests.catalogue.test_shape import SLIPS
from tests.data_folder import DATA, replaced, write_data

RECORDS = {record.__name__: record for model in MODELS.values() for record in records_of(model)}
# JSON has no infinity; no schema can refuse one.
SLIPS_FOR_EDITORS = [slip for slip in SLIPS if ".inf" not in slip.new]


def as_json(text: str) -> Any:
    return json.loads(json.dumps(read_yaml(text.encode(), "x.yaml")[0]))


def test_the_field_guide_has_words_for_every_field_and_no_other() -> None:
    assert {name: set(fields) for name, fields in FIELDS.items()} == {
        name: set(record.model_fields) for name, record in RECORDS.items()
    }


def test_every_field_of_a_schema_has_its_words() -> None:
    for model in MODELS.values():
        schema = schema_of(model)
        described = {model.__name__: schema, **schema["$defs"]}
        for name in set(described) & set(FIELDS):
            properties = described[name]["properties"]
            assert {f: p["description"] for f, p in properties.items()} == FIELDS[name]


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_accepts_a_faultless_file(name: str) -> None:
    validator = jsonschema_rs.validator_for(schema_of(MODELS[name]))
    assert [error.message for error in validator.iter_errors(as_json(DATA[name]))] == []


@pytest.mark.parametrize(
    "slip", SLIPS_FOR_EDITORS, ids=lambda slip: f"{slip.code} {slip.new[:30]!r}"
)
def test_a_schema_refuses_what_the_check_refuses(slip: Any) -> None:
    validator = jsonschema_rs.validator_for(schema_of(MODELS[slip.file]))
    assert not validator.is_valid(as_json(replaced(slip.file, slip.old, slip.new)))


def test_the_page_tells_every_field_code_and_count(tmp_path: Path) -> None:
    page = catalogue_page(load_catalogue(write_data(tmp_path)))
    cells = [[cell.strip() for cell in row.split("|")[1:-1]] for row in page.splitlines()]
    first = {row[0] for row in cells if row}
    assert first >= {f"`{field}`" for fields in FIELDS.values() for field in fields}
    assert first >= set(CODES)
    assert ["trigger points", "3"] in cells
    assert ["referrals, essential", "4"] in cells
    assert ["trunk", "1", "1", "1"] in cells
    assert ["CAT901", "notice", CODES["CAT901"]] in cells


def test_links_of_the_page_lead_to_its_headings(tmp_path: Path) -> None:
    page = catalogue_page(load_catalogue(write_data(tmp_path)))
    headings = {heading.lower() for heading in re.findall(r"^### (\w+)$", page, re.MULTILINE)}
    links = set(re.findall(r"\]\(#(\w+)\)", page))
    assert links
    assert links <= headings


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project folder with faultless data and fresh documents."""
    write_data(tmp_path)
    assert main([], tmp_path) == 0
    return tmp_path


def test_documents_are_written_once_and_then_fresh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_data(tmp_path)
    assert main([], tmp_path) == 0
    written = capsys.readouterr().out.splitlines()
    assert written == [
        "wrote docs/catalogue.md",
        *(f"wrote data/schema/{Path(name).stem}.json" for name in MODELS),
    ]
    assert main(["--check"], tmp_path) == 0
    assert main([], tmp_path) == 0
    assert capsys.readouterr().out == ""


def test_a_document_that_is_not_fresh_is_named_and_not_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "docs" / "catalogue.md"
    path.write_text("edited by hand\n")
    shutil.rmtree(project / "data" / "schema")
    capsys.readouterr()
    assert main(["--check"], project) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "docs/catalogue.md is not fresh; run `make docs`"
    assert len(lines) == 1 + len(MODELS)
    assert path.read_text() == "edited by hand\n"


def test_broken_data_is_reported_in_place_of_documents(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "data" / POINTS).write_text("muscles: [\n")
    assert main(["--check"], project) == 1
    assert "CAT004" in capsys.readouterr().err


def test_documents_are_made_of_the_project_itself_unless_told() -> None:
    assert (documents.ROOT / "data" / "zones.yaml").is_file()
