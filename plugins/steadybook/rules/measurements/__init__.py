"""Measurement snapshots: what several files say together."""
