"""Measures of the speed budgets, as ratios taken in one run: `python -m benchmarks`."""
