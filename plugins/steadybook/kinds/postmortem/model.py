"""The typed model of a postmortem."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from steadybook.kinds._action_item import ActionItem
from steadybook.kinds._timeline import TimelineEntry
from steadybook.model.fields import Amount, Boolean, Count, Day, Length, Ref, Text, Words
from steadybook.model.part import Body, Part
from steadybook.sre import postmortems
from steadybook.sre import severity as severities

Severity = Literal["SEV1", "SEV2", "SEV3", "SEV4"]
PostmortemStatus = Literal["draft", "in-review", "final"]
Trigger = Literal[
    "deployment", "configuration", "capacity", "dependency", "hardware", "data", "security", "external", "unknown"
]
FactorCategory = Literal[
    "trigger",
    "propagation",
    "detection",
    "resolution",
    "process",
    "people",
    "technology",
    "environment",
    "monitoring",
    "testing",
]
"""The five questions of a review, and the branches of a cause-and-effect diagram (`process` belongs to both)."""
HowDetected = Literal["alert", "user_report", "manual_check"]


class Impact(Part):
    """What the incident cost."""

    users_affected: Count | None = Field(default=None, description="How many users noticed.")
    duration_minutes: Amount | None = Field(default=None, description="Minutes from start to resolution.")
    revenue_impact_usd: Amount | None = Field(default=None, description="Revenue lost, in USD.")
    slo_budget_consumed_pct: Amount | None = Field(
        default=None, description="Error budget used up, in percent of the window's whole budget; may exceed 100."
    )
    data_loss: Boolean | None = Field(default=None, description="Whether data was lost for good.")
    customer_tickets: Count | None = Field(default=None, description="How many customers wrote in.")


class ContributingFactor(Part):
    """What made it worse or longer; a bare text stands for a factor without a category."""

    shorthand: ClassVar[str] = "text"
    text: Text = Field(description="The factor, in one sentence.")
    category: Annotated[FactorCategory, Words(postmortems.FACTOR_CATEGORY_IDS)] | None = Field(
        default=None, description="Where it belongs."
    )


class Why(Part):
    """One step of the five whys."""

    why: Text = Field(description="The question.")
    because: Text = Field(description="Its answer, which the next question asks about.")


class Detection(Part):
    """How the incident was noticed."""

    how_detected: Annotated[HowDetected, Words()] | None = Field(default=None, description="What noticed it first.")
    time_to_detect_minutes: Amount | None = Field(default=None, description="Minutes from start to detection.")
    could_have_detected_sooner: Text | None = Field(default=None, description="What would have noticed it sooner.")


class Resolution(Part):
    """How the incident ended."""

    how_resolved: Text | None = Field(default=None, description="What ended it.")
    time_to_mitigate_minutes: Amount | None = Field(default=None, description="Minutes from start to mitigation.")
    time_to_resolve_minutes: Amount | None = Field(default=None, description="Minutes from start to resolution.")


class Postmortem(Body):
    """What is learnt from an incident: what happened, why, and what changes."""

    title: Text = Field(description="The incident in a few words.")
    date: Day = Field(description="The day of the incident.")
    severity: Annotated[Severity, Words(severities.Severity)] = Field(
        description="The incident's severity, SEV1 (worst) to SEV4."
    )
    duration: Length | None = Field(default=None, description="From start to resolution, such as 1h29m.")
    authors: tuple[Text, ...] = Field(min_length=1, description="Who wrote it: roles or handles.")
    reviewers: tuple[Text, ...] = Field(default=(), description="Who reviewed it; a final one has at least one.")
    status: Annotated[PostmortemStatus, Words(postmortems.POSTMORTEM_STATUSES)] = Field(
        description="draft, in-review or final."
    )
    services: tuple[Annotated[str, Ref("service")], ...] = Field(default=(), description="Services that were affected.")
    slos: tuple[Annotated[str, Ref("slo")], ...] = Field(
        default=(), description="Objectives whose budget the incident used up."
    )
    incident: Annotated[str, Ref("incident")] | None = Field(default=None, description="The incident's record.")
    repeat_of: Annotated[str, Ref("postmortem", "incident")] | None = Field(
        default=None, description="The earlier postmortem or incident that this one repeats."
    )
    trigger: Annotated[Trigger, Words(postmortems.TRIGGERS)] | None = Field(
        default=None, description="What set it off."
    )
    summary: Text = Field(description="One paragraph: what happened, what it did to users, how it ended.")
    impact: Impact = Field(default=Impact.model_construct(), description="What it cost.")
    timeline: tuple[TimelineEntry, ...] = Field(description="Every significant event, in order of time.")
    root_cause: Text | None = Field(
        default=None, description="Why it happened, down to what can be changed. A final postmortem has one."
    )
    contributing_factors: tuple[ContributingFactor, ...] = Field(
        default=(), description="What made it possible, worse or longer."
    )
    five_whys: tuple[Why, ...] = Field(default=(), description="The chain from symptom to root cause.")
    detection: Detection = Field(default=Detection.model_construct(), description="How it was noticed.")
    resolution: Resolution = Field(default=Resolution.model_construct(), description="How it ended.")
    what_went_well: tuple[Text, ...] = Field(default=(), description="What worked and is worth keeping.")
    what_went_wrong: tuple[Text, ...] = Field(default=(), description="What did not work.")
    where_we_got_lucky: tuple[Text, ...] = Field(default=(), description="What might have made it worse.")
    action_items: tuple[ActionItem, ...] = Field(description="What changes because of it.")

    @property
    def is_final(self) -> bool:
        """It is finished and reviewed."""
        return self.status == "final"

    @property
    def open_actions(self) -> tuple[ActionItem, ...]:
        """The action items that are not done."""
        return tuple(item for item in self.action_items if not item.is_done)
