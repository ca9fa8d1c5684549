"""A condition of an error budget policy cannot be read.

## What it does

Reads each condition as a range of remaining budget in percent: `remaining_budget > 50%`, `remaining_budget 25-50%`,
`remaining_budget <= 0` or `25% < remaining_budget <= 50%`.

## Why is this bad?

The policy is enforced by a program. A condition that it cannot read rules nothing.

## Example

```yaml
# path: slos/policies/default.yaml
error_budget_policy:
  budget_states:
    healthy:
      condition: "remaining_budget > 50%"
      actions: [Look at the budget every day]
    warning:
      condition: "between 25 and 50"  # <-
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

Write the condition in one of the forms above. Explanations belong under `actions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import shown
from steadybook.sre.policy import ConditionError, parse_condition


def check(document: Document[ErrorBudgetPolicy], _context: Context) -> Iterator[Violation]:
    """Yields each condition that has no meaning."""
    for name, state in document.model.budget_states.written:
        try:
            parse_condition(state.condition)
        except ConditionError as error:
            message = f"{error.reason}: {shown(state.condition)}"
            yield Violation(("budget_states", name, "condition"), message, error.suggestion)


RULE = Rule(Severity.ERROR, models=(ErrorBudgetPolicy,), check=check)
