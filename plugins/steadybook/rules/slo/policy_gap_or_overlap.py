"""The states of an error budget policy leave a remaining budget out, or claim it twice.

## What it does

Puts the conditions of the four states side by side. Together they must cover every remaining budget, from overspent
to 100 %, exactly once. Shared end points are right: a boundary value belongs to the worse state.

## Why is this bad?

In a gap nobody knows what holds; in an overlap two sets of actions contradict each other, at the very moment at
which they are needed.

## Example

```yaml
# path: slos/policies/default.yaml
error_budget_policy:
  budget_states:
    healthy:
      condition: "remaining_budget > 60%"  # <-
      actions: [Look at the budget every day]
    warning:
      condition: "remaining_budget 25-50%"
      actions: [Look at the budget every day]
    critical:
      condition: "remaining_budget 0-25%"
      actions: [Look at the budget every day]
    exhausted:
      condition: "remaining_budget <= 0"
      actions: [Look at the budget every day]
```

## Use instead

```yaml
# path: slos/policies/default.yaml
error_budget_policy:
  budget_states:
    healthy:
      condition: "remaining_budget > 50%"
      actions: [Look at the budget every day]
    warning:
      condition: "remaining_budget 25-50%"
      actions: [Look at the budget every day]
    critical:
      condition: "remaining_budget 0-25%"
      actions: [Look at the budget every day]
    exhausted:
      condition: "remaining_budget <= 0"
      actions: [Look at the budget every day]
```

## How to fix or waive

Let each condition begin where the next worse one ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.policy_conditions import intervals
from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.policy import REQUIRED_STATES, CoverageProblem, gaps_and_overlaps


def check(document: Document[ErrorBudgetPolicy], _context: Context) -> Iterator[Violation]:
    """Yields each gap and overlap. While a state is missing or unreadable, only overlaps are certain."""
    states = intervals(document.model)
    complete = len(states) == len(REQUIRED_STATES)
    for problem in gaps_and_overlaps(states):
        if complete or problem.kind == "overlap":
            yield _violation(document, problem)


def _violation(document: Document[ErrorBudgetPolicy], problem: CoverageProblem) -> Violation:
    *others, name = problem.states
    related = tuple(
        Elsewhere(document, ("budget_states", other, "condition"), f"the condition of `{other}`") for other in others
    )
    help = "Let each condition begin where the next worse one ends."
    return Violation(("budget_states", name, "condition"), str(problem), help, related=related)


RULE = Rule(Severity.ERROR, models=(ErrorBudgetPolicy,), check=check)
