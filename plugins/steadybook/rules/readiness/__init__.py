"""Readiness reviews: what people attest about a service."""
