"""Capacity models: how long capacity lasts."""

from __future__ import annotations

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.kind import Kind

KIND = Kind(
    name="capacity_model",
    title="capacity model",
    plural="capacity models",
    model=CapacityModel,
    folder="catalog/capacity",
    url="capacity",
    summary="How full a service is, how demand grows and how it gets more capacity.",
    label=lambda _id, capacity: f"Capacity of {capacity.service}",
)
