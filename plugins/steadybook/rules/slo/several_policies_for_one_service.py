"""Two error budget policies claim the same service.

## What it does

Reports a policy whose `service` an earlier one, by path, already rules.

## Why is this bad?

When the budget runs low, two documents say what must happen, and nobody knows which of them was agreed.

## Example

```yaml
# path: slos/policies/checkout.yaml
error_budget_policy:
  service: checkout
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
# path: slos/policies/strict.yaml
error_budget_policy:
  service: checkout  # <-
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

## Use instead

```yaml
# path: slos/policies/checkout.yaml
error_budget_policy:
  service: checkout
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

Keep one of the two. A policy for one objective only needs no `service`: the objective names it under `policy`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[ErrorBudgetPolicy], context: Context) -> Iterator[Violation]:
    """Yields a policy for a service that another one rules."""
    service = document.model.service
    if service is None:
        return
    first = context.corpus.referrers("service", service, ErrorBudgetPolicy)[0]
    if first.path != document.path:
        yield Violation(
            ("service",),
            f"`{first.id}` already is the error budget policy of `{service}`",
            "Keep one of the two, or leave `service` out here and name this policy in an objective.",
            related=(Elsewhere(first, ("service",), "the other policy"),),
        )


RULE = Rule(Severity.ERROR, models=(ErrorBudgetPolicy,), check=check)
