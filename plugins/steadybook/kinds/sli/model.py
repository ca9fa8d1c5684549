"""The typed model of a service level indicator."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from steadybook.model.fields import Text, Words
from steadybook.model.part import Body, Part
from steadybook.sre import sli

SliType = Literal["availability", "latency", "quality", "freshness"]


class Measurement(Part):
    """How the indicator is counted: good events out of all valid ones."""

    good_events: Text = Field(description="What counts as good, in words.")
    total_events: Text = Field(description="What is counted at all, in words.")
    source: Text | None = Field(default=None, description="Where the counts come from, such as a load balancer's log.")
    aggregation: Text | None = Field(default=None, description="How the counts become one number.")


class PrometheusQueries(Part):
    """PromQL with the placeholders `$window` (a range) and `$service` (so that one SLI may serve several services)."""

    good: Text = Field(description="Query for the rate of good events; holds `$window`.")
    total: Text = Field(description="Query for the rate of all events; holds `$window`.")


class Sli(Body):
    """A service level indicator: which share of events is good."""

    name: Text = Field(description="The indicator's id; equal to the file's stem.")
    description: Text | None = Field(default=None, description="What it says about the users' experience.")
    type: Annotated[SliType, Words(sli.TYPES)] = Field(description="Which aspect of the service it measures.")
    measurement: Measurement = Field(description="How it is counted.")
    exclusions: tuple[Text, ...] = Field(default=(), description="What is left out of the counts, and why.")
    prometheus: PrometheusQueries | None = Field(default=None, description="The queries that count it.")
