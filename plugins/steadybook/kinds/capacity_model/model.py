"""The typed model of a capacity model."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from steadybook.model.fields import Amount, Boolean, Count, Day, Number, Percent, Ref, Text, Words
from steadybook.model.part import Body, Part
from steadybook.sre import capacity

Resource = Literal["CPU", "memory", "storage", "connections", "bandwidth"]
GrowthMetric = Literal["MAU", "requests/sec", "storage_gb"]
ScalingType = Literal["horizontal", "vertical", "hybrid"]
LoadScenario = Literal["baseline", "growth", "spike", "soak", "stress"]


class CurrentState(Part):
    """How full the bottleneck is today."""

    peak_utilization_pct: Percent = Field(description="Highest usual utilisation of the bottleneck, in percent.")
    headroom_pct: Percent | None = Field(default=None, description="Left at peak: 100 - peak, in percent. Derived.")
    cost_per_month_usd: Amount | None = Field(default=None, description="What it costs now, in USD per month.")


class GrowthForecast(Part):
    """How demand grows."""

    metric: Annotated[GrowthMetric, Words()] | None = Field(default=None, description="What demand is measured in.")
    current: Amount = Field(description="Demand today, in units of the metric.")
    monthly_growth_pct: Number = Field(description="Growth a month, in percent, compounding; negative when it shrinks.")
    projected_6mo: Amount | None = Field(
        default=None, description="Demand in 6 months: current x (1 + growth)^6. Derived."
    )
    projected_12mo: Amount | None = Field(
        default=None, description="Demand in 12 months: current x (1 + growth)^12. Derived."
    )


class ScalingStrategy(Part):
    """How the service gets more capacity."""

    type: Annotated[ScalingType, Words()] = Field(description="More instances, bigger ones, or both.")
    auto_scaling: Boolean | None = Field(default=None, description="Whether it scales by itself.")
    min_instances: Count | None = Field(default=None, description="Never fewer instances than this.")
    max_instances: Count | None = Field(default=None, description="Never more instances than this.")
    scale_up_threshold: Percent | None = Field(default=None, description="Utilisation from which it grows, in %.")
    scale_down_threshold: Percent | None = Field(
        default=None, description="Utilisation below which it shrinks, in %; less than the one for growing."
    )
    cooldown_seconds: Amount | None = Field(default=None, description="Wait between two changes, in seconds.")
    tested_on: Day | None = Field(default=None, description="The day on which scaling was last tested.")


class CostProjection(Part):
    """People's estimates of what it will cost."""

    current_monthly: Amount | None = Field(default=None, description="Cost now, in USD per month.")
    projected_6mo_monthly: Amount | None = Field(default=None, description="Cost in 6 months, in USD per month.")
    projected_12mo_monthly: Amount | None = Field(default=None, description="Cost in 12 months, in USD per month.")


class LoadTest(Part):
    """The latest load test."""

    date: Day = Field(description="The day of the test.")
    multiple_of_peak: Amount = Field(description="Load reached, as a multiple of the expected peak; 2 is asked for.")
    scenario: Annotated[LoadScenario, Words()] | None = Field(default=None, description="Which load was put on it.")
    report: Text | None = Field(default=None, description="Address or path of the report.")


class CapacityModel(Body):
    """How long a service's capacity lasts, and how it gets more."""

    service: Annotated[str, Ref("service")] = Field(description="The service.")
    bottleneck_resource: Annotated[Resource, Words(capacity.RESOURCES)] = Field(description="What runs out first.")
    last_reviewed: Day | None = Field(default=None, description="The day of the latest review.")
    current_state: CurrentState = Field(description="How full it is today.")
    growth_forecast: GrowthForecast = Field(description="How demand grows.")
    scaling_strategy: ScalingStrategy = Field(description="How it gets more capacity.")
    cost_projection: CostProjection = Field(
        default=CostProjection.model_construct(), description="What it will cost, as people estimate."
    )
    load_test: LoadTest | None = Field(default=None, description="The latest load test.")
