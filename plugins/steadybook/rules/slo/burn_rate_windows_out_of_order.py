"""The windows of a burn-rate alert stand in an impossible order.

## What it does

Asks for short window < long window <= window of the objective, for each burn-rate alert.

## Why is this bad?

With the short window as long as the long one there is only one window. A long window beyond the objective's own
counts events that the objective has already forgotten.

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
      short_window: 1h  # <-
      long_window: 5m
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
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Write the shorter duration as `short_window` and the longer one as `long_window`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.durations import format_duration


def check(document: Document[Slo], _context: Context) -> Iterator[Violation]:
    """Yields each alert with windows out of order."""
    window = document.model.window
    for index, alert in enumerate(document.model.burn_rate_alerts):
        route = ("burn_rate_alerts", index)
        short, long = alert.short_window, alert.long_window
        if short >= long:
            yield Violation(
                (*route, "short_window"),
                f"the short window {format_duration(short)} is not shorter than the long one, {format_duration(long)}",
                "Write the shorter duration as `short_window`, usually a twelfth of the long one.",
                related=(Elsewhere(document, (*route, "long_window"), "the long window"),),
            )
        if long > window:
            yield Violation(
                (*route, "long_window"),
                f"the long window {format_duration(long)} exceeds the objective's own, {format_duration(window)}",
                f"Write a duration of at most {format_duration(window)}.",
                related=(Elsewhere(document, ("window",), "the objective's window"),),
            )


RULE = Rule(Severity.ERROR, models=(Slo,), check=check)
