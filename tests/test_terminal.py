from __future__ import annotations

from app.catalogue.models import Side
from app.matching.types import Answer, Mark
from app.terminal import WARNINGS_SHOWN, answer_lines
from tests.builders import build_catalogue

MARKS = [Mark("temple", Side.LEFT)]
NOTHING = Answer((), (), 0, "2026.11-00000000")


def warning_lines(emergencies: int, others: int, *, all_warnings: bool = False) -> list[str]:
    signs = {f"urgent-{n}": "emergency" for n in range(emergencies)}
    signs |= {f"other-{n}": "soon" for n in range(others)}
    catalogue = build_catalogue(zones="temple", warnings=signs)
    lines = list(answer_lines(NOTHING, MARKS, catalogue, all_warnings=all_warnings))
    return lines[1 : lines.index("")]


def test_a_few_warnings_are_all_shown() -> None:
    assert len(warning_lines(1, WARNINGS_SHOWN - 1)) == WARNINGS_SHOWN


def test_of_many_warnings_the_most_urgent_are_shown_and_the_rest_is_counted() -> None:
    *shown, rest = warning_lines(2, 8)
    assert [line.split(":")[0].strip() for line in shown] == ["emergency"] * 2 + ["soon"] * 3
    assert rest == "  and 5 less urgent signs (--warnings lists them)"


def test_no_emergency_is_left_out() -> None:
    *shown, rest = warning_lines(7, 1)
    assert len(shown) == 7
    assert rest == "  and 1 less urgent sign (--warnings lists them)"


def test_every_warning_is_listed_when_asked_for() -> None:
    assert len(warning_lines(2, 8, all_warnings=True)) == 10
