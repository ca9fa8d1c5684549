"""The measured part of an objective's page: what is left, the curve, what spent it, and what holds because of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from steadybook.analysis.budget_consumption import consumption_of
from steadybook.analysis.budgets import SloBudget, budget_of
from steadybook.analysis.gate import Ruling, ruling_of
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.urls import address
from steadybook.pages.budget_plots import BurnDown, burn_down
from steadybook.pages.budget_words import answer
from steadybook.sre.error_budget import HUNDRED


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

    @property
    def outside_bad(self) -> Decimal:
        """The window's bad events that no incident counts, where none overlap."""
        return self.budget.bad - sum((share.bad for share in self.budget.incidents), Decimal(0))


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
