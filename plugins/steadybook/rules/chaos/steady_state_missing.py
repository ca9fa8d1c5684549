"""An experiment does not say what the system looks like when it is well.

## What it does

Looks for at least one metric under `steady_state.metrics`.

## Why is this bad?

Without a number and its usual range nobody can tell whether the fault did any harm, nor whether it is over.

## Example

```yaml
# path: catalog/chaos/payment-outage.yaml
experiment:  # <-
  name: Gateway of the card network is gone
  service: checkout
  hypothesis: When the gateway is gone, orders wait in the queue and none is lost
  method: {fault_type: dependency, target: gateway, blast_radius: one pod, duration: 15m}
  safety:
    abort_conditions: [Customers see errors]
    rollback_plan: Restart the gateway's pods
```

## Use instead

```yaml
# path: catalog/chaos/payment-outage.yaml
experiment:
  name: Gateway of the card network is gone
  service: checkout
  hypothesis: When the gateway is gone, orders wait in the queue and none is lost
  steady_state:
    metrics:
      - {name: orders a minute, baseline: 40, acceptable_range: 30 to 60}
  method: {fault_type: dependency, target: gateway, blast_radius: one pod, duration: 15m}
  safety:
    abort_conditions: [Customers see errors]
    rollback_plan: Restart the gateway's pods
```

## How to fix or waive

Write the one or two numbers that users would notice, with their usual value and the range that still counts as
well.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.experiment.model import Experiment
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Experiment], _context: Context) -> Iterator[Violation]:
    """Yields an experiment without a metric."""
    if not document.model.steady_state.metrics:
        yield Violation(
            ("steady_state",) if "steady_state" in document.value else (),
            "this experiment names no metric of the steady state",
            "Write `steady_state: {metrics: [{name: ..., baseline: ..., acceptable_range: ...}]}`.",
            part="missing",
        )


RULE = Rule(Severity.WARNING, models=(Experiment,), check=check)
