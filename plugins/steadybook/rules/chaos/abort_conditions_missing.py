"""An experiment has no condition on which it is stopped.

## What it does

Reports `abort_conditions` that say nothing: `none`, `n/a`, a dash. A list that is empty or missing altogether is a
finding about its shape.

## Why is this bad?

Without a line that was drawn beforehand, an experiment goes on until it is an incident.

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
    abort_conditions: [none]  # <-
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

Write down what ends the experiment at once: a burn rate above 10, errors that customers see, an alert that nobody
expected.
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
    """Yields each condition that says nothing."""
    for index, condition in enumerate(document.model.safety.abort_conditions):
        if says_nothing(condition):
            yield Violation(
                ("safety", "abort_conditions", index),
                f"{shown(condition)} is no condition on which to stop",
                "Write what ends the experiment at once, such as: the SLO's burn rate exceeds 10.",
            )


RULE = Rule(Severity.ERROR, models=(Experiment,), check=check)
