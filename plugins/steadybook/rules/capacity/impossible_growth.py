"""Demand is said to shrink by more than all of it.

## What it does

Reports a `monthly_growth_pct` below -100.

## Why is this bad?

Nothing can be projected from it.

## Example

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state: {peak_utilization_pct: 60}
  growth_forecast:
    current: 800
    monthly_growth_pct: -102  # <-
  scaling_strategy:
    type: horizontal
```

## Use instead

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state: {peak_utilization_pct: 60}
  growth_forecast:
    current: 800
    monthly_growth_pct: -2
  scaling_strategy:
    type: horizontal
```

## How to fix or waive

Write the change a month in percent: -2 for demand that shrinks by a fiftieth.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.error_budget import HUNDRED
from steadybook.sre.numbers import plain


def check(document: Document[CapacityModel], _context: Context) -> Iterator[Violation]:
    """Yields a growth below -100 %."""
    growth = document.model.growth_forecast.monthly_growth_pct
    if growth < -HUNDRED:
        yield Violation(
            ("growth_forecast", "monthly_growth_pct"),
            f"nothing shrinks by more than 100 % a month, and this says {plain(growth)} %",
            "Write the change a month in percent, such as 2 or -2.",
        )


RULE = Rule(Severity.ERROR, models=(CapacityModel,), check=check)
