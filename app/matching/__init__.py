"""Matching: from marks to candidates with reasons, and the smallest sets that explain all marks.

`Engine` is built once from a catalogue and the figures' measures, and is pure from then on.
"""

from __future__ import annotations
