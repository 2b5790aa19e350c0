"""The study in words and tables: docs/evaluation.md.

Takes a study, gives Markdown. States what was measured, on what, and what went wrong; judges
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evaluation.cases import GuideEntry, Provenance
from evaluation.measure import TOP, CaseResult
from evaluation.metrics import Unit
from evaluation.study import Line, Study

_HEAD = """\
# How often the matcher is right

Written by `python -m evaluation`; do not edit. Catalogue {version}.

The published pain guides of the trigger-point manuals list, for a pain area, the muscles described
as referring pain there, the commonest source first. Each list is a case: every zone of the area is
marked on the left side, and the matcher's candidates are compared with the list.

What this can show and what it cannot:

- The guides and the catalogue descend from the same manuals, and the catalogue was written by
  people who knew these lists. Agreement means that Knotmap gives back what those books say. It does
  not mean that a muscle is the source of anyone's pain: no study supports such a number, and none
  is computed.
- The lists were restated. Which muscles they name was read in stored copies for {seen} of the
  {entries} entries of the areas measured here; the rest, and every level (main or wider pattern),
  is recalled. The order was read for {ordered} of these {areas} areas and is recalled for the
  others.
- The guides list whole muscles or their divisions, so a muscle counts once, at the place of its
  best trigger point. Areas count the same, whether their list is long or short.
- The constants have reasons, given in `app/matching/options.py`, and none was fitted to an entry.
  The last table shows how much hangs on each.
"""

_MEASURES = """\
| figure | meaning |
|---|---|
| recall | share of the guide's entries that are among the candidates |
| of those read | the same, over the entries whose membership was read |
| inside | share of the entries with a mark inside their pattern, not only beside it |
| precision at n | share of the first n places that hold an entry, n being the length of the list |
| nDCG | agreement with the guide's order: the first of n entries gains n, the last 1, others 0 |
| nDCG, order read | the same, over the areas whose order was read |
| level | share of the entries with a sure level, found inside, that are found at that level |
"""


def write_report(study: Study) -> str:
    """Write the whole report."""
    sections = [
        _head(study),
        "## Averages over the areas\n\n" + _MEASURES + "\n" + lines_table(study.lines),
        _steadiness(study),
        "## Area by area\n\n" + areas_table(study.results),
        _errors(study.results),
        _pending(study.pending),
        _variations(study),
    ]
    return "\n".join(sections)


def lines_table(lines: Iterable[Line]) -> str:
    """Give the averages of several matchers as a table."""
    return _table(
        (
            "",
            "recall",
            "of those read",
            "inside",
            "precision at n",
            "nDCG",
            "nDCG, order read",
            "level",
        ),
        [
            (
                line.name,
                _share(line.figures.recall),
                _share(line.figures.recall_seen),
                _share(line.figures.recall_inside),
                _share(line.figures.precision_at_length),
                _share(line.figures.ndcg),
                _share(line.ndcg_seen),
                _share(line.figures.level_agreement),
            )
            for line in lines
        ],
    )


def areas_table(results: Iterable[CaseResult]) -> str:
    """Give the figures of each area as a table."""
    return _table(
        ("area", "entries", "recall", "inside", "precision at n", "nDCG", "order", "level"),
        [
            (
                result.case.name,
                str(len(result.case.area.entries)),
                _share(result.figures.recall),
                _share(result.figures.recall_inside),
                _share(result.figures.precision_at_length),
                _share(result.figures.ndcg),
                "read" if result.case.area.order is Provenance.SEEN else "recalled",
                _share(result.figures.level_agreement),
            )
            for result in results
        ],
    )


def _head(study: Study) -> str:
    areas = [result.case.area for result in study.results]
    entries = [entry for area in areas for entry in area.entries]
    return _HEAD.format(
        version=study.catalogue_version,
        areas=len(areas),
        entries=len(entries),
        seen=sum(entry.membership is Provenance.SEEN for entry in entries),
        ordered=sum(area.order is Provenance.SEEN for area in areas),
    )


def _steadiness(study: Study) -> str:
    steady = study.steadiness
    rows = [(name, str(swaps), f"{kept:.2f}") for name, swaps, kept in steady.by_marks]
    return (
        "## When a mark moves to the zone beside it\n\n"
        "People who draw their own pain twice overlap only in part, so one mark of an area is "
        f"replaced by a zone beside it, in every way, and the first {TOP} trigger points (both "
        f"sides of one count once) are compared with those before: {steady.swaps} moves over the "
        f"{steady.areas} of {steady.published} published areas that the catalogue reaches. On "
        f"average {steady.engine:.2f} of {TOP} stay; by zone overlap alone {steady.overlap:.2f} "
        "do. With a single mark the move replaces all that was said, so less can stay.\n\n"
        + _table(("area with", "moves", f"of {TOP} stay"), rows)
    )


def _errors(results: Sequence[CaseResult]) -> str:
    parts = [
        "## What went wrong\n\n"
        "[evaluation-judgement.md](evaluation-judgement.md) says in words who is right. "
        "Extra: a muscle among the first n that the guide does not list, with the level at which a "
        "mark lies in its pattern; (+) where another published list names it for the area. Late: "
        "an entry that is listed after the first n. In brackets behind an entry its level in the "
        "guide.\n"
    ]
    for result in results:
        told = _told(result)
        if told:
            parts.append(f"- **{result.case.name}**: {'; '.join(told)}.")
    silent = [result.case.name for result in results if not _told(result)]
    if silent:
        parts.append(f"\nNothing to report for: {', '.join(silent)}.")
    return "\n".join(parts) + "\n"


def _told(result: CaseResult) -> list[str]:
    entries = result.case.area.entries
    kinds = {
        "missed": result.missed,
        "found only beside its pattern": result.beside_only,
        "late": result.late,
        "found at the other level": result.other_level,
    }
    told = [
        f"{kind}: {', '.join(_name(entries[number]) for number in numbers)}"
        for kind, numbers in kinds.items()
        if numbers
    ]
    if result.extra:
        names = ", ".join(_extra_name(unit, result) for unit in result.extra)
        told.append(f"extra: {names}")
    return told


def _name(entry: GuideEntry) -> str:
    return f"{entry.name} [{entry.level}]"


def _extra_name(unit: Unit, result: CaseResult) -> str:
    beside = " beside its pattern" if unit.level is None else f" [{unit.level}]"
    known = " (+)" if unit.muscle in result.case.area.also else ""
    return f"{unit.muscle}{beside}{known}"


def _pending(pending: Sequence[CaseResult]) -> str:
    if not pending:
        return "## Areas that cannot be judged yet\n\nNone: the catalogue knows every entry.\n"
    rows = []
    for result in pending:
        absent = result.case.absent
        present = len(result.case.area.entries) - len(absent)
        found = present - sum(
            result.case.area.entries[number] not in absent for number in result.missed
        )
        rows.append(
            (
                result.case.name,
                str(present),
                str(found),
                ", ".join(entry.name for entry in absent),
            )
        )
    table = _table(("area", "entries in the catalogue", "found", "not in the catalogue"), rows)
    return (
        "## Areas that cannot be judged yet\n\nThe catalogue lacks entries of these areas; they "
        f"are in no average above.\n\n{table}"
    )


def _variations(study: Study) -> str:
    if not study.variations:
        return ""
    return (
        "## What hangs on the constants\n\nEach constant made half and twice as large, one at a "
        "time, over the same areas. Where a line hardly differs from the first, the constant's "
        "exact value does not matter.\n\n" + lines_table([study.lines[0], *study.variations])
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
