"""A runbook names an alert that does not exist.

## What it does

Looks up each `alert_name` among the alerts of the rule files and the burn-rate alerts of the objectives.

## Why is this bad?

Either the alert was renamed and now fires without a runbook, or it is gone and somebody keeps a runbook that nobody
needs.

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
    - option: Add workers
      when: Workers are busy and the database is not
      steps:
        - kubectl --namespace checkout scale deployment/checkout --replicas=8
  escalation:
    after_minutes: 30
    contact: payments-lead
  alert_name: CheckoutLatency  # <-
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
  alert_name: CheckoutLatency
```

```yaml
# path: slos/alerts/checkout-latency.yaml
groups:
  - name: checkout-latency
    rules:
      - alert: CheckoutLatency
        expr: checkout:latency_p99 > 2
        labels: {severity: page, service: checkout}
```

## How to fix or waive

Write the alert's exact name, or remove `alert_name` from a runbook that is reached in another way.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.alert_links import orphaned_names
from steadybook.analysis.hidden import alert_may_be_hidden
from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import closest, is_typo


def _check(document: Document[Runbook], context: Context) -> Iterator[Violation]:
    single = isinstance(document.value["alert_name"], str) if document.model.alert_names else False
    for route, name in orphaned_names(context, document.model):
        if alert_may_be_hidden(context, name):
            continue
        place = route[:1] if single else route
        near = closest(name, context.corpus.ids("alert"))
        yield Violation(
            place,
            f"no alert is named `{name}`",
            f"Did you mean `{near}`?" if near else "Write the exact name of an alert, or remove it.",
            fix=Fix(f"write `{near}`", (Change("set", place, near),), safe=False)
            if near and is_typo(name, near)
            else None,
        )


RULE = Rule(Severity.WARNING, models=(Runbook,), check=_check)
