"""Tests of matching: numbers, network, sets, answers, and what must hold whatever is marked."""
