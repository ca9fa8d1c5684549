"""The typed model of an incident."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from steadybook.kinds._timeline import TimelineEntry
from steadybook.model.fields import Boolean, Instant, Ref, Text, Words, flaw
from steadybook.model.part import Body, Part
from steadybook.sre import severity as severities

Severity = Literal["SEV1", "SEV2", "SEV3", "SEV4"]
AffectedFunction = Literal["core_down", "degraded", "non_core_down", "cosmetic"]
AffectedUsers = Literal["one", "under_25", "over_25", "all"]
IncidentStatus = Literal["investigating", "identified", "mitigated", "resolved"]
DetectedBy = Literal["alert", "user_report", "manual_check"]


class Roles(Part):
    """Who did what in the response: roles or handles."""

    incident_commander: Text | None = Field(default=None, description="Coordinates and decides; does not debug.")
    communications_lead: Text | None = Field(default=None, description="Keeps everybody else informed.")
    operations_lead: Text | None = Field(default=None, description="Works on the systems.")
    subject_matter_expert: Text | None = Field(default=None, description="Knows the affected system in depth.")
    scribe: Text | None = Field(default=None, description="Writes down what happens and what is decided.")


class Incident(Body):
    """An incident: what failed for whom, when, and who responded."""

    title: Text = Field(description="What users noticed, in a few words.")
    services: tuple[Annotated[str, Ref("service")], ...] = Field(
        min_length=1, description="Services that were affected, the most affected one first."
    )
    function: Annotated[AffectedFunction, Words(severities.Function)] = Field(
        description="What did not work: a row of the severity matrix."
    )
    users: Annotated[AffectedUsers, Words(severities.Users)] = Field(
        description="Whom it reached: one user, under 25 %, over 25 %, or all. A column of the severity matrix."
    )
    data_loss: Boolean = Field(default=False, description="Data was lost: at least SEV1.")
    security_breach_pii: Boolean = Field(default=False, description="Personal data got out: SEV1.")
    revenue_impacting: Boolean = Field(default=False, description="It cost revenue: at least SEV2.")
    sla_breach_imminent: Boolean = Field(default=False, description="A contract was about to be broken: one level up.")
    severity: Annotated[Severity, Words(severities.Severity)] = Field(
        description="Declared severity, SEV1 (worst) to SEV4."
    )
    status: Annotated[IncidentStatus, Words()] = Field(description="How far the response is.")
    started_at: Instant = Field(description="When users were first affected: ISO 8601 with a zone.")
    detected_at: Instant = Field(description="When somebody or something noticed.")
    acknowledged_at: Instant | None = Field(default=None, description="When a person took it on.")
    mitigated_at: Instant | None = Field(
        default=None, description="When users were no longer affected. Required from status mitigated on."
    )
    resolved_at: Instant | None = Field(
        default=None, description="When the cause was gone and the service healthy. Required when resolved."
    )
    detected_by: Annotated[DetectedBy, Words()] | None = Field(default=None, description="What noticed it first.")
    alert: Annotated[str, Ref("alert")] | None = Field(default=None, description="Name of the alert that fired.")
    runbooks_used: tuple[Annotated[str, Ref("runbook")], ...] = Field(
        default=(), description="Runbooks that were followed."
    )
    roles: Roles = Field(default=Roles.model_construct(), description="Who did what in the response.")
    timeline: tuple[TimelineEntry, ...] = Field(default=(), description="What happened, in order of time.")
    postmortem: Annotated[str, Ref("postmortem")] | None = Field(default=None, description="What was learnt from it.")

    @model_validator(mode="after")
    def _has_the_instants_of_its_status(self) -> Self:
        wanted = {"mitigated": ("mitigated_at",), "resolved": ("mitigated_at", "resolved_at")}.get(self.status, ())
        absent = [name for name in wanted if getattr(self, name) is None]
        if absent:
            keys = " and ".join(f"`{name}`" for name in absent)
            message = f"the status is {self.status}, but {keys} {'are' if len(absent) > 1 else 'is'} missing"
            raise flaw("missing-key", message, f"Add {' and '.join(f'`{name}:`' for name in absent)}.")
        return self

    @property
    def instants(self) -> Iterator[tuple[str, datetime]]:
        """The written ones of the five instants by field name, in the order in which they must follow each other."""
        for name in ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at"):
            moment: datetime | None = getattr(self, name)
            if moment is not None:
                yield name, moment

    @property
    def is_resolved(self) -> bool:
        """The response is over."""
        return self.status == "resolved"
