"""A percentage looks like a ratio.

## What it does

Percentages are written from 0 to 100. Reports a value in (0, 1] as an objective's `target`, a service's `sla`, a
utilisation or a scaling threshold, with the percentage that was probably meant.

## Why is this bad?

A target of 0.999 means that one request in a hundred may work. Every budget computed from it is off by orders of
magnitude, and nothing else looks wrong.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 0.998  # <-
  window: 28d
  owner: payments
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.8
  window: 28d
  owner: payments
```

## How to fix or waive

`steadybook fix --unsafe` writes the percentage. Where the value really is one percent or less, waive the finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.spans import Route
from steadybook.sre.numbers import looks_like_ratio


def check(document: Document[Slo | Service | CapacityModel], _context: Context) -> Iterator[Violation]:
    """Yields each percentage in (0, 1]."""
    for route, value in _percentages(document.model):
        if value is not None and looks_like_ratio(value):
            meant = f"{(value * 100).normalize():f}"
            message = f"{value:f} is read as {value:f} percent"
            help = f"Percentages go from 0 to 100: write {meant} if {meant} % is meant."
            fix = Fix(f"write {meant}", (Change("set", route, meant),), safe=False)
            yield Violation(route, message, help, fix=fix)


def _percentages(model: Slo | Service | CapacityModel) -> Iterator[tuple[Route, Decimal | None]]:
    if isinstance(model, Slo):
        yield ("target",), model.target
    elif isinstance(model, Service):
        yield ("sla",), model.sla
    else:
        yield ("current_state", "peak_utilization_pct"), model.current_state.peak_utilization_pct
        scaling = model.scaling_strategy
        yield ("scaling_strategy", "scale_up_threshold"), scaling.scale_up_threshold
        yield ("scaling_strategy", "scale_down_threshold"), scaling.scale_down_threshold


RULE = Rule(Severity.WARNING, models=(Slo, Service, CapacityModel), check=check)
