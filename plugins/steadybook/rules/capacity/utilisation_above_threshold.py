"""The peak lies above the utilisation at which capacity is added.

## What it does

Compares `peak_utilization_pct` with `scale_up_threshold`, or with 80 % where none is written.

## Why is this bad?

Either scaling does not work, or it has reached its end. There is no room for the next peak, nor for the loss of an
instance.

## Example

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state:
    peak_utilization_pct: 85  # <-
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
    scale_up_threshold: 75
```

## Use instead

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state:
    peak_utilization_pct: 60
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
    scale_up_threshold: 75
```

## How to fix or waive

Add capacity: raise `max_instances`, or take bigger ones. Where such a peak is meant, raise the threshold.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.capacity import DEFAULT_SCALE_UP
from steadybook.sre.numbers import looks_like_ratio, plain


def check(document: Document[CapacityModel], _context: Context) -> Iterator[Violation]:
    """Yields a peak above the threshold."""
    peak = document.model.current_state.peak_utilization_pct
    written = document.model.scaling_strategy.scale_up_threshold
    threshold = DEFAULT_SCALE_UP if written is None else written
    if peak <= threshold or looks_like_ratio(threshold):
        return
    place = Elsewhere(document, ("scaling_strategy", "scale_up_threshold"), "the threshold")
    yield Violation(
        ("current_state", "peak_utilization_pct"),
        f"a peak of {plain(peak)} % is above the {plain(threshold)} % at which capacity is added"
        + (" where nothing else is written" if written is None else ""),
        "Add capacity, or write the `scale_up_threshold` that is meant.",
        related=() if written is None else (place,),
    )


RULE = Rule(Severity.WARNING, models=(CapacityModel,), check=check)
