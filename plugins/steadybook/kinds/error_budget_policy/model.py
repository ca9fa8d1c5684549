"""The typed model of an error budget policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from steadybook.model.fields import Ref, Text, Words
from steadybook.model.part import Body, Part
from steadybook.sre import policy

StateName = Literal["healthy", "warning", "critical", "exhausted"]
ChangeType = Literal["feature", "risky", "chaos", "security", "compliance", "data-loss"]
"""The kinds of change that the deployment gate knows."""


class BudgetState(Part):
    """What holds while the remaining budget is in one range."""

    condition: Text = Field(
        description="The range of remaining budget, such as `remaining_budget > 50%` or `remaining_budget 25-50%`."
    )
    actions: tuple[Text, ...] = Field(default=(), description="What the team does in this state.")
    blocks: tuple[Annotated[ChangeType, Words(policy.ChangeKind)], ...] | None = Field(
        default=None, description="Which kinds of change must wait. Where left out, the state's usual set."
    )


class BudgetStates(Part):
    """The four states; together their conditions cover every remaining budget exactly once."""

    healthy: BudgetState | None = Field(default=None, description="Plenty of budget is left.")
    warning: BudgetState | None = Field(default=None, description="The budget goes down faster than it should.")
    critical: BudgetState | None = Field(default=None, description="Little budget is left.")
    exhausted: BudgetState | None = Field(default=None, description="No budget is left.")

    @property
    def written(self) -> Iterator[tuple[StateName, BudgetState]]:
        """The states that the policy writes, best first."""
        names: tuple[StateName, ...] = ("healthy", "warning", "critical", "exhausted")
        for name in names:
            state: BudgetState | None = getattr(self, name)
            if state is not None:
                yield name, state


class ErrorBudgetPolicy(Body):
    """An agreement on what happens as a service's error budget is used up."""

    service: Annotated[str, Ref("service")] | None = Field(
        default=None, description="The service it rules. The policy in `default.yaml` rules all that have none."
    )
    owner: Annotated[str, Ref("team")] | None = Field(default=None, description="The team that keeps it up to date.")
    budget_states: BudgetStates = Field(description="What holds in each state of the budget.")
    exceptions: tuple[Text, ...] = Field(default=(), description="Changes that pass in every state.")
    reset: Text | None = Field(default=None, description="How the budget comes back.")
