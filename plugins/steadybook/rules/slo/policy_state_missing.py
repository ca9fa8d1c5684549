"""An error budget policy lacks one of the four states.

## What it does

Looks for `healthy`, `warning`, `critical` and `exhausted` under `budget_states`.

## Why is this bad?

When the budget reaches the state that is missing, nobody knows what was agreed.

## Example

```yaml
# path: slos/policies/default.yaml
error_budget_policy:
  budget_states:  # <-
    healthy:
      condition: "remaining_budget > 50%"
      actions: [Look at the budget every day]
    warning:
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

Describe the missing state: its condition and what the team then does.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.policy import missing_states


def check(document: Document[ErrorBudgetPolicy], _context: Context) -> Iterator[Violation]:
    """Yields one violation that names all missing states."""
    missing = missing_states(name for name, _ in document.model.budget_states.written)
    if missing:
        names = ", ".join(f"`{state}`" for state in missing)
        help = "Write the condition and the actions of each, for example `condition: remaining_budget 0-25%`."
        yield Violation(("budget_states",), f"this policy does not say what holds in {names}", help, part="missing")


RULE = Rule(Severity.ERROR, models=(ErrorBudgetPolicy,), check=check)
