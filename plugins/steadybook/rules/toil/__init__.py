"""Toil items: what they cost, and what removing them is worth."""
