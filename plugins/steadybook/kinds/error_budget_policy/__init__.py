"""Error budget policies: what follows from a budget's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy

KIND: Kind[ErrorBudgetPolicy] = Kind(
    name="error_budget_policy",
    title="error budget policy",
    plural="error budget policies",
    model_name="ErrorBudgetPolicy",
    folder="slos/policies",
    url="policies",
    columns=("service", "owner"),
    summary="What a team does, and stops doing, as a service's error budget is used up.",
)
