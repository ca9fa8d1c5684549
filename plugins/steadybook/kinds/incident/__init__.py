"""Incidents: what failed, when, and who responded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.incident.model import Incident

KIND: Kind[Incident] = Kind(
    name="incident",
    title="incident",
    plural="incidents",
    model_name="Incident",
    folder="postmortems/incidents",
    url="incidents",
    columns=("severity", "services", "started_at", "status", "postmortem"),
    summary="What failed for whom and when, and who responded.",
    label=lambda _id, incident: incident.title,
)
