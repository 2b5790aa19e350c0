"""Measure the speed budgets in one run: `python -m benchmarks [--write] [--quick]`."""

from __future__ import annotations

import argparse
import sys

from app.catalogue.loader import load_catalogue
from app.figures import load_figures
from app.settings import ROOT, settings_from
from benchmarks.browser import measure_browser
from benchmarks.core import measure_core
from benchmarks.report import Row, as_markdown
from benchmarks.servers import serving
from benchmarks.throughput import measure_throughput
from benchmarks.weights import measure_process, measure_weights

PARTS = ("throughput", "core", "browser", "weight")
DOCUMENT = ROOT / "docs" / "performance.md"


def main() -> int:
    """Measure, print the table, and say by the exit code whether every budget is met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--quick", action="store_true", help="one short turn each, for a look")
    parser.add_argument("--only", choices=PARTS, help="measure one part; never written")
    given = parser.parse_args()
    parts = [given.only] if given.only else PARTS
    rounds, seconds = (1, 0.5) if given.quick else (11, 1.0)
    settings = settings_from()
    catalogue, figures = load_catalogue(settings.data), load_figures(settings.figures)
    rows: list[Row] = []
    with serving("app.main:app", "/", KNOTMAP_WATCH="false") as site:
        if "throughput" in parts:
            rows += measure_throughput(catalogue, site, rounds, seconds)
        if "core" in parts:
            rows += measure_core(catalogue, figures)
        if "browser" in parts:
            rows += measure_browser(site, is_quick=given.quick)
        if "weight" in parts:
            rows += measure_weights(site)
            rows += measure_process(site, catalogue)
    text = as_markdown(
        rows,
        turns=f"{rounds} turns of {seconds:g} s",
        version=catalogue.version,
        muscles=len(catalogue.muscles),
        zones=len(catalogue.zones),
    )
    sys.stdout.write(text)
    if given.write and not given.only:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(text, encoding="utf-8")
    return 0 if all(row.is_met is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
