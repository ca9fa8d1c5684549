"""Which postmortem answers an exhausted error budget, and by when there must be one."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from steadybook.analysis.budgets import SloBudget
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.incidents import postmortem_due

ANSWERED_WITHIN = timedelta(days=14)
"""A postmortem about the service that is dated within this time after the budget ran out answers it."""


def exhausted_on(budget: SloBudget) -> date | None:
    """The day (UTC) on which a budget ran out that is exhausted or still frozen; None for every other one."""
    if budget.ruling is not BudgetState.EXHAUSTED:
        return None
    moment = budget.frozen_since or budget.exhausted_at
    return moment.astimezone(UTC).date() if moment is not None else None


def answer_due(day: date) -> date:
    """The last day on which the postmortem of a budget that ran out on `day` is in time."""
    return postmortem_due(day)


def answer_to(context: Context, slo: Document[Slo], day: date) -> Document[Postmortem] | None:
    """The postmortem that answers an objective's budget that ran out on `day`; None where nobody wrote one."""
    for document in context.corpus.referrers("slo", slo.id, Postmortem):
        if slo.id in document.model.slos and document.model.date >= day - ANSWERED_WITHIN:
            return document
    for document in context.corpus.referrers("service", slo.model.service, Postmortem):
        if slo.model.service in document.model.services and day <= document.model.date <= day + ANSWERED_WITHIN:
            return document
    return None
