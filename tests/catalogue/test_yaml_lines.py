"""Reading YAML: values with lines, the core schema, and everything that is refused."""

from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue import yaml_lines
from app.catalogue.yaml_lines import MAX_DEPTH, line_of, quote_short, read_yaml
from app.catalogue.yaml_scalars import read_scalar


@pytest.fixture(params=["c", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with PyYAML's C parser and with its pure one."""
    loader = {"c": getattr(yaml, "CLoader", yaml.Loader), "pure": yaml.Loader}[request.param]
    monkeypatch.setattr(yaml_lines, "_Loader", loader)
    return request.param


def codes(text: str | bytes) -> list[tuple[int, str]]:
    content = text.encode() if isinstance(text, str) else text
    return [(finding.line, finding.code) for finding in read_yaml(content, "x.yaml")[1]]


def test_values_come_with_the_lines_of_keys_and_values(parser: str) -> None:
    text = "a: 1\nb:\n- x\n- {c: y,\n   d: z}\nfolded: >\n  one\n  two\n"
    value, findings = read_yaml(text.encode(), "x.yaml")
    assert findings == ()
    assert value == {"a": 1, "b": ["x", {"c": "y", "d": "z"}], "folded": "one two\n"}
    assert value.key_lines == {"a": 1, "b": 2, "folded": 6}
    assert [line_of(value, path) for path in [(), ("b",), ("b", 1), ("b", 1, "d")]] == [1, 3, 4, 5]


def test_the_line_of_a_path_that_ends_early_is_that_of_the_last_container() -> None:
    value, _ = read_yaml(b"a:\n  b:\n    c: 1\n", "x.yaml")
    assert line_of(value, ("a", "b", "missing", 3)) == 3
    assert line_of(value, ("a", 7)) == 2
    assert line_of("no container", ("a",)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("12:30:00", "12:30:00"),
        ("2026-11-01", "2026-11-01"),
        ("1_000", "1_000"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("-7", -7),
        ("1.5", 1.5),
        (".5e-1", 0.05),
        ("-.inf", -math.inf),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("nullable", "nullable"),
        ("1.2.3", "1.2.3"),
        ("1234567890123456", 1234567890123456.0),
    ],
)
def test_plain_scalars_follow_the_core_schema(text: str, value: object) -> None:
    read = read_scalar(text)
    assert read == value
    assert type(read) is type(value)


def test_not_a_number_is_read_as_one() -> None:
    assert math.isnan(read_scalar(".NaN"))


def test_quoted_scalars_stay_text(parser: str) -> None:
    assert read_yaml(b"a: '12'\nb: \"null\"\n", "x.yaml")[0] == {"a": "12", "b": "null"}


def test_a_byte_order_mark_and_windows_line_ends_are_read(parser: str) -> None:
    value, findings = read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "x.yaml")
    assert (value, findings) == ({"a": 1, "b": 2}, ())
    assert value.lines["b"] == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a: 1\nb: \xff\n", [(2, "CAT002")]),
        (b"\xff\xfea\x00", [(1, "CAT002")]),
        ("a: 1\nb: \x07\n", [(2, "CAT002")]),
        ("a: 1\rb: 2", [(1, "CAT002")]),
        ("a: one\u2028two", [(1, "CAT002")]),
        ("", [(1, "CAT003")]),
        (" \n\n", [(1, "CAT003")]),
        ("# only a comment\n", [(1, "CAT003")]),
        ("a: 1\nb: [1, 2\n", [(2, "CAT004")]),
        ("a: b: c\n", [(1, "CAT004")]),
        ("a: 1\n b: 2\n", [(2, "CAT004")]),
        ("a: 'open\n", [(1, "CAT004")]),
        ("a:\n\tb: 1\nc: 2\td\n", [(2, "CAT005"), (3, "CAT005")]),
        ("a: 1\nb: 2\na: 3\n", [(3, "CAT006")]),
        ("- {a: 1, b: 2,\n   a: 3}\n", [(2, "CAT006")]),
        ("a: &x 1\nb: *x\n", [(1, "CAT007"), (2, "CAT007")]),
        ("a: !!python/object/apply:os.getcwd []\n", [(1, "CAT007")]),
        ("? [a, b]\n: c\n", [(1, "CAT007")]),
        ("[" * 5000, [(1, "CAT008")]),
        ("- " * 5000, [(1, "CAT008")]),
        ("a: 1\n---\nb: 2\n", [(2, "CAT009")]),
    ],
)
def test_what_cannot_be_read_is_a_finding_on_its_line(
    parser: str, text: str, expected: list[tuple[int, str]]
) -> None:
    assert codes(text) == expected


def test_an_alias_bomb_is_refused_without_growing(parser: str) -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(20))
    value, findings = read_yaml(bomb.encode(), "x.yaml")
    assert {finding.code for finding in findings} == {"CAT007"}
    assert len(str(value)) < 1000


def test_records_as_deep_as_allowed_are_read(parser: str) -> None:
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert codes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [(1, "CAT008")]


def test_where_a_key_is_given_twice_the_first_value_stands_and_the_rest_is_read(
    parser: str,
) -> None:
    value, findings = read_yaml(b"a: 1\na: {b: 2}\nc: 3\n", "x.yaml")
    assert value == {"a": 1, "c": 3}
    assert findings[0].message == "'a' is given twice, first on line 1"


def test_a_compound_key_is_left_out_with_its_value(parser: str) -> None:
    value, findings = read_yaml(b"a: 1\n? [b, c]\n: {d: 2}\n'': 3\n", "x.yaml")
    assert value == {"a": 1, "": 3}
    assert [finding.code for finding in findings] == ["CAT007"]


def test_a_long_value_is_cut_in_a_message() -> None:
    assert quote_short("x\ny") == "'x y'"
    assert len(quote_short("x" * 500)) == 62


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_arbitrary_bytes_give_values_or_findings(content: bytes) -> None:
    value, findings = read_yaml(content, "x.yaml")
    assert all(finding.line >= 1 and finding.fix for finding in findings)
    assert value is None or isinstance(value, dict | list)


_YAMLISH = st.text(alphabet="ab:-[]{},&*!|>'\"#%@`? \n\t~.01\u2028\x85é", max_size=60)


@given(_YAMLISH)
@settings(deadline=None)
def test_text_full_of_yaml_signs_gives_values_or_findings(text: str) -> None:
    content = text.encode()
    last = text.count("\n") + 1
    assert all(1 <= finding.line <= last for finding in read_yaml(content, "x.yaml")[1])
