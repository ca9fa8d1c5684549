"""The typed model of a team."""

from __future__ import annotations

from pydantic import Field

from steadybook.model.fields import Amount, Count, Text
from steadybook.model.part import Body


class Team(Body):
    """A team that owns services."""

    name: Text = Field(description="The team's id; equal to the file's stem.")
    description: Text | None = Field(default=None, description="What the team looks after.")
    contact: Text = Field(description="How to reach it: a channel, address or URL.")
    lead: Text | None = Field(default=None, description="Who leads it: a role or handle.")
    members: Count | None = Field(default=None, description="How many people belong to it.")
    sre_hours_per_month: Amount | None = Field(
        default=None, description="Hours a month for reliability work; toil is a share of them."
    )
