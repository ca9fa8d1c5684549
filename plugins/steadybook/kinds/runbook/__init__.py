"""Runbooks: what to do when an alert fires."""

from __future__ import annotations

from steadybook.kinds.runbook.model import Runbook
from steadybook.model.kind import Kind

KIND = Kind(
    name="runbook",
    title="runbook",
    plural="runbooks",
    model=Runbook,
    folder="runbooks",
    url="runbooks",
    summary="What to do when an alert fires: look, decide, act, call for help.",
    label=lambda _id, runbook: runbook.title,
)
