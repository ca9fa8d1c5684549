"""Error budgets in sentences: what is left, until when, and what must wait because of it."""

from __future__ import annotations

from datetime import timedelta

from steadybook.analysis.budgets import SloBudget
from steadybook.analysis.gate import Ruling
from steadybook.sre.durations import words
from steadybook.sre.error_budget import HUNDRED, RECOVERY_POINT, BudgetState
from steadybook.sre.numbers import plain, rounded

PERCENT = "\u202f%"
FAR = timedelta(days=90)
"""Beyond it a projection says nothing that anybody could act on."""


def answer(budget: SloBudget) -> str:
    """What is left of a budget and until when, in sentences."""
    left = budget.remaining
    if budget.state is BudgetState.UNKNOWN or left is None:
        return f"Nobody knows what is left of the budget: {_thin(budget.reason or 'its state is unknown')}."
    if not left.is_finite():
        return "The target of 100" + PERCENT + " is missed: a single bad event exhausts such a budget."
    if left < 0:
        said = f"Nothing is left of the budget: it is overspent by {rounded(-left, 1)}{PERCENT}."
    else:
        outage = words(budget.slo.model.window * float(left * budget.slo.model.budget / HUNDRED / HUNDRED))
        said = f"{rounded(left, 1)}{PERCENT} of the budget is left: {outage} of full outage."
    if budget.frozen:
        since = f" since {budget.frozen_since:%Y-%m-%d}" if budget.frozen_since is not None else ""
        return f"{said} It is frozen{since}, until {plain(RECOVERY_POINT)}{PERCENT} has come back."
    return said + _until(budget)


def _until(budget: SloBudget) -> str:
    out = budget.projected_exhaustion
    if budget.as_of is None or out is None or out <= budget.as_of:
        return ""
    rate = "the rate of the last 24\u202fh" if budget.projection_basis == "24h" else "the window's mean rate"
    if out - budget.as_of >= FAR:
        return f" At {rate} it lasts for more than {FAR.days}\u202fd."
    return f" At {rate} it runs out on {out:%Y-%m-%d}."


def _thin(text: str) -> str:
    return text.replace("%", PERCENT)


def must_wait(ruling: Ruling) -> str:
    """The kinds of change that must wait, in words; empty where none must, or where the state is unknown."""
    if ruling.state is BudgetState.UNKNOWN:
        return ""
    kinds = [
        f"{block.change.value}{' (outside business hours)' if block.outside_business_hours_only else ''}"
        for block in ruling.blocks
    ]
    return ", ".join(kinds)
