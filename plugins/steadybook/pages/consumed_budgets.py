"""What an incident took of the error budgets of its services, for its page and its postmortem's."""

from __future__ import annotations

from dataclasses import dataclass

from steadybook.analysis.budget_consumption import Consumption, consumptions
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.error_budget import HUNDRED, MINIMUM_COVERAGE
from steadybook.sre.numbers import plain

NO_BUDGET = "a target of 100\u202f% leaves no budget to take from"
TOO_LITTLE = f"less than {plain(MINIMUM_COVERAGE)}\u202f% of it, or of the window that ended with it, was measured"


@dataclass(frozen=True, slots=True)
class ConsumedView:
    """What is measured of it, and why there is no more."""

    rows: tuple[Consumption, ...]
    """Largest first."""
    untold: tuple[tuple[str, tuple[Document[Slo], ...]], ...] = ()
    """Reasons why no number is told, with the objectives that each holds for; a part of a sentence, without a stop."""
    reason: str = ""
    """The sentence that stands in place of all numbers; empty where there are rows, or objectives without a number."""


def consumed_by(context: Context, incident: Document[Incident] | None) -> ConsumedView:
    """What an incident took of each objective of its services; None: no record says when it was."""
    if incident is None:
        return ConsumedView((), reason="No incident record says when it began and ended, so nothing can be counted.")
    return context.memo(_consumed, incident)


def _consumed(context: Context, document: Document[Incident]) -> ConsumedView:
    incident = document.model
    rows = consumptions(context, incident)
    told = {row.slo.id for row in rows}
    objectives = {
        slo.id: slo
        for service in incident.services
        for slo in context.corpus.referrers("service", service, Slo)
        if slo.model.service == service
    }
    if not objectives:
        return ConsumedView(rows, reason="Its services have no SLO, so there is no budget that it could take from.")
    if incident.mitigated_at is None and incident.resolved_at is None:
        return ConsumedView(rows, reason="It is still going on; what it took is counted when it is mitigated.")
    untold: dict[str, list[Document[Slo]]] = {}
    for id, slo in objectives.items():
        if id not in told:
            untold.setdefault(NO_BUDGET if slo.model.target == HUNDRED else TOO_LITTLE, []).append(slo)
    return ConsumedView(rows, tuple((reason, tuple(slos)) for reason, slos in untold.items()))
