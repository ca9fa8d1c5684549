"""An error budget policy rules no service.

## What it does

Reports a policy that names no `service`, is not the file `default.yaml`, and that no objective names under
`policy`.

## Why is this bad?

It reads as agreed, and never rules anything.

## Example

```yaml
# path: slos/policies/strict.yaml
error_budget_policy:  # <-
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
# path: slos/policies/strict.yaml
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

Name the `service` that it rules, let an objective name it under `policy`, or call the file `default.yaml` for a
policy that rules all others.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.hidden import may_be_hidden
from steadybook.analysis.policies import DEFAULT
from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.kind import kind_of
from steadybook.model.rule import Rule

SLO = kind_of(Slo)


def check(document: Document[ErrorBudgetPolicy], context: Context) -> Iterator[Violation]:
    """Yields a policy that nothing leads to."""
    if document.model.service is not None or document.id == DEFAULT:
        return
    named = context.corpus.referrers("error_budget_policy", document.id, Slo)
    if not named and not may_be_hidden(context, document.id, SLO):
        yield Violation(
            (),
            "this policy names no `service`, and no objective names it under `policy`: it rules nothing",
            f"Add `service: ...`, or `policy: {document.id}` to an objective.",
            part="missing",
        )


RULE = Rule(Severity.ERROR, models=(ErrorBudgetPolicy,), check=check)
