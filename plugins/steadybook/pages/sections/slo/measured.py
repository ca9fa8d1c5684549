"""The measured part of an objective's page: what is left, the curve, what spent it, and what holds because of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from steadybook.analysis.budget_consumption import consumption_of
from steadybook.analysis.budgets import SloBudget, budget_of
from steadybook.analysis.gate import Ruling, ruling_of
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.urls import address
from steadybook.pages.budget_plots import BurnDown, burn_down
from steadybook.sre.durations import words
from steadybook.sre.error_budget import HUNDRED, RECOVERY_POINT, BudgetState
from steadybook.sre.numbers import plain, rounded

PERCENT = "\u202f%"
FAR = timedelta(days=90)
"""Beyond it a projection says nothing that anybody could act on."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The budget as it was measured, its curve, and what holds because of it."""

    budget: SloBudget
    answer: str
    """What is left, in sentences."""
    plot: BurnDown | None
    ruling: Ruling
    spent: Mapping[str, Decimal | None]
    """Percent of the whole budget that each incident in the window took, by its id."""
    outside: Decimal | None
    """Percent of the window's bad events that no incident counts; None where incidents overlap, or took nothing."""


def measured_of(context: Context, document: Document[Slo]) -> Measured:
    """The measured part of an objective's page."""
    budget = budget_of(context, document)
    attributed = sum((share.share for share in budget.incidents), Decimal(0))
    return Measured(
        budget=budget,
        answer=answer(budget),
        plot=burn_down(context, budget, address("slo", document.id)),
        ruling=ruling_of(context, budget),
        spent={
            share.incident.id: consumption_of(context, document, share.incident.model) for share in budget.incidents
        },
        outside=HUNDRED - attributed if budget.incidents and attributed <= HUNDRED else None,
    )


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
