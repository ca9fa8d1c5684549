"""The typed model of a toil item."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from steadybook.model.fields import Amount, Boolean, Day, Ref, Text, Words
from steadybook.model.part import Body
from steadybook.sre import toil

ToilCategory = Literal["deployment", "scaling", "config", "data", "access", "monitoring", "recovery"]
Frequency = Literal["daily", "weekly", "monthly", "per-incident"]
Difficulty = Literal["low", "medium", "high"]


class ToilItem(Body):
    """A piece of manual, repetitive work that a machine could do."""

    name: Text = Field(description="A title for people; the item's id is the file's stem.")
    category: Annotated[ToilCategory, Words(toil.CATEGORIES)] = Field(description="The kind of work.")
    frequency: Annotated[Frequency, Words()] = Field(description="How often it comes up; must agree with the count.")
    time_per_occurrence_min: Amount = Field(description="Working time each time, in minutes.")
    occurrences_per_month: Amount = Field(description="How many times a month.")
    total_hours_per_month: Amount | None = Field(
        default=None, description="Hours a month: minutes x occurrences / 60. Derived."
    )
    teams_affected: tuple[Text, ...] = Field(default=(), description="Who does the work or waits for it.")
    team: Annotated[str, Ref("team")] | None = Field(default=None, description="The team whose time it takes.")
    service: Annotated[str, Ref("service")] | None = Field(default=None, description="The service it is done for.")
    automation_difficulty: Annotated[Difficulty, Words(toil.Difficulty)] | None = Field(
        default=None, description="The effort of automating it; a column of the priority matrix."
    )
    automation_value: Amount | None = Field(default=None, description="Hours saved a month once it is automated.")
    priority_score: Amount | None = Field(
        default=None, description="Value / difficulty, with low = 1, medium = 2, high = 3. Derived."
    )
    automated: Boolean = Field(default=False, description="Whether a machine does it now.")
    automated_on: Day | None = Field(default=None, description="The day since which a machine does it.")
