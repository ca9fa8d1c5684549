"""The timeline of an incident, as incidents and postmortems write it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from steadybook.model.fields import Instant, Text, Words
from steadybook.model.part import Part

Phase = Literal["detection", "escalation", "diagnosis", "mitigation", "resolution", "update"]
"""What an entry of a timeline marks; `update` is a status update to those who wait."""


class TimelineEntry(Part):
    """One thing that happened, with its moment."""

    time: Instant = Field(description="When it happened: ISO 8601 with a zone.")
    event: Text = Field(description="What happened, in one sentence that blames nobody.")
    phase: Annotated[Phase, Words()] | None = Field(
        default=None, description="The step of the response that the entry belongs to; `update` is a status update."
    )
