"""A burn-rate alert can never fire, not even in a total outage.

## What it does

Compares each burn rate with the highest one that the target allows: 100 / (100 - target), which is what a total
outage burns.

## Why is this bad?

The alert looks like protection and is none. At a target of 90 %, a total outage burns ten times too fast: an alert
at 14.4 stays silent.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 90
  window: 28d
  burn_rate_alerts:
    - name: fast_burn
      burn_rate: 14.4  # <-
      short_window: 5m
      long_window: 1h
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
  target: 90
  window: 28d
  burn_rate_alerts:
    - name: fast_burn
      burn_rate: 8
      short_window: 5m
      long_window: 1h
      severity: page
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Write a lower burn rate. Or leave `burn_rate_alerts` out: the standard set without impossible alerts is then used.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.burn_rate import fires, highest_rate
from steadybook.sre.numbers import looks_like_ratio, plain, rounded


def check(document: Document[Slo], _context: Context) -> Iterator[Violation]:
    """Yields each alert whose rate not even a total outage reaches."""
    slo = document.model
    for index, alert in enumerate(slo.burn_rate_alerts):
        if fires(alert.burn_rate, slo.target) or looks_like_ratio(slo.target):
            continue
        highest = rounded(highest_rate(slo.target), rounding=ROUND_FLOOR)
        target = plain(slo.target)
        yield Violation(
            ("burn_rate_alerts", index, "burn_rate"),
            f"this alert never fires: at a target of {target} % a total outage burns {highest} times too fast, "
            f"never {plain(alert.burn_rate)} times",
            f"Write a rate below {highest}, or leave `burn_rate_alerts` out for the standard set.",
            related=(Elsewhere(document, ("target",), "the target"),),
        )


RULE = Rule(Severity.ERROR, models=(Slo,), check=check)
