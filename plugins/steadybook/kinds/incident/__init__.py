"""Incidents: what failed, when, and who responded."""

from __future__ import annotations

from steadybook.kinds.incident.model import Incident
from steadybook.model.kind import Kind

KIND = Kind(
    name="incident",
    title="incident",
    plural="incidents",
    model=Incident,
    folder="postmortems/incidents",
    url="incidents",
    summary="What failed for whom and when, and who responded.",
    label=lambda _id, incident: incident.title,
)
