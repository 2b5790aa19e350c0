"""How often the matcher is right: the published pain guides as cases, metrics, baselines, a report.

Run `python -m evaluation` to measure and to write `docs/evaluation.md`. The application never
imports this package.
"""

from __future__ import annotations
