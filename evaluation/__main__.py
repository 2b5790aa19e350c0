"""Measure the matcher on the published guides and write docs/evaluation.md.

python -m evaluation                 measure, print the averages, write the report
python -m evaluation --check         fail when the report is not what would be written now
python -m evaluation --group NAME    measure one group of areas, print its tables, write nothing
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.catalogue.loader import load_catalogue
from app.errors import KnotmapError
from app.figures import load_figures
from app.matching.options import Options
from evaluation.cases import load_guide
from evaluation.report import areas_table, lines_table, write_report
from evaluation.study import Study, run_study, vary

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "evaluation.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument(
        "--group", action="append", default=[], help="an area group such as head_neck; repeatable"
    )
    options = parser.parse_args(arguments)
    try:
        study = measure(options.group)
    except KnotmapError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.group:
        sys.stdout.write(lines_table(study.lines) + "\n" + areas_table(study.results))
        return 0
    report = write_report(study)
    if options.check:
        if not REPORT.is_file() or REPORT.read_text(encoding="utf-8") != report:
            sys.stderr.write(f"{REPORT.relative_to(ROOT)} is out of date; run `make eval`\n")
            return 1
        return 0
    REPORT.write_text(report, encoding="utf-8")
    sys.stdout.write(lines_table(study.lines))
    return 0


def measure(groups: Sequence[str] = ()) -> Study:
    """Run the study on the project's own catalogue and figures."""
    return run_study(
        load_guide(),
        load_catalogue(ROOT / "data"),
        load_figures(ROOT / "static" / "svg"),
        groups,
        {} if groups else vary(Options()),
    )


if __name__ == "__main__":
    sys.exit(main())
