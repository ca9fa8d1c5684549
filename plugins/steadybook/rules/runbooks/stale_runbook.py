"""A runbook has not been looked at for too long.

## What it does

Compares `last_updated` with today: a runbook of a critical service may be 90 days old, that of an important one 180,
every other one 365.

## Why is this bad?

Hosts are renamed, options of commands change, people move on. A runbook that nobody has tried for half a year fails
in the step where it is needed.

## Example

```yaml
# path: runbooks/checkout-slow.yaml
runbook:
  title: Checkout is slow
  service: checkout
  last_updated: 2026-04-15  # <-
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

Go through the steps, mend what is no longer right, and write the day under `last_updated`. The finding appears
because time passes: in a pull request it fails the check only where this file is changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.freshness import runbook_review, tier_of
from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Runbook], context: Context) -> Iterator[Violation]:
    runbook = document.model
    review = runbook_review(context, document)
    if not review.is_stale(context.today):
        return
    tier = tier_of(context, runbook.service)
    whose = f"of {runbook.service}, which is {tier}," if tier else "without a service"
    yield Violation(
        review.route,
        f"last updated {(context.today - runbook.last_updated).days} days ago: a runbook {whose} "
        f"may be {review.limit.days} days old",
        "Go through its steps, mend them, and write today's date.",
        time_dependent=True,
    )


RULE = Rule(Severity.WARNING, models=(Runbook,), check=_check)
