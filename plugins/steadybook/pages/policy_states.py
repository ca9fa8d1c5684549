"""The states of an error budget policy as pages show them: the range in words, what is done, what must wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from steadybook.analysis.policy_conditions import intervals
from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.sre.error_budget import HUNDRED, BudgetState
from steadybook.sre.numbers import plain
from steadybook.sre.policy import DEFAULT_BLOCKS, Block, Interval

PERCENT = "\u202f%"


@dataclass(frozen=True, slots=True)
class StateRow:
    """One state of a policy."""

    name: str
    condition: str
    actions: tuple[str, ...]
    waits: tuple[str, ...]
    """The kinds of change that must wait."""


def states_of(policy: ErrorBudgetPolicy) -> Iterator[StateRow]:
    """The states that a policy writes, best first. A condition that cannot be read is shown as it stands."""
    read = intervals(policy)
    for name, state in policy.budget_states.written:
        waits = state.blocks if state.blocks is not None else usual_waits(BudgetState(name))
        condition = in_words(read[name]) if name in read else state.condition
        yield StateRow(name, condition, state.actions, tuple(waits))


def usual_waits(state: BudgetState) -> tuple[str, ...]:
    """What must wait in a state for which nothing else is written."""
    return tuple(map(_waits, DEFAULT_BLOCKS[state]))


def in_words(interval: Interval) -> str:
    """A range of remaining budget as people say it: `above 50 %`, `25 to 50 %`, `0 % or less`."""
    low, high = plain(interval.low) if interval.low.is_finite() else "", plain(interval.high)
    if not low:
        return f"{high}{PERCENT} or less" if interval.high_included else f"under {high}{PERCENT}"
    if interval.high == HUNDRED:
        return f"{low}{PERCENT} or more" if interval.low_included else f"above {low}{PERCENT}"
    return f"{low} to {high}{PERCENT}"


def _waits(block: Block) -> str:
    return f"{block.change.value}{' outside business hours' if block.outside_business_hours_only else ''}"
