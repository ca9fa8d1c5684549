"""The short window of a burn-rate alert is more than a quarter of the long one.

## What it does

Compares the two windows of each burn-rate alert. The Google SRE Workbook (ch. 5) uses a twelfth; more than a
quarter is reported.

## Why is this bad?

The short window ends the alert soon after the trouble is over. When it is nearly as long as the long one, the alert
stays on long after the repair and people learn to ignore it.

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
      short_window: 30m  # <-
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

Shorten the short window, usually to a twelfth of the long one. Waive it for traffic so thin that a short window
sees too few requests.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.burn_rate import SHORT_TO_LONG_LIMIT, short_window_too_long
from steadybook.sre.durations import format_duration
from steadybook.sre.error_budget import HUNDRED
from steadybook.sre.numbers import rounded


def check(document: Document[Slo], _context: Context) -> Iterator[Violation]:
    """Yields each alert whose short window is shorter than the long one, but not by enough."""
    for index, alert in enumerate(document.model.burn_rate_alerts):
        short, long = alert.short_window, alert.long_window
        # Windows that stand the wrong way round are an error of their own.
        if short < long and short_window_too_long(short, long):
            limit = rounded(HUNDRED * SHORT_TO_LONG_LIMIT)
            yield Violation(
                ("burn_rate_alerts", index, "short_window"),
                f"the short window {format_duration(short)} is more than {limit} % of the long one, "
                f"{format_duration(long)}: the alert stays on after the trouble is over",
                f"Write at most {limit} % of the long window; a twelfth is usual.",
            )


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
