"""A service shrinks at a utilisation at which it also grows.

## What it does

Asks for `scale_down_threshold` < `scale_up_threshold`.

## Why is this bad?

The autoscaler adds and removes instances in turn, and each change costs requests.

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
    scale_up_threshold: 60
    scale_down_threshold: 60  # <-
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
    scale_up_threshold: 75
    scale_down_threshold: 30
```

## How to fix or waive

Leave a wide gap between the two: after shrinking, the rest must stay well below the threshold for growing.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.numbers import looks_like_ratio, plain


def check(document: Document[CapacityModel], _context: Context) -> Iterator[Violation]:
    """Yields a threshold for shrinking that is not below the one for growing."""
    scaling = document.model.scaling_strategy
    down, up = scaling.scale_down_threshold, scaling.scale_up_threshold
    if down is not None and up is not None and down >= up and not looks_like_ratio(up):
        yield Violation(
            ("scaling_strategy", "scale_down_threshold"),
            f"it shrinks below {plain(down)} % and grows from {plain(up)} %: it would do both in turn",
            f"Write a threshold well below {plain(up)}.",
            related=(Elsewhere(document, ("scaling_strategy", "scale_up_threshold"), "the threshold for growing"),),
        )


RULE = Rule(Severity.ERROR, models=(CapacityModel,), check=check)
