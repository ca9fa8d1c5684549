"""Postmortems: what was learnt from incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.postmortem.model import Postmortem

KIND: Kind[Postmortem] = Kind(
    name="postmortem",
    title="postmortem",
    plural="postmortems",
    model_name="Postmortem",
    folder="postmortems",
    url="postmortems",
    columns=("date", "severity", "services", "status", "duration"),
    summary="What was learnt from an incident and what changes because of it.",
    label=lambda _id, postmortem: postmortem.title,
)
