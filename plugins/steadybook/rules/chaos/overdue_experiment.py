"""An experiment was scheduled for a day that has passed, and did not run.

## What it does

Reports a `scheduled_for` in the past when no run on that day or later is listed under `runs`.

## Why is this bad?

What was to be learnt is still unknown, and everybody believes that it is known.

## Example

```yaml
# path: catalog/chaos/payment-outage.yaml
experiment:
  name: Gateway of the card network is gone
  service: checkout
  scheduled_for: 2026-10-20  # <-
  hypothesis: When the gateway is gone, orders wait in the queue and none is lost
  steady_state:
    metrics:
      - {name: orders a minute, baseline: 40, acceptable_range: 30 to 60}
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
  scheduled_for: 2026-10-20
  hypothesis: When the gateway is gone, orders wait in the queue and none is lost
  steady_state:
    metrics:
      - {name: orders a minute, baseline: 40, acceptable_range: 30 to 60}
  method: {fault_type: dependency, target: gateway, blast_radius: one pod, duration: 15m}
  safety:
    abort_conditions: [Customers see errors]
    rollback_plan: Restart the gateway's pods
  runs:
    - {date: 2026-10-20, outcome: confirmed}
```

## How to fix or waive

Add the run under `runs`, or agree on another day.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.experiment.model import Experiment
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Experiment], context: Context) -> Iterator[Violation]:
    """Yields a day that passed without a run."""
    experiment = document.model
    day = experiment.scheduled_for
    if day is None or day >= context.today or any(run.date >= day for run in experiment.runs):
        return
    yield Violation(
        ("scheduled_for",),
        f"this experiment was due on {day}, and no run since then is listed",
        "Add the run under `runs`, or write another day.",
        time_dependent=True,
    )


RULE = Rule(Severity.WARNING, models=(Experiment,), check=check)
