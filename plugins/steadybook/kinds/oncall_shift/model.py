"""The typed model of an on-call shift."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from steadybook.model.fields import Amount, Count, Instant, Ref, Satisfaction, Text
from steadybook.model.part import Body, Part


class Handoff(Part):
    """What the next person needs to know."""

    open_issues: tuple[Text, ...] = Field(default=(), description="What is still open, with its next step.")
    recent_changes: tuple[Text, ...] = Field(default=(), description="What changed in the last 7 days, and its risk.")
    known_risks: tuple[Text, ...] = Field(default=(), description="What to watch for.")
    scheduled_maintenance: tuple[Text, ...] = Field(default=(), description="What is planned, for how long.")
    runbook_updates: tuple[Text, ...] = Field(default=(), description="Runbooks that are new or changed.")

    @property
    def is_empty(self) -> bool:
        """Nothing is written in any of the five lists."""
        return not (
            self.open_issues
            or self.recent_changes
            or self.known_risks
            or self.scheduled_maintenance
            or self.runbook_updates
        )


class OncallShift(Body):
    """One shift: who was on call, what happened, what was handed over."""

    rotation: Annotated[str, Ref("oncall_rotation")] = Field(description="The rotation it belongs to.")
    start: Instant = Field(description="When it began: ISO 8601 with a zone.")
    end: Instant = Field(description="When it ended: ISO 8601 with a zone.")
    primary: Text = Field(description="Who was paged first; a member of the rotation.")
    secondary: Text | None = Field(default=None, description="Who was paged next; another member of the rotation.")
    pages: Count = Field(description="How many pages there were.")
    off_hours_pages: Count | None = Field(default=None, description="How many of them outside working hours.")
    pages_by_service: dict[str, Count] | None = Field(
        default=None, description="Pages by service id; they add up to `pages`."
    )
    false_positives: Count | None = Field(default=None, description="Pages that needed nobody.")
    escalations: Count | None = Field(default=None, description="Pages that were handed on.")
    time_to_acknowledge_min: Amount | None = Field(
        default=None, description="Mean time to acknowledge over the shift's pages, in minutes."
    )
    time_to_mitigate_min: Amount | None = Field(
        default=None, description="Mean time to mitigate over the shift's pages, in minutes."
    )
    satisfaction: Satisfaction | None = Field(default=None, description="How the shift was, 1 (worst) to 5.")
    handoff: Handoff | None = Field(default=None, description="What the next person needs to know.")
