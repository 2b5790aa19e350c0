"""Generate what describes the data files: docs/catalogue.md and a JSON Schema per file.

`python -m app.catalogue.documents` writes them, `--check` says which are not fresh and writes
nothing. Everything in them comes from the models, the field guide, the table of finding codes and
the data files themselves.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from app.catalogue.catalogue import Catalogue
from app.catalogue.checks.statements import sourced_statements
from app.catalogue.field_guide import FIELDS
from app.catalogue.files import MODELS, Version
from app.catalogue.findings import CODES, CatalogueError, severity_of
from app.catalogue.loader import load_catalogue
from app.catalogue.models import AreaId, Basis, Id, Level, Millimetres, Region, Text

ROOT = Path(__file__).resolve().parent.parent.parent
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAMED_TYPES = (
    (Id, "id"),
    (AreaId, "id with underscores"),
    (Text, "text"),
    (Millimetres, "mm"),
    (Version, "year.month"),
)


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Make the JSON Schema of a data file, with the field guide's words as descriptions."""
    schema = model.model_json_schema()
    described = {model.__name__: schema, **schema.get("$defs", {})}
    for name, fields in FIELDS.items():
        for field, words in fields.items():
            if name in described:
                described[name]["properties"][field]["description"] = words
    return {"$schema": _DIALECT, **schema}


def records_of(model: type[BaseModel]) -> list[type[BaseModel]]:
    """List the models that a model is made of, itself first, each once, outer before inner."""
    found = [model]
    for hint in get_type_hints(model, include_extras=True).values():
        for inner in _models_in(hint):
            found += [part for part in records_of(inner) if part not in found]
    return found


def _models_in(hint: object) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for part in get_args(hint):
        yield from _models_in(part)


def value_of(hint: object) -> str:
    """Word what values a field takes."""
    named = next((words for kind, words in _NAMED_TYPES if kind == hint), None)
    if named is not None:
        return named
    arguments = [part for part in get_args(hint) if part not in (NoneType, Ellipsis)]
    if get_origin(hint) is tuple:
        return f"list of {value_of(arguments[0])}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " / ".join(f"`{member.value}`" for member in hint)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if hint in (int, float):
        return "number"
    if hint is str:
        return "address" if not arguments else value_of(arguments[0])
    return value_of(arguments[0])


def _default_of(field: FieldInfo) -> str:
    default = field.default
    if default is PydanticUndefined:
        return "required"
    if default is None or default == () or isinstance(default, BaseModel):
        return ""
    return f"`{default.value if isinstance(default, Enum) else default}`"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(' --- ' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"
    yield ""


def _record_section(model: type[BaseModel]) -> Iterator[str]:
    hints = get_type_hints(model, include_extras=True)
    yield f"### {model.__name__}"
    yield ""
    yield (model.__doc__ or "").strip()
    yield ""
    words = FIELDS[model.__name__]
    rows = [
        (f"`{name}`", value_of(hints[name]), _default_of(field), words[name])
        for name, field in model.model_fields.items()
    ]
    yield from _table(("field", "value", "unless given", "what it holds"), rows)


def _counts(catalogue: Catalogue) -> Iterator[str]:
    statements = [
        statement.basis
        for muscle in catalogue.muscles
        for statement in sourced_statements(muscle)
        if statement.basis is not None
    ]
    levels = Counter(
        r.level for _, p in catalogue.trigger_point_by_id.values() for r in p.referrals
    )
    reached = sum(bool(catalogue.referrals_into(zone.id)) for zone in catalogue.zones)
    rows = [
        ("muscles", len(catalogue.muscles)),
        ("trigger points", len(catalogue.trigger_point_by_id)),
        ("referrals, essential", levels[Level.ESSENTIAL]),
        ("referrals, spillover", levels[Level.SPILLOVER]),
        ("statements whose source was read", statements.count(Basis.READ)),
        ("statements that are recalled", statements.count(Basis.RECALLED)),
        ("zones", len(catalogue.zones)),
        ("zones that something refers to", reached),
        ("areas", len(catalogue.areas)),
        ("symptoms", len(catalogue.symptoms)),
        ("warning signs", len(catalogue.warnings)),
        ("sources", len(catalogue.sources)),
    ]
    yield from _table(("what", "count"), rows)
    by_region = []
    for region in Region:
        muscles = [muscle for muscle in catalogue.muscles if muscle.region is region]
        points = [point for muscle in muscles for point in muscle.trigger_points]
        referrals = sum(len(point.referrals) for point in points)
        by_region.append((region.value, len(muscles), len(points), referrals))
    yield from _table(("region", "muscles", "trigger points", "referrals"), by_region)


def catalogue_page(catalogue: Catalogue) -> str:
    """Write docs/catalogue.md."""
    lines = [
        "# The catalogue",
        "",
        "Generated by `make docs` from the models, the checks and the data; do not edit by hand.",
        "How to change the data is told at the top of each file in `data/`; `knotmap check` lists",
        "every mistake with its line and what to do.",
        "",
        "## What is in it",
        "",
        *_counts(catalogue),
    ]
    told: set[type[BaseModel]] = set()
    for name, model in MODELS.items():
        lines += [f"## data/{name}", ""]
        for record in records_of(model):
            if record not in told:
                lines += _record_section(record)
                told.add(record)
    lines += [
        "## What `knotmap check` finds",
        "",
        "An error keeps the catalogue from loading. A notice says that something is not finished",
        "and fails only with `--complete`; notices are given when there is no error.",
        "",
        *_table(
            ("code", "severity", "meaning"),
            [(code, severity_of(code).value, meaning) for code, meaning in CODES.items()],
        ),
    ]
    return "\n".join(lines).rstrip() + "\n"


def documents(root: Path) -> dict[Path, str]:
    """Make every generated document of a project folder, by path.

    Raises
    ------
    CatalogueError
        When the data files cannot be used.
    """
    made = {root / "docs" / "catalogue.md": catalogue_page(load_catalogue(root / "data"))}
    for name, model in MODELS.items():
        path = root / "data" / "schema" / f"{Path(name).stem}.json"
        made[path] = json.dumps(schema_of(model), ensure_ascii=False, indent=2) + "\n"
    return made


def stale(made: dict[Path, str]) -> list[Path]:
    """List the documents that are missing or differ from what would be written."""
    return [
        path
        for path, text in made.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Write the documents, or with `--check` name those that are not fresh; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m app.catalogue.documents", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when not fresh")
    checking = parser.parse_args(arguments).check
    try:
        made = documents(root)
    except CatalogueError as error:
        sys.stderr.writelines(f"{finding}\n" for finding in error.findings)
        return 1
    changed = stale(made)
    for path in changed:
        name = path.relative_to(root).as_posix()
        if checking:
            sys.stderr.write(f"{name} is not fresh; run `make docs`\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
            sys.stdout.write(f"wrote {name}\n")
    return 1 if checking and changed else 0


if __name__ == "__main__":
    sys.exit(main())
