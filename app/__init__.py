"""Knotmap: a catalogue of trigger points and the map that asks it."""
