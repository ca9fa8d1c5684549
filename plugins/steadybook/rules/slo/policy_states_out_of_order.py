"""A better state of an error budget policy stands below a worse one.

## What it does

Compares the conditions of neighbouring states: healthy lies above warning, warning above critical, critical above
exhausted.

## Why is this bad?

With two conditions exchanged, the freeze rules while all is well and nothing rules when the budget is gone.

## Example

```yaml
# path: slos/policies/default.yaml
error_budget_policy:
  budget_states:
    healthy:
      condition: "remaining_budget > 50%"
      actions: [Look at the budget every day]
    warning:
      condition: "remaining_budget 0-25%"  # <-
      actions: [Look at the budget every day]
    critical:
      condition: "remaining_budget 25-50%"
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

Exchange the two conditions.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.policy_conditions import intervals
from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.policy import misordered_states


def check(document: Document[ErrorBudgetPolicy], _context: Context) -> Iterator[Violation]:
    """Yields each pair of neighbouring states in the wrong order."""
    for better, worse in misordered_states(intervals(document.model)):
        yield Violation(
            ("budget_states", better.value, "condition"),
            f"`{better}` rules less remaining budget than `{worse}`",
            "Exchange the two conditions.",
            related=(Elsewhere(document, ("budget_states", worse.value, "condition"), f"the condition of `{worse}`"),),
        )


RULE = Rule(Severity.ERROR, models=(ErrorBudgetPolicy,), check=check)
