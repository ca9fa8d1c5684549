"""Capacity models: forecasts, headroom, scaling and load tests."""
