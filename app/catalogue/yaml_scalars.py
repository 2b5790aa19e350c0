"""Plain words of YAML as values of the YAML 1.2 core schema: null, truth, number, else text.

Takes one scalar at a time; knows nothing of records, lines or files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
# The YAML 1.2 core schema; 15 digits are what every reader of JSON keeps exactly.
_SCALARS: tuple[tuple[re.Pattern[str], Callable[[str], Scalar]], ...] = (
    (re.compile(r"~|null|Null|NULL|"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text[0] in "tT"),
    (re.compile(r"[-+]?[0-9]{1,15}"), int),
    (re.compile(r"0o[0-7]{1,15}"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]{1,12}"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (
        re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
        lambda text: float(text.replace(".", "")),
    ),
)
# What a scalar that is not plain text can begin with, and none has a space: most are done after
# one look.
_MAYBE_NOT_TEXT = frozenset("~nNtTfF0123456789+-.")


def read_scalar(text: str) -> Scalar:
    """Read a plain scalar as the YAML 1.2 core schema does: null, truth, number, else the text."""
    if text and (text[0] not in _MAYBE_NOT_TEXT or " " in text):
        return text
    for pattern, read in _SCALARS:
        if pattern.fullmatch(text):
            return read(text)
    return text
