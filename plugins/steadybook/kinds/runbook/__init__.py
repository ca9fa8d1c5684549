"""Runbooks: what to do when an alert fires."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from steadybook.model.kind import Kind, Provided

if TYPE_CHECKING:
    from steadybook.kinds.runbook.model import Runbook

ANSWERED_ALERT = "answered alert"
"""Under this word the corpus finds the runbooks that name an alert, without loading any."""


def _answered(_id: str, runbook: Runbook) -> Iterator[Provided]:
    for index, name in enumerate(runbook.alert_names):
        yield Provided(ANSWERED_ALERT, name, ("alert_name", index))


KIND: Kind[Runbook] = Kind(
    name="runbook",
    title="runbook",
    plural="runbooks",
    model_name="Runbook",
    folder="runbooks",
    url="runbooks",
    columns=("service", "alert_name", "owner", "last_updated"),
    summary="What to do when an alert fires: look, decide, act, call for help.",
    label=lambda _id, runbook: runbook.title,
    provides=_answered,
)
