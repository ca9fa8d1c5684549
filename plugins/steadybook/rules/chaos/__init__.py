"""Chaos experiments and game days: safety first, and what follows from them."""
