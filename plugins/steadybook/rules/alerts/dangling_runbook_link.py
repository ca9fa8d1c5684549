"""The runbook link of an alert leads to no runbook.

## What it does

The annotations `runbook_url` and `runbook` are followed where they lead into this repository: a path must be that of
a runbook, and an address under the site's own (`site_url`) must be the page of one. Addresses on other hosts, and
links that Prometheus fills in (`{{ $labels.pod }}`), are accepted as they are.

## Why is this bad?

The link stands in the message that wakes somebody. It is an error even when a runbook names the alert: the reader
clicks and finds nothing.

## Example

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
          runbook: runbooks/checkout-queue.yaml  # <-
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

Correct the path or the address; a runbook's page is `runbooks/<id>/` below the site's address.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.alert_links import RunbookLink, Standing, alerts_in
from steadybook.analysis.hidden import is_unreadable
from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.kinds.runbook import KIND
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.urls import address


def _check(document: Document[PrometheusRules], context: Context) -> Iterator[Violation]:
    for route, _, alert in alerts_in(context, document):
        for link in alert.links:
            if link.standing is not Standing.DANGLING:
                continue
            if is_unreadable(context, link.id):
                continue
            place = (*route, "annotations", link.key)
            right = _right(link, context.configuration.site_url)
            fix = (
                Fix(f"write `{right}`", (Change("set", place, right),), safe=False) if right and link.is_typo else None
            )
            yield Violation(
                place,
                f"`{link.text}` leads to no runbook",
                f"Did you mean `{right}`?"
                if right
                else f"Write the path of a runbook, such as `{KIND.folder}/name.yaml`.",
                fix=fix,
            )


def _right(link: RunbookLink, site_url: str) -> str:
    """The link as it probably should be, in the same form."""
    if link.nearest is None:
        return ""
    return f"{site_url}{address(KIND.name, link.nearest.id)}" if "://" in link.text else link.nearest.path


RULE = Rule(Severity.ERROR, models=(PrometheusRules,), check=_check)
