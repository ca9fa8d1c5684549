"""What an incident took of the error budgets of its services, for its page and its postmortem's."""

from __future__ import annotations

from dataclasses import dataclass

from steadybook.analysis.budget_consumption import Consumption, consumptions
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document


@dataclass(frozen=True, slots=True)
class ConsumedView:
    """What is measured of it, the objectives of which it is not known, and why, without a stop."""

    rows: tuple[Consumption, ...]
    """Largest first."""
    unknown: tuple[Document[Slo], ...]
    reason: str


def consumed_by(context: Context, incident: Document[Incident] | None) -> ConsumedView:
    """What an incident took of each objective of its services; None: no record says when it was."""
    if incident is None:
        return ConsumedView((), (), "no incident record says when it began and when it was over")
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
    unknown = tuple(slo for id, slo in objectives.items() if id not in told)
    if not objectives:
        return ConsumedView(rows, unknown, "its services have no objective")
    if incident.mitigated_at is None and incident.resolved_at is None:
        return ConsumedView(rows, unknown, "it is still going on")
    return ConsumedView(rows, unknown, "too little is measured around it, or the target of 100 leaves no budget")
