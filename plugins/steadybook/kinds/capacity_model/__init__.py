"""Capacity models: how long capacity lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.capacity_model.model import CapacityModel

KIND: Kind[CapacityModel] = Kind(
    name="capacity_model",
    title="capacity model",
    plural="capacity models",
    model_name="CapacityModel",
    folder="catalog/capacity",
    url="capacity",
    columns=(
        "service",
        "bottleneck_resource",
        "current_state.peak_utilization_pct",
        "growth_forecast.monthly_growth_pct",
    ),
    summary="How full a service is, how demand grows and how it gets more capacity.",
    label=lambda _id, capacity: f"Capacity of {capacity.service}",
)
