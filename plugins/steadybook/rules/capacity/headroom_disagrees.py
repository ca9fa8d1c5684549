"""The headroom is not 100 - peak utilisation.

## What it does

Computes 100 - `peak_utilization_pct` and compares it with `headroom_pct` to the precision that is written.

## Why is this bad?

Two numbers that belong together and differ: nobody knows which one was measured.

## Example

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state:
    peak_utilization_pct: 60
    headroom_pct: 30  # <-
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
  current_state:
    peak_utilization_pct: 60
    headroom_pct: 40
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
```

## How to fix or waive

`steadybook fix` writes the computed number. Where the headroom was measured, mend the peak. Or leave `headroom_pct`
out: it is computed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.capacity import headroom
from steadybook.sre.error_budget import agrees_as_written
from steadybook.sre.numbers import looks_like_ratio, plain


def check(document: Document[CapacityModel], _context: Context) -> Iterator[Violation]:
    """Yields a written headroom that is not the computed one."""
    state = document.model.current_state
    written = state.headroom_pct
    left = headroom(state.peak_utilization_pct)
    if written is None or looks_like_ratio(state.peak_utilization_pct) or agrees_as_written(written, left):
        return  # a peak of 0.7 is the rule `percentage-as-ratio`'s affair: the headroom may be right
    computed = plain(left)
    yield Violation(
        ("current_state", "headroom_pct"),
        f"a peak of {plain(state.peak_utilization_pct)} % leaves {computed} %, not {plain(written)} %",
        f"Write `{computed}`, or leave `headroom_pct` out: it is computed.",
        related=(Elsewhere(document, ("current_state", "peak_utilization_pct"), "the peak"),),
        fix=Fix(f"write {computed}", (Change("set", ("current_state", "headroom_pct"), computed),)),
    )


RULE = Rule(Severity.ERROR, models=(CapacityModel,), check=check)
