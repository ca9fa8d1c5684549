"""Maturity assessments and their history."""
