"""An experiment has no way back.

## What it does

Reports a `rollback_plan` that says nothing: `none`, `n/a`, a dash. A plan that is empty or missing altogether is a
finding about its shape.

## Why is this bad?

The fault has to be taken away within minutes, by somebody who did not plan the experiment.

## Example

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
    rollback_plan: none  # <-
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

Write the command or the steps that take the fault away. A fault that ends by itself has a plan too: say after how
long, and how to end it sooner.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.experiment.model import Experiment
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import shown
from steadybook.sre.chaos import says_nothing


def check(document: Document[Experiment], _context: Context) -> Iterator[Violation]:
    """Yields a plan that says nothing."""
    plan = document.model.safety.rollback_plan
    if says_nothing(plan):
        yield Violation(
            ("safety", "rollback_plan"),
            f"{shown(plan)} is no way to take the fault away",
            "Write the command or the steps that end the fault.",
        )


RULE = Rule(Severity.ERROR, models=(Experiment,), check=check)
