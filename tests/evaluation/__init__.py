"""Tests of the evaluation: cases, metrics, baselines, report."""
