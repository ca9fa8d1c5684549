"""An alert has no severity.

## What it does

Reports alerting rules without a label `severity`, neither their own nor one of their group.

## Why is this bad?

Alertmanager routes by it. Without one the alert goes wherever the default leads: it wakes somebody for nothing, or
nobody for something.

## Example

```yaml
# path: slos/alerts/checkout-queue.yaml
groups:
  - name: checkout-queue
    rules:
      - alert: CheckoutQueueLong  # <-
        expr: checkout_queue_length > 1000
        for: 10m
        labels: {service: checkout}
        annotations:
          summary: Orders wait
          runbook: runbooks/checkout-errors.yaml
```

## Use instead

```yaml
# path: slos/alerts/checkout-queue.yaml
groups:
  - name: checkout-queue
    rules:
      - alert: CheckoutQueueLong
        expr: checkout_queue_length > 1000
        for: 10m
        labels: {severity: ticket, service: checkout}
        annotations:
          summary: Orders wait
          runbook: runbooks/checkout-errors.yaml
```

## How to fix or waive

Add the label: `page` when customers are hurt now, `urgent` within half an hour, `ticket` for the next working day,
`log` for a dashboard.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.severity import ALERT_GUIDE


def _check(document: Document[PrometheusRules], _context: Context) -> Iterator[Violation]:
    for route, rule in document.model.alerts:
        if rule.severity is None:
            yield Violation(
                (*route, "alert"),
                f"the alert `{rule.alert}` has no severity",
                f"Add the label `severity`: {', '.join(row.word for row in ALERT_GUIDE)}.",
            )


RULE = Rule(Severity.WARNING, models=(PrometheusRules,), check=_check)
