"""The conditions of an error budget policy, read: which remaining budgets each of its states rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from steadybook.sre.policy import ConditionError, Interval, parse_condition

if TYPE_CHECKING:
    from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy


def intervals(policy: ErrorBudgetPolicy) -> Mapping[str, Interval]:
    """The range of remaining budget of each state, best first; conditions that cannot be read are left out."""
    found: dict[str, Interval] = {}
    for name, state in policy.budget_states.written:
        try:
            found[name] = parse_condition(state.condition)
        except ConditionError:
            continue  # the rule `invalid-policy-condition` says why
    return found
