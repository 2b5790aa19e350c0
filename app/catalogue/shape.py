"""Turn YAML values into records, and every way in which they do not fit into findings with lines.

Takes values that remember their lines and the models; each record is validated on its own, so that
one broken record hides nothing in the others. Knows nothing of references between records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from app.catalogue.catalogue import nearest_among
from app.catalogue.findings import Finding
from app.catalogue.yaml_lines import Items, Record, line_of, quote_short, value_at
from app.errors import use_one_of

R = TypeVar("R", bound=BaseModel)
_SEE = "docs/catalogue.md says what it holds"
_PATTERN_FIXES = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "write lower-case letters and digits joined by hyphens",
    r"^[a-z0-9]+(_[a-z0-9]+)*$": "write lower-case letters and digits joined by underscores",
    r"^https?://\S+$": "write an address that begins with https://",
    r"^[0-9]{4}\.[0-9]{2}(\.[0-9]+)?$": "write year and month, such as '2026.11'",
}
# What pydantic reports when a list or record meets a place for something else, or the reverse.
_CONTAINER_ERRORS = frozenset(
    {"model_type", "model_attributes_type", "tuple_type", "dict_type", "list_type"}
)


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A record with the place it was read from."""

    record: R
    node: Record
    file: str

    def finding(self, code: str, message: str, fix: str, at: Sequence[str | int] = ()) -> Finding:
        """Report something about the field that the path `at` leads to."""
        return Finding(self.file, line_of(self.node, at), code, message, fix)


def read_section(
    top: Record, section: str, model: type[R], file: str
) -> tuple[tuple[Placed[R], ...], list[Finding]]:
    """Read one list of records, keeping those that fit and reporting the others.

    A section that is missing or no list gives no records and one finding.
    """
    if section not in top:
        fix = f"add `{section}:` with its list"
        return (), [Finding(file, top.line, "CAT101", f"the list '{section}' is missing", fix)]
    items = top[section]
    line = top.lines[section]
    if not isinstance(items, Items):
        fix = "write each record on a line that begins with -"
        return (), [Finding(file, line, "CAT104", f"'{section}' is not a list", fix)]
    placed: list[Placed[R]] = []
    findings: list[Finding] = []
    for item, item_line in zip(items, items.lines, strict=True):
        if not isinstance(item, Record):
            message = f"{quote_short(item)} in '{section}' is not a record"
            findings.append(
                Finding(file, item_line, "CAT104", message, "write fields as key: value")
            )
            continue
        try:
            placed.append(Placed(model.model_validate(item), item, file))
        except ValidationError as error:
            findings.extend(explain(error, item, model, file))
    return tuple(placed), findings


def read_value(
    top: Record, key: str, adapter: TypeAdapter[Any], file: str
) -> tuple[Any, list[Finding]]:
    """Read one plain value beside the lists; None when it is missing or does not fit."""
    if key not in top:
        message = f"'{key}' is missing"
        return None, [Finding(file, top.line, "CAT101", message, f"add `{key}:`; {_SEE}")]
    try:
        return adapter.validate_python(top[key]), []
    except ValidationError as error:
        findings = [_refused(detail, key, None) for detail in error.errors(include_url=False)]
        return None, [Finding(file, top.lines[key], *finding) for finding in findings]


def unknown_sections(top: Record, model: type[BaseModel], file: str) -> list[Finding]:
    """Report top-level keys that the file does not have."""
    return [
        Finding(file, line, *_unknown(key, tuple(model.model_fields), "the file"))
        for key, line in top.key_lines.items()
        if key not in model.model_fields
    ]


def explain(
    error: ValidationError, node: Record, model: type[BaseModel], file: str
) -> list[Finding]:
    """Turn what pydantic found into findings, each on the line of the field it is about."""
    found: list[Finding] = []
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            continue  # pydantic counts only the items that fit; the others are reported themselves
        path = tuple(detail["loc"])
        *parents, last = path or ("",)
        owner = value_at(node, parents)
        subject = _subject(node, parents)
        kind = detail["type"]
        if kind == "missing":
            line = line_of(node, parents)
            fix = f"add `{last}:`; {_SEE}"
            found.append(Finding(file, line, "CAT101", f"{subject} lacks '{last}'", fix))
        elif kind == "extra_forbidden" and isinstance(owner, Record):
            line = owner.key_lines[str(last)]
            known = tuple(_fields_at(model, parents))
            found.append(Finding(file, line, *_unknown(str(last), known, subject)))
        else:
            field = next((step for step in reversed(path) if isinstance(step, str)), "value")
            found.append(Finding(file, line_of(node, path), *_refused(detail, field, subject)))
    return found


def _unknown(key: str, known: Sequence[str], subject: str) -> tuple[str, str, str]:
    fix = use_one_of(nearest_among(known, key), f"use one of {', '.join(known)}")
    return "CAT102", f"{subject} has no field {quote_short(key)}", f"{fix}, or delete it"


def _refused(detail: ErrorDetails, field: str, subject: str | None) -> tuple[str, str, str]:
    """Word a refused value: code, message and fix."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    of = f" of {subject}" if subject else ""
    if kind == "value_error":
        return "CAT103", f"'{field}'{of} does not fit together", str(context["error"])
    if (kind in _CONTAINER_ERRORS or isinstance(value, Record | Items)) and kind != "too_short":
        wanted = (
            "a list" if kind == "tuple_type" else "a record" if "model" in kind else "one value"
        )
        return "CAT104", f"'{field}'{of} is not {wanted}", f"write {wanted}; {_SEE}"
    if value is None:
        return "CAT103", f"'{field}'{of} has no value", f"give it a value or delete it; {_SEE}"
    message = f"{quote_short(value)} is not allowed as '{field}'{of}"
    if kind == "enum":
        return "CAT103", message, "use one of " + context["expected"].replace("'", "")
    if kind == "string_type":
        return "CAT103", f"{message}: it is read as a {_word(value)}", "put it in quotes"
    if kind == "string_pattern_mismatch":
        return "CAT103", message, _PATTERN_FIXES[context["pattern"]]
    if kind == "too_short":
        return "CAT103", f"'{field}'{of} is empty", "give at least one"
    reason = str(detail["msg"])
    return "CAT103", message, f"{reason[:1].lower()}{reason[1:]}"


def _word(value: object) -> str:
    return "truth value" if isinstance(value, bool) else "number"


def _subject(node: Record, path: Sequence[str | int]) -> str:
    """Name the innermost record on the way that has an id."""
    name = node.get("id")
    for depth in range(len(path)):
        current = value_at(node, path[: depth + 1])
        if isinstance(current, Record) and isinstance(current.get("id"), str):
            name = current["id"]
    return quote_short(name) if isinstance(name, str) else "the record"


def _fields_at(model: type[BaseModel], path: Sequence[str | int]) -> tuple[str, ...]:
    """List the fields of the model that a path leads to."""
    for step in path:
        if isinstance(step, str):
            inner = _model_in(model.model_fields[step].annotation)
            if inner is None:
                return ()
            model = inner
    return tuple(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return None
    return next((m for m in map(_model_in, get_args(annotation)) if m is not None), None)
