"""Action items, as postmortems, game days and experiments write them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from steadybook.model.fields import Day, Text, Words
from steadybook.model.part import Part
from steadybook.sre import postmortems

ActionType = Literal["prevent", "detect", "mitigate", "process"]
"""What an action changes: whether it happens again, how soon it is seen, how far it reaches, or how people work."""
ActionPriority = Literal["P0", "P1", "P2"]
ActionStatus = Literal["open", "in-progress", "done"]


class FollowUp(Part):
    """Work that follows from an experiment; a bare text stands for its description."""

    shorthand: ClassVar[str] = "description"
    id: Text | None = Field(default=None, description="Identifier within the document, such as AI-001; unique there.")
    type: Annotated[ActionType, Words(postmortems.ACTION_TYPES)] | None = Field(
        default=None, description="What the action changes: prevent, detect, mitigate or process."
    )
    description: Text = Field(description="What is to be done, so that one can tell when it is.")
    owner: Text | None = Field(default=None, description="Who sees to it: a role, a handle or a team.")
    priority: Annotated[ActionPriority, Words(postmortems.ACTION_PRIORITIES)] | None = Field(
        default=None, description="How urgent it is, P0 first."
    )
    deadline: Day | None = Field(default=None, description="The last day on which it is in time.")
    status: Annotated[ActionStatus, Words(postmortems.ACTION_STATUSES)] = Field(
        default="open", description="How far it is."
    )
    completed: Day | None = Field(default=None, description="The day on which it was done.")
    ticket: Text | None = Field(default=None, description="Number or address in the issue tracker.")

    @property
    def is_done(self) -> bool:
        """Nothing is left to do."""
        return self.status == "done"

    def days_overdue(self, today: date) -> int:
        """Whole days since the deadline; 0 until the day after it, without one, and once it is done."""
        if self.is_done or self.deadline is None:
            return 0
        return max(0, (today - self.deadline).days)


class ActionItem(FollowUp):
    """Work that follows from an incident or a game day and is tracked until it is done."""

    shorthand: ClassVar[str] = ""
    id: Text = Field(description="Identifier within the document, such as AI-001; unique there.")
