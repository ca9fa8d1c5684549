"""An experiment in production has nobody's approval.

## What it does

Looks for `safety.required_approvals` of experiments with `environment: production`. Entries such as `none` name nobody.

## Why is this bad?

Whoever carries the damage has to know and agree beforehand.

## Example

```yaml
# path: catalog/chaos/payment-outage.yaml
experiment:
  name: Gateway of the card network is gone
  service: checkout
  environment: production  # <-
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
  environment: production
  hypothesis: When the gateway is gone, orders wait in the queue and none is lost
  steady_state:
    metrics:
      - {name: orders a minute, baseline: 40, acceptable_range: 30 to 60}
  method: {fault_type: dependency, target: gateway, blast_radius: one pod, duration: 15m}
  safety:
    abort_conditions: [Customers see errors]
    rollback_plan: Restart the gateway's pods
    required_approvals: [payments-lead]
```

## How to fix or waive

Name who must agree under `safety.required_approvals`, or run the experiment in staging.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.experiment.model import Experiment
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.chaos import APPROVALS_REQUIRED_IN, says_nothing


def check(document: Document[Experiment], _context: Context) -> Iterator[Violation]:
    """Yields an experiment in production without approvals."""
    experiment = document.model
    approvals = experiment.safety.required_approvals
    if experiment.environment == APPROVALS_REQUIRED_IN and all(map(says_nothing, approvals)):
        yield Violation(
            ("environment",),
            "this experiment runs in production, and nobody has to approve it",
            "Name at least one role under `safety.required_approvals`.",
        )


RULE = Rule(Severity.ERROR, models=(Experiment,), check=check)
