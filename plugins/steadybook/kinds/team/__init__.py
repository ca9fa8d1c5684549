"""Teams: who owns services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.team.model import Team

KIND: Kind[Team] = Kind(
    name="team",
    title="team",
    plural="teams",
    model_name="Team",
    folder="catalog/teams",
    url="teams",
    columns=("contact", "lead", "members", "sre_hours_per_month"),
    summary="Who owns services, how to reach them, and how much time they have for reliability.",
    named_by="name",
)
