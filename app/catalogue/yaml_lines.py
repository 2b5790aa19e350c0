"""Read YAML text into plain values that remember their lines, and findings instead of exceptions.

The data files use a small, safe part of YAML 1.2: block and flow records and lists, and scalars of
the core schema, so that `no` is a word and `12:30` is not a number. What surprises people or lets a
small file grow huge (duplicate keys, tabs, anchors, tags) is refused with its line. Knows nothing
of muscles or zones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import yaml

from app.catalogue.findings import Finding
from app.catalogue.yaml_scalars import Scalar, read_scalar

# Our records nest six deep; twice that leaves room, and a bracket bomb ends early.
MAX_DEPTH = 12

_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)
# What YAML does not allow, and the rarer line ends (a lone carriage return, U+0085, U+2028,
# U+2029), at which editors and the parser would count lines differently.
_FORBIDDEN = re.compile(
    "[^\n\r\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|\r(?!\n)"
)
_TAB = re.compile(r"\t")


class Record(dict[str, Any]):
    """A mapping with its own line, and per key the line of the key and of its value."""

    __slots__ = ("key_lines", "line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.key_lines: dict[str, int] = {}
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A sequence with its own line and the line of each item."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def line_of(value: object, path: Sequence[str | int]) -> int:
    """Find the line of what a path leads to, or of the nearest container that exists.

    Where the last step is a key, that is the line of its value, which may begin below the key.
    """
    line: int = getattr(value, "line", 1)
    for step in path:
        if isinstance(value, Record):
            if not isinstance(step, str) or step not in value.lines:
                break
            line, value = value.lines[step], value[step]
        elif isinstance(value, Items) and isinstance(step, int) and step < len(value):
            line, value = value.lines[step], value[step]
        else:
            break
    return line


def value_at(value: object, path: Sequence[str | int]) -> object:
    """Follow a path that exists."""
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


Value: TypeAlias = "Record | Items | Scalar"


def read_yaml(content: bytes, file: str) -> tuple[Record | Items | None, tuple[Finding, ...]]:
    """Read one YAML document; whatever the bytes are, the answer is values and findings.

    Parameters
    ----------
    content : bytes
        The whole file.
    file : str
        Its name in findings.

    Returns
    -------
    value : Record or Items or None
        What could be read: None when the text is not YAML at all or holds a lone scalar. Where a
        key is given twice, the first value stands.
    findings : tuple of Finding
        In the order of the lines.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (_finding(file, line, "CAT002", "not UTF-8 text", "save it as UTF-8"),)
    if not text.strip():
        return None, (_finding(file, 1, "CAT003", "the file is empty", "restore its records"),)
    bad = [
        *_each(text, _FORBIDDEN, file, "CAT002", "control character", "delete the character"),
        *_each(text, _TAB, file, "CAT005", "tab", "use spaces"),
    ]
    if bad:
        return None, tuple(sorted(bad))
    builder = _Builder(file)
    try:
        value = builder.build(_events(text))
    except _TooDeepError:
        value = None
    except yaml.YAMLError as error:
        line = min(_mark_line(error), text.rstrip().count("\n") + 1)
        builder.refuse(line, "CAT004", _problem(error), "mend the YAML on this line or just above")
        value = None
    return value, tuple(sorted(builder.findings))


def _events(text: str) -> Iterator[Any]:
    """Give the events of a text, as `yaml.parse` does in twice as many calls."""
    loader = _Loader(text)
    get = loader.get_event
    try:
        while type(event := get()) is not yaml.StreamEndEvent:
            yield event
    finally:
        loader.dispose()


class _TooDeepError(Exception):
    """The document nests deeper than any record does."""


class _Builder:
    """Builds values from parser events, without recursion, collecting what is refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def refuse(self, line: int, code: str, message: str, fix: str) -> None:
        """Keep a finding."""
        self.findings.append(_finding(self.file, line, code, message, fix))

    def build(self, events: Iterator[Any]) -> Record | Items | None:
        """Build the first document.

        Raises
        ------
        yaml.YAMLError
            When the text is not YAML.
        _TooDeepError
            When it nests deeper than `MAX_DEPTH`.
        """
        top = Items(1)
        stack: list[Record | Items] = [top]
        keys: list[str | None] = [None]  # per open container: the key that waits for its value
        documents = 0
        for event in events:
            kind = type(event)
            value: Value
            if kind is yaml.ScalarEvent:
                value = read_scalar(event.value) if event.implicit[0] else event.value
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
                continue
            elif kind is yaml.MappingStartEvent:
                value = Record(event.start_mark.line + 1)
            elif kind is yaml.SequenceStartEvent:
                value = Items(event.start_mark.line + 1)
            elif kind is yaml.AliasEvent:
                value = None
            elif kind is yaml.DocumentStartEvent and documents == 1:
                fix = "keep one document per file; delete the line ---"
                line = event.start_mark.line + 1
                self.refuse(line, "CAT009", "a second document begins here", fix)
                break
            else:
                documents += kind is yaml.DocumentStartEvent
                continue
            line = event.start_mark.line + 1
            if event.anchor is not None or getattr(event, "tag", None) is not None:
                self._refuse_indirection(event, line)
            container = stack[-1]
            if type(container) is Items:
                container.append(value)
                container.lines.append(line)
            elif type(container) is Record:
                key = keys[-1]
                if key is None:
                    keys[-1] = self._key(container, event, line)
                else:
                    self._put(container, key, value, line)
                    keys[-1] = None
            if type(value) is Record or type(value) is Items:
                self._open(value, stack, keys)
        if not top:
            self.refuse(1, "CAT003", "the file holds no records", "restore its records")
            return None
        first = top[0]
        return first if isinstance(first, Record | Items) else None

    def _open(
        self, value: Record | Items, stack: list[Record | Items], keys: list[str | None]
    ) -> None:
        if len(stack) > MAX_DEPTH:
            fix = f"nest at most {MAX_DEPTH} deep; look for a bracket left open"
            self.refuse(value.line, "CAT008", "nested too deeply", fix)
            raise _TooDeepError
        stack.append(value)
        keys.append(None)

    def _key(self, record: Record, event: yaml.NodeEvent, line: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self.refuse(line, "CAT007", "a key that is not a word", "write a field's name")
            return ""
        key: str = event.value
        if key in record.key_lines:
            first = record.key_lines[key]
            message = f"{quote_short(key)} is given twice, first on line {first}"
            self.refuse(line, "CAT006", message, "keep one of the two")
        else:
            record.key_lines[key] = line
        return key

    def _put(self, record: Record, key: str, value: Value, line: int) -> None:
        if key in record.key_lines and key not in record:
            record[key] = value
            record.lines[key] = line

    def _refuse_indirection(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            what = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
            self.refuse(line, "CAT007", f"a YAML {what}", "write the value out in full")
        else:
            self.refuse(line, "CAT007", "a YAML tag", "delete the word that begins with !")


def quote_short(text: object, longest: int = 60) -> str:
    """Quote a value for a message on one line, cut where it is long."""
    shown = " ".join(str(text).split())
    return f"'{shown if len(shown) <= longest else shown[: longest - 3] + '...'}'"


def _finding(file: str, line: int, code: str, message: str, fix: str) -> Finding:
    return Finding(file=file, line=line, code=code, message=message, fix=fix)


def _each(
    text: str, pattern: re.Pattern[str], file: str, code: str, message: str, fix: str
) -> Iterator[Finding]:
    """Report a pattern once per line."""
    if not pattern.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if pattern.search(line):
            yield _finding(file, number, code, message, fix)


def _mark_line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark is not None else 1


def _problem(error: Exception) -> str:
    problem = getattr(error, "problem", None) or "the text cannot be read"
    return f"not valid YAML: {quote_short(problem)[1:-1]}"
