"""Tests of the catalogue: reading, checking, serving."""
