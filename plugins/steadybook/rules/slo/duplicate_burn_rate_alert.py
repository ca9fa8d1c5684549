"""Two burn-rate alerts of an objective are the same.

## What it does

Reports a burn-rate alert whose exported name, or whose rate and windows, an earlier one of the same objective
already has.

## Why is this bad?

Whoever is paged cannot tell two alerts of one name apart, and two alerts with the same rate and windows page twice
for one event.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  burn_rate_alerts:
    - name: fast_burn
      burn_rate: 13.44
      short_window: 5m
      long_window: 1h
      severity: page
    - name: fast_burn  # <-
      burn_rate: 5.6
      short_window: 30m
      long_window: 6h
      severity: page
  owner: payments
  runbook: checkout-errors
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  burn_rate_alerts:
    - name: fast_burn
      burn_rate: 13.44
      short_window: 5m
      long_window: 1h
      severity: page
    - name: medium_burn
      burn_rate: 5.6
      short_window: 30m
      long_window: 6h
      severity: page
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Give each alert a name of its own, or delete the one that is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.durations import format_duration
from steadybook.sre.numbers import plain


def check(document: Document[Slo], _context: Context) -> Iterator[Violation]:
    """Yields each alert that repeats an earlier one."""
    slo = document.model
    names: dict[str, int] = {}
    shapes: dict[tuple[Decimal, object, object], int] = {}
    for index, alert in enumerate(slo.burn_rate_alerts):
        name = slo.alert_name(alert.name)
        shape = (alert.burn_rate, alert.short_window, alert.long_window)
        same_name = names.setdefault(name, index)
        same_shape = shapes.setdefault(shape, index)
        if same_name != index:
            message = f"this alert is exported as `{name}`, and so is an earlier one"
            earlier = same_name
        elif same_shape != index:
            windows = f"{format_duration(alert.long_window)} and {format_duration(alert.short_window)}"
            message = f"an earlier alert already watches a burn rate of {plain(alert.burn_rate)} over {windows}"
            earlier = same_shape
        else:
            continue
        place = ("burn_rate_alerts", earlier, "name")
        yield Violation(
            ("burn_rate_alerts", index, "name"),
            message,
            "Give it a name, rate and windows of its own, or delete it.",
            related=(Elsewhere(document, place, "the earlier alert"),),
        )


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
