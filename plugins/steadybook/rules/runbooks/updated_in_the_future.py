"""A runbook was last updated on a day that has not come.

## What it does

Reports a `last_updated` that is later than today.

## Why is this bad?

The day is a mistake in writing, and until it has come and half a year has passed nobody is told that the runbook is
old.

## Example

```yaml
# path: runbooks/checkout-slow.yaml
runbook:
  title: Checkout is slow
  service: checkout
  last_updated: 2027-10-20  # <-
  owner: payments
  overview: Orders take longer than two seconds.
  impact: Customers give up before they pay.
  diagnosis:
    - step: See how busy the workers are
      command: kubectl --namespace checkout top pods
      expected: Under 500m each
  mitigation:
    - option: Add workers
      when: Workers are busy and the database is not
      steps:
        - kubectl --namespace checkout scale deployment/checkout --replicas=8
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## Use instead

```yaml
# path: runbooks/checkout-slow.yaml
runbook:
  title: Checkout is slow
  service: checkout
  last_updated: 2026-10-20
  owner: payments
  overview: Orders take longer than two seconds.
  impact: Customers give up before they pay.
  diagnosis:
    - step: See how busy the workers are
      command: kubectl --namespace checkout top pods
      expected: Under 500m each
  mitigation:
    - option: Add workers
      when: Workers are busy and the database is not
      steps:
        - kubectl --namespace checkout scale deployment/checkout --replicas=8
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## How to fix or waive

Write the day on which somebody last went through the runbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Runbook], context: Context) -> Iterator[Violation]:
    day = document.model.last_updated
    if day > context.today:
        yield Violation(
            ("last_updated",),
            f"{day} is still to come: today is {context.today}",
            "Write the day on which somebody last went through the runbook.",
        )


RULE = Rule(Severity.ERROR, models=(Runbook,), check=_check)
