"""The service label of an alert is not in the catalogue.

## What it does

Looks up the label `service` of each alerting rule among the services.

## Why is this bad?

The alert is missing from the service's page, and its pages are not counted for the team that gets them.

## Example

```yaml
# path: slos/alerts/checkout-queue.yaml
groups:
  - name: checkout-queue
    rules:
      - alert: CheckoutQueueLong
        expr: checkout_queue_length > 1000
        for: 10m
        labels: {severity: ticket, service: chekout}  # <-
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

Write the service's id, or add the service to the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import closest
from steadybook.rules.alerts._labels import labels


def _check(document: Document[PrometheusRules], context: Context) -> Iterator[Violation]:
    for place, service in labels(document, "service"):
        if context.corpus.find("service", service):
            continue
        near = closest(service, context.corpus.ids("service"))
        yield Violation(
            place,
            f"the catalogue has no service `{service}`",
            f"Did you mean `{near}`?" if near else "Write the id of a service, or add it to the catalogue.",
            fix=Fix(f"write `{near}`", (Change("set", place, near),), safe=False) if near else None,
        )


RULE = Rule(Severity.WARNING, models=(PrometheusRules,), check=_check)
