"""A diagnosis step has neither a command nor an address.

## What it does

Reports steps of `diagnosis` without `command` and without `url`.

## Why is this bad?

At three in the morning nobody knows by heart how to "check the workers". Everybody who follows the runbook has to
find it out anew.

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
    - step: See how busy the workers are  # <-
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

Write the command as it is to be pasted, with `<pod>` or `$NAME` for what differs, or the address of the dashboard
under `url`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Runbook], _context: Context) -> Iterator[Violation]:
    for index, step in enumerate(document.model.diagnosis):
        if step.command is None and step.url is None:
            yield Violation(
                ("diagnosis", index),
                "this step says what to look at, but not how",
                "Add a `command:` to paste or the `url:` of a dashboard.",
                part="missing",
            )


RULE = Rule(Severity.ERROR, models=(Runbook,), check=_check)
