"""Tests on the real data files."""
