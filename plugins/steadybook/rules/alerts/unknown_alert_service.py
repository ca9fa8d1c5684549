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

from steadybook.analysis.hidden import is_unreadable
from steadybook.analysis.meant_ids import meant_id
from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.rules.alerts._labels import labels


def _check(document: Document[PrometheusRules], context: Context) -> Iterator[Violation]:
    for place, service in labels(document, "service"):
        if context.corpus.find("service", service) or is_unreadable(context, service):
            continue
        meant = meant_id(context, ("service",), service, "Write the id of a service, or add it to the catalogue.")
        fix = Fix(f"write `{meant.id}`", (Change("set", place, meant.id or ""),), safe=False)
        message = f"the catalogue has no service `{service}`"
        yield Violation(place, message, meant.help, fix=fix if meant.certain else None)


RULE = Rule(Severity.WARNING, models=(PrometheusRules,), check=_check)
