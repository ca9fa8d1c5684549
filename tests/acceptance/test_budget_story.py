"""The example organisation's budgets tell its story, as its incidents and postmortems do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from steadybook.analysis.budget_history import history_of
from steadybook.analysis.budgets import SloBudget, all_budgets
from steadybook.engine.repository import open_repository
from steadybook.model.context import Context
from steadybook.sre.error_budget import BudgetState


@pytest.fixture(scope="module")
def context(repository: Path) -> Context:
    return open_repository(repository, "2026-11-22").context


@pytest.fixture(scope="module")
def budgets(context: Context) -> dict[str, SloBudget]:
    return {budget.slo.id: budget for budget in all_budgets(context)}


@pytest.mark.parametrize(
    ("slo", "state", "left"),
    [
        ("emailservice-availability", BudgetState.EXHAUSTED, -12),
        ("checkoutservice-availability", BudgetState.CRITICAL, 18),
        ("emailservice-freshness", BudgetState.WARNING, 35),
        ("redis-cart-availability", BudgetState.WARNING, 38),
        ("cartservice-availability", BudgetState.WARNING, 43),
    ],
)
def test_the_budgets_in_trouble(budgets: dict[str, SloBudget], slo: str, state: BudgetState, left: int) -> None:
    assert budgets[slo].state is state
    assert float(budgets[slo].remaining or 0) == pytest.approx(left, abs=1.5)


def test_all_others_are_healthy_and_everything_is_measured(budgets: dict[str, SloBudget]) -> None:
    assert [budget.state for budget in budgets.values()].count(BudgetState.HEALTHY) == len(budgets) - 5
    for budget in budgets.values():
        assert budget.coverage == 100
        assert budget.as_of == datetime(2026, 11, 22, tzinfo=UTC)
        assert budget.reason is None
        assert None not in budget.burn.values()


def test_the_order_is_worst_first(budgets: dict[str, SloBudget]) -> None:
    assert list(budgets)[:5] == [
        "emailservice-availability",
        "checkoutservice-availability",
        "emailservice-freshness",
        "redis-cart-availability",
        "cartservice-availability",
    ]


def test_incidents_took_what_is_told_of_them(budgets: dict[str, SloBudget]) -> None:
    email, checkout = budgets["emailservice-availability"], budgets["checkoutservice-availability"]
    assert email.top is not None
    assert email.top.incident.id == "2026-11-12-email-template-regression"
    assert email.top.share > 50
    assert email.frozen
    assert email.exhausted_at is not None
    assert email.exhausted_at.date().isoformat() == "2026-11-12"
    assert checkout.top is not None
    assert checkout.top.incident.id == "2026-11-17-checkout-payment-timeouts"
    assert not checkout.frozen
    assert checkout.trend is not None
    assert checkout.trend < -40


def test_the_incident_is_a_step_in_the_burn_down(context: Context, budgets: dict[str, SloBudget]) -> None:
    points = {point.at: point.remaining for point in history_of(context, budgets["checkoutservice-availability"].slo)}
    before, after = points[datetime(2026, 11, 17, 18, tzinfo=UTC)], points[datetime(2026, 11, 17, 21, tzinfo=UTC)]
    assert before is not None
    assert after is not None
    assert before - after > 40
