"""A capacity model was not reviewed for more than a quarter.

## What it does

Reports a `last_reviewed` that is more than 92 days ago: the longest quarter.

## Why is this bad?

Growth is compounding. After half a year, a forecast from old numbers says more about the past than about what to
order.

## Example

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  last_reviewed: 2026-07-01  # <-
  current_state: {peak_utilization_pct: 60}
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
```

## Use instead

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  last_reviewed: 2026-10-10
  current_state: {peak_utilization_pct: 60}
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
```

## How to fix or waive

Bring peak, growth and cost up to date and write the day under `last_reviewed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.freshness import capacity_review
from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[CapacityModel], context: Context) -> Iterator[Violation]:
    """Yields a review that is due."""
    review = capacity_review(context, document)
    if review is not None and review.is_stale(context.today):
        yield Violation(
            review.route,
            f"the next quarterly review was due by {review.due}",
            "Bring the numbers up to date, then write the day here.",
            time_dependent=True,
        )


RULE = Rule(Severity.WARNING, models=(CapacityModel,), check=check)
