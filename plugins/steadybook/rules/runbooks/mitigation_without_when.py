"""A mitigation does not say when to choose it.

## What it does

Reports options of `mitigation` without `when`.

## Why is this bad?

With several ways to go on, the one that stands first is taken. A restart where a rollback is needed costs minutes and
destroys what could be looked at.

## Example

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
    - option: Add workers  # <-
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

Write under `when` what must be seen for this option to be the right one.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Runbook], _context: Context) -> Iterator[Violation]:
    for index, option in enumerate(document.model.mitigation):
        if option.when is None:
            yield Violation(
                ("mitigation", index),
                f"the option `{option.option}` does not say when to choose it",
                "Add `when:` with what must be seen for it.",
                part="missing",
            )


RULE = Rule(Severity.WARNING, models=(Runbook,), check=_check)
