"""A projection does not follow from growth.

## What it does

Computes current x (1 + growth)^6 and ^12, with the growth in percent a month, and compares them with
`projected_6mo` and `projected_12mo`. A difference of up to 1 % is accepted.

## Why is this bad?

Capacity is ordered by the projection. The usual mistake, adding the same amount every month, is far too low after a
year.

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
    projected_12mo: 992  # <-
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
    monthly_growth_pct: 2
    projected_12mo: 1014.6
  scaling_strategy:
    type: horizontal
```

## How to fix or waive

`steadybook fix` writes the computed number. Where the projection comes from elsewhere, mend the growth. Or leave
the projections out: they are computed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.capacity import projection, projection_agrees
from steadybook.sre.error_budget import HUNDRED
from steadybook.sre.numbers import plain, rounded


def check(document: Document[CapacityModel], _context: Context) -> Iterator[Violation]:
    """Yields each written projection that is off by more than the tolerance."""
    growth = document.model.growth_forecast
    rate = growth.monthly_growth_pct
    if rate < -HUNDRED:
        return  # nothing can be projected: the rule `impossible-growth`
    for key, months, written in (
        ("projected_6mo", 6, growth.projected_6mo),
        ("projected_12mo", 12, growth.projected_12mo),
    ):
        computed = projection(growth.current, rate, months)
        if written is None or projection_agrees(written, computed):
            continue
        text = rounded(computed, 1)
        linear = growth.current * (1 + rate * months / HUNDRED)
        origin = (
            "Growth compounds: each month's is on top of the month before. " if plain(written) == plain(linear) else ""
        )
        yield Violation(
            ("growth_forecast", key),
            f"{plain(growth.current)} growing by {plain(rate)} % a month is {text} after {months} months, "
            f"not {plain(written)}",
            f"{origin}Write `{text}`, or leave `{key}` out: it is computed.",
            related=(Elsewhere(document, ("growth_forecast", "monthly_growth_pct"), "the growth"),),
            fix=Fix(f"write {text}", (Change("set", ("growth_forecast", key), text),)),
        )


RULE = Rule(Severity.ERROR, models=(CapacityModel,), check=check)
