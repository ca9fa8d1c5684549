"""The typed model of a service catalogue entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from steadybook.model.fields import Amount, Percent, Ref, Text, Url, Words
from steadybook.model.part import Body, Part

Tier = Literal["critical", "important", "standard", "experimental"]
Lifecycle = Literal["planned", "production", "deprecated"]
Criticality = Literal["hard", "soft"]
DataClassification = Literal["public", "internal", "confidential", "restricted"]
DeploymentFrequency = Literal["daily", "weekly", "biweekly", "monthly"]
Architecture = Literal["monolith", "microservice", "serverless", "hybrid"]
Infrastructure = Literal["k8s", "ECS", "Lambda", "VM", "bare-metal"]
TrafficPattern = Literal["steady", "diurnal", "spiky", "seasonal"]


class Dependency(Part):
    """An edge to another service; a bare id stands for a hard dependency on it."""

    shorthand: ClassVar[str] = "service"
    service: Annotated[str, Ref("service")] = Field(description="The other service.")
    criticality: Annotated[Criticality, Words()] = Field(
        default="hard",
        description="hard: the caller fails when it is down. soft: a cache, a queue or a fallback stands in.",
    )

    @property
    def is_hard(self) -> bool:
        """The caller fails when the other service does."""
        return self.criticality == "hard"


class Dependencies(Part):
    """The service's edges in the dependency graph."""

    upstream: tuple[Dependency, ...] = Field(default=(), description="Services that this one calls.")
    downstream: tuple[Dependency, ...] = Field(
        default=(), description="Services that call this one. Derived where left out; written, it must agree with them."
    )


class Links(Part):
    """Where more about the service is to be found."""

    repository: Url | None = Field(default=None, description="Address of the source code.")
    dashboard: Url | None = Field(default=None, description="Address of the main dashboard.")
    architecture_diagram: Url | None = Field(default=None, description="Address of the current architecture diagram.")
    api_docs: Url | None = Field(default=None, description="Address of the published API documentation.")
    tracing: Url | None = Field(default=None, description="Address of the service's traces.")
    logs: Url | None = Field(default=None, description="Address of the service's logs.")


class Signal(Part):
    """How one golden signal is watched."""

    dashboard: Url | None = Field(default=None, description="Address of the panel that shows the signal.")
    alert: Annotated[str, Ref("alert")] | None = Field(default=None, description="Name of the alert on the signal.")

    @property
    def is_watched(self) -> bool:
        """There is a dashboard or an alert."""
        return self.dashboard is not None or self.alert is not None


class Monitoring(Part):
    """The four golden signals."""

    latency: Signal = Field(default=Signal.model_construct(), description="How long requests take.")
    traffic: Signal = Field(default=Signal.model_construct(), description="How much is asked of the service.")
    errors: Signal = Field(default=Signal.model_construct(), description="Which share of requests fails.")
    saturation: Signal = Field(default=Signal.model_construct(), description="How full its scarcest resource is.")

    @property
    def signals(self) -> Iterator[tuple[str, Signal]]:
        """The four signals by name, in their usual order."""
        yield "latency", self.latency
        yield "traffic", self.traffic
        yield "errors", self.errors
        yield "saturation", self.saturation


class FailureMode(Part):
    """A way in which the service is known to fail."""

    name: Text = Field(description="What happens, in a few words.")
    runbook: Annotated[str, Ref("runbook")] | None = Field(
        default=None, description="The runbook that says what to do; one may serve several failure modes."
    )


class Service(Body):
    """A service: what it is, who owns it, what it needs and how it is watched."""

    name: Text = Field(description="The service's id; equal to the file's stem.")
    description: Text | None = Field(default=None, description="What the service does, in one or two sentences.")
    tier: Annotated[Tier, Words()] = Field(
        description="How much depends on it; decides which readiness checks are required and how fresh runbooks are."
    )
    owner_team: Annotated[str, Ref("team")] = Field(description="The team that owns the service.")
    oncall_rotation: Annotated[str, Ref("oncall_rotation")] | None = Field(
        default=None, description="The rotation that is paged. Required for critical and important services."
    )
    lifecycle: Annotated[Lifecycle, Words()] = Field(
        default="production", description="planned, production (the default) or deprecated."
    )
    sla: Percent | None = Field(
        default=None, description="Availability promised by contract, in percent; objectives must be stricter."
    )
    dependencies: Dependencies = Field(
        default=Dependencies.model_construct(), description="Which services it calls, and which call it."
    )
    data_classification: Annotated[DataClassification, Words()] | None = Field(
        default=None, description="How confidential the most confidential data is that it handles."
    )
    deployment_frequency: Annotated[DeploymentFrequency, Words()] | None = Field(
        default=None, description="How often it is usually deployed."
    )
    architecture: Annotated[Architecture, Words()] | None = Field(default=None, description="How it is built.")
    language: Text | None = Field(default=None, description="Main programming language.")
    infra: Annotated[Infrastructure, Words()] | None = Field(default=None, description="Where it runs.")
    traffic_pattern: Annotated[TrafficPattern, Words()] | None = Field(
        default=None, description="How its traffic varies over time."
    )
    peak_rps: Amount | None = Field(default=None, description="Highest usual rate, in requests per second.")
    storage_gb: Amount | None = Field(default=None, description="Data that it keeps, in GB.")
    monthly_cost_usd: Amount | None = Field(default=None, description="What it costs to run, in USD per month.")
    links: Links = Field(default=Links.model_construct(), description="Addresses of code, dashboards and documents.")
    monitoring: Monitoring = Field(
        default=Monitoring.model_construct(), description="Dashboard and alert of each golden signal."
    )
    failure_modes: tuple[FailureMode, ...] = Field(
        default=(), description="Known ways to fail, the likeliest first, each with its runbook."
    )

    @property
    def hard_upstream(self) -> tuple[str, ...]:
        """Ids of the services without which this one fails, as written."""
        return tuple(d.service for d in self.dependencies.upstream if d.is_hard)

    @property
    def upstream(self) -> tuple[str, ...]:
        """Ids of the services that this one calls, as written."""
        return tuple(d.service for d in self.dependencies.upstream)

    @property
    def downstream(self) -> tuple[str, ...]:
        """Ids of the services that call this one, as written here."""
        return tuple(d.service for d in self.dependencies.downstream)

    @property
    def in_production(self) -> bool:
        """It serves users, so that what production needs is asked of it."""
        return self.lifecycle == "production"
