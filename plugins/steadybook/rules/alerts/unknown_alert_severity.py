"""The severity of an alert is not a known word.

## What it does

Compares the label `severity` with the words that have a meaning: `page`, `urgent`, `ticket`, `log`, the words
`critical`, `warning`, `info`, `s1` to `s4` and `p0` to `p3`, and those that the configuration adds under
`alert_severities`. Case does not matter.

## Why is this bad?

Nobody knows how fast to respond, and the alert is missing from every count by severity.

## Example

```yaml
# path: slos/alerts/checkout-queue.yaml
groups:
  - name: checkout-queue
    rules:
      - alert: CheckoutQueueLong
        expr: checkout_queue_length > 1000
        for: 10m
        labels: {severity: tikcet, service: checkout}  # <-
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

Write one of the words, or add your own to the configuration: `alert_severities = { major = "P1" }`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.alert_levels import meanings
from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import closest
from steadybook.rules.alerts._labels import labels
from steadybook.sre.severity import ALERT_GUIDE, alert_severity


def _check(document: Document[PrometheusRules], context: Context) -> Iterator[Violation]:
    known = meanings(context.configuration)
    for place, word in labels(document, "severity"):
        if alert_severity(word, known) is not None:
            continue
        near = closest(word, sorted(known))
        did = f"Did you mean `{near}`? " if near else ""
        usual = ", ".join(row.word for row in ALERT_GUIDE)
        yield Violation(
            place,
            f"the severity `{word}` has no meaning",
            f"{did}Usual: {usual}. Other words can be added to the configuration under `alert_severities`.",
            fix=Fix(f"write `{near}`", (Change("set", place, near),), safe=False) if near else None,
        )


RULE = Rule(Severity.WARNING, models=(PrometheusRules,), check=_check)
