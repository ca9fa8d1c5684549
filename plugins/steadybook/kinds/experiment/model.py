"""The typed model of a chaos experiment."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from steadybook.kinds._action_item import FollowUp
from steadybook.model.fields import Boolean, Day, Length, Ref, Text, Words
from steadybook.model.part import Body, Part
from steadybook.sre import chaos

FaultType = Literal["network", "compute", "storage", "dependency", "data"]
ExperimentCategory = Literal["network", "compute", "storage", "dependency", "data", "scale"]
LibraryId = Literal[
    "database-delay",
    "packet-loss",
    "name-resolution",
    "pod-kill",
    "cpu-stress",
    "disk-full",
    "slow-database",
    "cache-gone",
    "external-api-cut",
    "sign-in-429",
    "clock-skew",
    "traffic-spike",
]
Environment = Literal["staging", "production"]
Outcome = Literal["confirmed", "disproved", "inconclusive"]


class SteadyMetric(Part):
    """A number that shows that the system is well."""

    name: Text = Field(description="What is measured.")
    baseline: Text | None = Field(default=None, description="Its usual value, with its unit.")
    acceptable_range: Text | None = Field(default=None, description="The values that still count as well.")


class SteadyState(Part):
    """What the system looks like when it is well."""

    metrics: tuple[SteadyMetric, ...] = Field(default=(), description="The numbers that show it.")


class Method(Part):
    """What is done to the system."""

    fault_type: Annotated[FaultType, Words(chaos.FAULT_TYPES)] = Field(
        description="The kind of fault that is injected."
    )
    target: Text = Field(description="The service or component that it is injected into.")
    blast_radius: Text | None = Field(
        default=None, description="How far it may reach: one pod, one zone, a share of the traffic."
    )
    duration: Length | None = Field(default=None, description="How long the fault lasts, such as 15m.")


class Safety(Part):
    """What keeps the experiment from becoming an incident."""

    abort_conditions: tuple[Text, ...] = Field(min_length=1, description="When to stop at once.")
    rollback_plan: Text = Field(description="How the fault is taken away.")
    required_approvals: tuple[Text, ...] = Field(
        default=(), description="Who must agree beforehand; production needs at least one."
    )


class Results(Part):
    """What the experiment showed."""

    outcome: Annotated[Outcome, Words()] | None = Field(default=None, description="Whether the hypothesis held.")
    observations: tuple[Text, ...] = Field(default=(), description="What was seen.")
    action_items: tuple[FollowUp, ...] = Field(default=(), description="What follows from it.")


class Run(Part):
    """One time that the experiment was carried out."""

    date: Day = Field(description="The day of the run.")
    outcome: Annotated[Outcome, Words()] | None = Field(default=None, description="Whether the hypothesis held.")
    automated: Boolean = Field(default=False, description="Whether it ran on a schedule without anybody starting it.")


class Experiment(Body):
    """A chaos experiment: a fault, what is expected of the system, and how to stop."""

    name: Text = Field(description="A title for people; the experiment's id is the file's stem.")
    service: Annotated[str, Ref("service")] | None = Field(default=None, description="The service under test.")
    environment: Annotated[Environment, Words()] | None = Field(default=None, description="Where it runs.")
    category: Annotated[ExperimentCategory, Words(chaos.CATEGORIES)] | None = Field(
        default=None, description="Its shelf in the library of experiments."
    )
    library: Annotated[LibraryId, Words(chaos.LIBRARY_IDS)] | None = Field(
        default=None, description="The experiment of the library that it carries out, for the coverage of the library."
    )
    scheduled_for: Day | None = Field(default=None, description="The day of the next run.")
    hypothesis: Text = Field(description="When this fault happens, the system does that.")
    steady_state: SteadyState = Field(
        default=SteadyState.model_construct(), description="What the system looks like when it is well."
    )
    method: Method = Field(description="What is done to the system.")
    safety: Safety = Field(description="When to stop, and how.")
    results: Results = Field(default=Results.model_construct(), description="What it showed.")
    runs: tuple[Run, ...] = Field(default=(), description="The times it was carried out.")
