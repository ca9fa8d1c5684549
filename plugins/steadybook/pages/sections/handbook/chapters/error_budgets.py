"""Error budgets and the policy that they set in motion."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from steadybook.pages.sections.handbook.blocks import (
    Bullets,
    Cell,
    Chapter,
    Code,
    Enforced,
    Formula,
    Grid,
    Mark,
    Part,
    Prose,
    StateCard,
    States,
    percent,
)
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import error_budget, policy
from steadybook.sre.durations import words
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.numbers import plain
from steadybook.sre.policy import ChangeKind

WORKDAY = datetime(2026, 1, 5, policy.BUSINESS_HOURS[0], tzinfo=UTC)
"""A Monday morning in the team's own zone."""
WEEKEND = WORKDAY + timedelta(days=5)


def condition(state: BudgetState) -> str:
    """The remaining budget that a state stands for, without a policy of one's own."""
    bounds = error_budget.DEFAULT_BOUNDS
    above = (bounds.healthy_above, bounds.warning_above, bounds.critical_above)
    if state is policy.REQUIRED_STATES[0]:
        return f"above {percent(above[0])}"
    if state is policy.REQUIRED_STATES[-1]:
        return f"{percent(above[-1])} or less"
    high, low = list(pairwise(above))[policy.REQUIRED_STATES.index(state) - 1]
    return f"above {low} to {percent(high)}"


def answer(change: ChangeKind, state: BudgetState) -> Mark:
    """What the gate says to a change, by day and by night."""
    blocks = policy.DEFAULT_BLOCKS[state]
    if policy.must_wait(change, blocks, WORKDAY):
        return Mark("strong", "waits")
    if policy.must_wait(change, blocks, WEEKEND):
        return Mark("check", "business hours only", "todo")
    return Mark("check", "passes", "pass")


def _parts() -> tuple[Part, ...]:
    target, window = error_budget.TARGET_GUIDE[2].target, error_budget.DEFAULT_WINDOW
    minutes = error_budget.budget_minutes(target, window)
    cards = tuple(
        StateCard(state.value, condition(state), policy.DEFAULT_ACTIONS[state]) for state in policy.REQUIRED_STATES
    )
    changes: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Mark("code", change.value),
            meaning,
            *(answer(change, state) for state in policy.REQUIRED_STATES),
        )
        for change, meaning in policy.CHANGE_KINDS.items()
    )
    first, last = policy.BUSINESS_HOURS
    return (
        Part(
            "budget",
            "What a budget is",
            (
                Prose(
                    "Whatever the target does not promise may go wrong: that is the budget, and it is there to be used."
                ),
                Formula("budget = 100 − target", "in percentage points"),
                Formula(
                    f"{window.days} d × (100 − {target}) ÷ 100 = {plain(minutes)} min",
                    f"as full outage: {words(minutes)} in {window.days} days",
                ),
                Formula("left = 100 × (1 − bad ÷ (all × budget))", "in percent of the budget, over the rolling window"),
            ),
            error_budget.SOURCE,
        ),
        Part(
            "states",
            "Four states",
            (
                States(cards),
                Prose(
                    "A value on a boundary belongs to the worse state. Under "
                    f"{percent(error_budget.MINIMUM_COVERAGE)} of the window measured, the state is unknown: never "
                    "healthy."
                ),
            ),
            error_budget.BOUNDS_SOURCE,
        ),
        Part(
            "freeze",
            "The freeze, and how it ends",
            (
                Prose(
                    "Once a budget is exhausted, the actions of that state stay in force until "
                    f"{percent(error_budget.RECOVERY_POINT)} of the budget have come back: a budget that hovers around "
                    "zero does not open and close the gate every hour. Nobody resets a budget; old events leave the "
                    "window."
                ),
            ),
            policy.SOURCE,
        ),
        Part(
            "changes",
            "Which change may pass",
            (
                Grid(
                    "Kinds of change by state of the budget",
                    ("Change", "What it is", *(state.value for state in policy.REQUIRED_STATES)),
                    changes,
                ),
                Prose(
                    f"Business hours: Monday to Friday, {first} to {last} o'clock in the team's own time zone. A "
                    "policy that lists `blocks` for a state decides for itself. A service is judged by its worst "
                    "objective."
                ),
                Bullets(policy.EXCEPTION_TEXTS),
            ),
            policy.SOURCE,
        ),
        Part(
            "document",
            "The document",
            (
                Prose(
                    "Conditions are read by machine: `remaining_budget > 50%`, `remaining_budget 25-50%`, "
                    "`remaining_budget <= 0`. Together they cover every value, and no value twice. The policy in "
                    "`default.yaml` rules all services that have none of their own."
                ),
                field_grid("Fields of an error budget policy", fields_of("error_budget_policy")),
                Code("A policy", example_of("error_budget_policy"), "yaml"),
            ),
            policy.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=30,
    group="Objectives",
    slug="error-budgets",
    title="Error budgets and their policy",
    lede="What a target leaves to spend, the four states that follow, and what each of them allows and forbids.",
    parts=_parts,
    enforced=(Enforced("slo", ("budget", "polic")), Enforced("chaos", ("budget",))),
    kinds=("error_budget_policy",),
)
