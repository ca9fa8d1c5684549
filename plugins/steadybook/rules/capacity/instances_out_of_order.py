"""A service scales to at least more instances than at most.

## What it does

Compares `min_instances` with `max_instances`.

## Why is this bad?

An autoscaler refuses such limits, or takes one of them and nobody knows which.

## Example

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state: {peak_utilization_pct: 60}
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
    min_instances: 12  # <-
    max_instances: 3
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
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
    min_instances: 3
    max_instances: 12
```

## How to fix or waive

Exchange the two, or mend the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[CapacityModel], _context: Context) -> Iterator[Violation]:
    """Yields a minimum above the maximum."""
    scaling = document.model.scaling_strategy
    least, most = scaling.min_instances, scaling.max_instances
    if least is not None and most is not None and least > most:
        yield Violation(
            ("scaling_strategy", "min_instances"),
            f"at least {least} instances are more than at most {most}",
            f"Write at most {most} here, or a `max_instances` of at least {least}.",
            related=(Elsewhere(document, ("scaling_strategy", "max_instances"), "the most instances"),),
        )


RULE = Rule(Severity.ERROR, models=(CapacityModel,), check=check)
