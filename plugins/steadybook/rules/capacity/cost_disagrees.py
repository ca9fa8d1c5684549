"""The present cost is written twice and differs.

## What it does

Compares `cost_projection.current_monthly` with `current_state.cost_per_month_usd`, to the precision of the coarser
of the two. The projected costs are people's estimates and are not compared with anything.

## Why is this bad?

A forecast that begins at the wrong number is wrong all along.

## Example

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state:
    peak_utilization_pct: 60
    cost_per_month_usd: 1800
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
  cost_projection:
    current_monthly: 1500  # <-
```

## Use instead

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state:
    peak_utilization_pct: 60
    cost_per_month_usd: 1800
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
  cost_projection:
    current_monthly: 1800
```

## How to fix or waive

Write the same number in both places, or in one of them only.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.error_budget import agrees_as_written
from steadybook.sre.numbers import plain


def check(document: Document[CapacityModel], _context: Context) -> Iterator[Violation]:
    """Yields a present cost that is not the one of the current state."""
    projected = document.model.cost_projection.current_monthly
    present = document.model.current_state.cost_per_month_usd
    if projected is None or present is None:
        return
    if not agrees_as_written(projected, present) and not agrees_as_written(present, projected):
        yield Violation(
            ("cost_projection", "current_monthly"),
            f"this says {plain(projected)} USD a month now, and `current_state` says {plain(present)}",
            "Write the same number in both places, or in one of them only.",
            related=(Elsewhere(document, ("current_state", "cost_per_month_usd"), "the other number"),),
        )


RULE = Rule(Severity.WARNING, models=(CapacityModel,), check=check)
