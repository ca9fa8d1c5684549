"""The error budget of a service as lists and graphs show it: that of its worst objective."""

from __future__ import annotations

from decimal import Decimal

from steadybook.analysis.budgets import SloBudget, budgets_of
from steadybook.model.context import Context
from steadybook.sre.error_budget import RANKED_STATES, BudgetState


def worst_budget(context: Context, service: str) -> SloBudget | None:
    """The budget that rules a service; None where it has no objective."""
    return context.memo(_worst, service)


def _worst(context: Context, service: str) -> SloBudget | None:
    return next(iter(budgets_of(context, service)), None)


def rank(budget: SloBudget | None) -> tuple[int, bool, Decimal]:
    """Where it stands in a list, the worst first; without an objective as much is known as of an unknown one."""
    if budget is None:
        return RANKED_STATES.index(BudgetState.UNKNOWN), True, Decimal("Infinity")
    left = Decimal("Infinity") if budget.remaining is None else budget.remaining
    return RANKED_STATES.index(budget.ruling), not budget.frozen, left
