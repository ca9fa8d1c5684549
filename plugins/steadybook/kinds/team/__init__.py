"""Teams: who owns services."""

from __future__ import annotations

from steadybook.kinds.team.model import Team
from steadybook.model.kind import Kind

KIND = Kind(
    name="team",
    title="team",
    plural="teams",
    model=Team,
    folder="catalog/teams",
    url="teams",
    summary="Who owns services, how to reach them, and how much time they have for reliability.",
    named_by="name",
)
