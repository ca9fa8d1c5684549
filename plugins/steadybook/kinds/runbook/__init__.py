"""Runbooks: what to do when an alert fires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.runbook.model import Runbook

KIND: Kind[Runbook] = Kind(
    name="runbook",
    title="runbook",
    plural="runbooks",
    model_name="Runbook",
    folder="runbooks",
    url="runbooks",
    summary="What to do when an alert fires: look, decide, act, call for help.",
    label=lambda _id, runbook: runbook.title,
)
