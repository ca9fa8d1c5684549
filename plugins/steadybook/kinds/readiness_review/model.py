"""The typed model of a production readiness review."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from steadybook.model.fields import Day, Ref, Text, Words
from steadybook.model.part import Body, Part
from steadybook.sre import readiness

CheckStatus = Literal["pass", "fail", "not_applicable"]


class Attestation(Part):
    """What a person says about one check. It never overrules what the repository proves."""

    status: Annotated[CheckStatus, Words(readiness.Status)] = Field(description="pass, fail or not_applicable.")
    evidence: Text | None = Field(default=None, description="Address or path of what shows it.")
    checked_by: Text | None = Field(default=None, description="Who checked it: a role or handle.")
    checked_on: Day | None = Field(default=None, description="The day of the check; valid for 365 days.")
    reason: Text | None = Field(default=None, description="Why it fails or does not apply; needed for not_applicable.")


class ReadinessReview(Body):
    """What was attested about a service before it went to production, and since."""

    service: Annotated[str, Ref("service")] = Field(description="The service.")
    date: Day = Field(description="The day of the review.")
    reviewers: tuple[Text, ...] = Field(default=(), description="Who reviewed it: roles or handles.")
    checks: dict[str, Attestation] = Field(default_factory=dict, description="Attestations by the id of the check.")
