"""Error budget policies: what follows from a budget's state."""

from __future__ import annotations

from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.model.kind import Kind

KIND = Kind(
    name="error_budget_policy",
    title="error budget policy",
    plural="error budget policies",
    model=ErrorBudgetPolicy,
    folder="slos/policies",
    url="policies",
    summary="What a team does, and stops doing, as a service's error budget is used up.",
)
