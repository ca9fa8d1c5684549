"""An alert leads to no runbook.

## What it does

Every alerting rule needs a runbook: by its annotation `runbook_url` or `runbook` (a path in this repository or an
address), or because a runbook names it under `alert_name`. A link that leads nowhere is a `dangling-runbook-link`.

## Why is this bad?

The alert wakes somebody who has never seen it. Without a runbook they begin with reading code.

## Example

```yaml
# path: slos/alerts/checkout-queue.yaml
groups:
  - name: checkout-queue
    rules:
      - alert: CheckoutQueueLong  # <-
        expr: checkout_queue_length > 1000
        for: 10m
        labels: {severity: ticket, service: checkout}
        annotations:
          summary: Orders wait
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

Write a runbook and name the alert in it. Where there is nothing to do, delete the alert. A heartbeat that fires all
the time (`Watchdog`) may be waived.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.alert_links import alerts_in
from steadybook.analysis.hidden import may_be_hidden
from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.kinds.runbook import ANSWERED_ALERT
from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.kind import kind_of
from steadybook.model.rule import Rule
from steadybook.model.wording import closest

RUNBOOK = kind_of(Runbook)


def _check(document: Document[PrometheusRules], context: Context) -> Iterator[Violation]:
    for _, _, alert in alerts_in(context, document):
        if alert.is_answered or alert.links or may_be_hidden(context, alert.name, RUNBOOK):
            continue
        near = closest(alert.name, context.corpus.ids(ANSWERED_ALERT))
        did = f"; a runbook names `{near}`, is that this one" if near else ""
        yield Violation(
            alert.route,
            f"the alert `{alert.name}` has no runbook",
            f"Write a runbook with `alert_name: {alert.name}`, or add the annotation `runbook:`{did}"
            + ("?" if near else "."),
        )


RULE = Rule(Severity.ERROR, models=(PrometheusRules,), check=_check)
