"""The error-budget dashboard: every objective with what is left, how fast it goes, and which incidents spent it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from steadybook.analysis.budgets import BURN_WINDOWS, SloBudget, all_budgets
from steadybook.model.report import Basis, Block, Mention, Report, Table, Value, columns, count
from steadybook.sre.durations import format_duration
from steadybook.sre.error_budget import RANKED_STATES, BudgetState
from steadybook.sre.numbers import rounded


@dataclass(frozen=True, slots=True)
class ErrorBudgetsView:
    """What the report shows."""

    budgets: tuple[SloBudget, ...]
    """Worst first."""
    note: str
    """What readers must know of the measurements, as the configuration says it."""

    @property
    def measured_to(self) -> datetime | None:
        """Where the newest measurement of all ends; None where nothing is measured."""
        return max((budget.as_of for budget in self.budgets if budget.as_of is not None), default=None)

    @property
    def counts(self) -> Mapping[BudgetState, int]:
        """How many objectives each state rules, the worst state first."""
        found = Counter(budget.ruling for budget in self.budgets)
        return {state: found[state] for state in RANKED_STATES}

    @property
    def headline(self) -> str:
        """How many objectives are in which state."""
        if not self.budgets:
            return "No objective is written down."
        said = [f"{number} {state.value}" for state, number in self.counts.items() if number]
        frozen = sum(budget.frozen for budget in self.budgets)
        stop = f"; {count(frozen, 'budget')} {'is' if frozen == 1 else 'are'} frozen" if frozen else ""
        return f"Of {count(len(self.budgets), 'objective')} {', '.join(said)}{stop}."


def _view(basis: Basis) -> ErrorBudgetsView:
    return ErrorBudgetsView(all_budgets(basis.context), basis.context.configuration.measurements_note)


def budget_figures(budget: SloBudget) -> Mapping[str, Any]:
    """One budget as programs read it: unrounded; null with a reason where there is no data."""
    slo = budget.slo.model
    return {
        "slo": budget.slo.id,
        "service": slo.service,
        "sli": slo.sli,
        "target": slo.target,
        "window": format_duration(slo.window),
        "measured_to": budget.as_of,
        "measured_pct": budget.measured,
        "remaining_pct": budget.remaining,
        "state": budget.state,
        "frozen": budget.frozen,
        "frozen_since": budget.frozen_since,
        "consumed_week_pct": budget.consumed_week,
        "trend_pct": budget.trend,
        "burn_rate": dict(budget.burn),
        "coverage_pct": budget.coverage,
        "projected_exhaustion": budget.projected_exhaustion,
        "projection_basis": budget.projection_basis or None,
        "incidents": [{"incident": share.incident.id, "share_pct": share.share} for share in budget.incidents],
        "reason": budget.reason,
    }


def _figures(view: ErrorBudgetsView) -> Mapping[str, Any]:
    return {
        "states": {state.value: number for state, number in view.counts.items()},
        "slos": [budget_figures(budget) for budget in view.budgets],
    }


def budget_table(budgets: Iterable[SloBudget]) -> Table:
    """The dashboard's rows, short enough for a terminal."""
    return Table(
        "Error budgets",
        columns("Objective", "State", "#Left, %", "#7 d, %", *(f"#{name}" for name in BURN_WINDOWS), "Runs out"),
        tuple(_row(budget) for budget in budgets),
        "No objective is written down: each is a file in slos/.",
        "7 d: what the last week took. 1h, 6h, 24h: burn rates; at 1 the budget lasts exactly its window.",
    )


def state_in_words(budget: SloBudget) -> str:
    """The state, and whether a freeze rules."""
    if budget.frozen and budget.state is not BudgetState.EXHAUSTED:
        return f"{budget.state.value}, frozen"
    return budget.state.value


def number(value: Decimal | None, places: int = 1) -> str | None:
    """A number as a table shows it; infinities as such."""
    if value is None:
        return None
    if not value.is_finite():
        return "∞" if value > 0 else "−∞"
    return rounded(value, places)


def burn(rate: Decimal | None) -> str:
    """A burn rate to two places; `n/a` where measurements are too coarse to tell."""
    if rate is None:
        return "n/a"
    return f"{rate:.2f}" if rate.is_finite() else "∞"


def _runs_out(budget: SloBudget) -> Value:
    if budget.state is BudgetState.EXHAUSTED:
        return "has run out"
    return budget.projected_exhaustion.date() if budget.projected_exhaustion is not None else None


def _row(budget: SloBudget) -> tuple[Value, ...]:
    return (
        Mention("slo", budget.slo.id),
        state_in_words(budget),
        number(budget.remaining) if budget.state is not BudgetState.UNKNOWN else None,
        number(budget.consumed_week),
        *(burn(rate) for rate in budget.burn.values()),
        _runs_out(budget),
    )


def _blocks(view: ErrorBudgetsView) -> Iterator[Block]:
    yield budget_table(view.budgets)
    yield Table(
        "Incidents that spent budget",
        columns("Objective", "Incident", "#Of its bad events, %"),
        tuple(
            (Mention("slo", budget.slo.id), Mention("incident", share.incident.id), rounded(share.share, 1))
            for budget in view.budgets
            for share in budget.incidents
        ),
        "No incident lies in the windows.",
        "Incidents that overlap count the same events.",
    )
    unknown = [budget for budget in view.budgets if budget.reason]
    if unknown:
        yield Table(
            "What is not known",
            columns("Objective", "Why"),
            tuple((Mention("slo", budget.slo.id), budget.reason) for budget in unknown),
        )


REPORT = Report(
    title="Error budgets",
    about="What is left of every error budget, how fast it goes, and which incidents spent it.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    wide=True,
)
