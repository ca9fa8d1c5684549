"""Postmortems: what was learnt from incidents."""

from __future__ import annotations

from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.kind import Kind

KIND = Kind(
    name="postmortem",
    title="postmortem",
    plural="postmortems",
    model=Postmortem,
    folder="postmortems",
    url="postmortems",
    summary="What was learnt from an incident and what changes because of it.",
    label=lambda _id, postmortem: postmortem.title,
)
