"""An experiment is planned while its service has too little error budget.

## What it does

Looks at the error budgets of the service of an experiment that is `scheduled_for` today or later. Where the worst of
them is in warning, critical, exhausted or frozen, the experiment is a finding.

## Why is this bad?

An experiment spends budget on purpose. There is none to spare: if it goes wrong, the service misses its objective.

## Example

```yaml
# path: catalog/chaos/checkout-latency.yaml
experiment:
  name: A slow card network
  service: checkout
  environment: staging
  hypothesis: When the card network is slow, orders wait and none is lost.
  scheduled_for: 2026-11-10  # <-
  steady_state:
    metrics:
      - name: orders a minute
        baseline: "40"
        acceptable_range: at least 35
  method: {fault_type: network, target: card network, blast_radius: one pod, duration: 10m}
  safety:
    abort_conditions: [Orders fail]
    rollback_plan: Take the delay away
```

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 7d
  owner: payments
  review_cadence: monthly
  last_reviewed: 2026-10-20
  stakeholders: [Head of Sales]
  runbook: checkout-errors
```

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-25T00:00:00Z,2026-11-01T00:00:00Z,99940,100000
```

## Use instead

```yaml
# path: catalog/chaos/checkout-latency.yaml
experiment:
  name: A slow card network
  service: checkout
  environment: staging
  hypothesis: When the card network is slow, orders wait and none is lost.
  steady_state:
    metrics:
      - name: orders a minute
        baseline: "40"
        acceptable_range: at least 35
  method: {fault_type: network, target: card network, blast_radius: one pod, duration: 10m}
  safety:
    abort_conditions: [Orders fail]
    rollback_plan: Take the delay away
```

## How to fix or waive

Put the experiment off until the budget has recovered (`steadybook budget SERVICE`), or take the day away.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.budgets import budgets_of
from steadybook.kinds.experiment.model import Experiment
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.numbers import rounded

TOO_LITTLE = frozenset({BudgetState.WARNING, BudgetState.CRITICAL, BudgetState.EXHAUSTED})


def check(document: Document[Experiment], context: Context) -> Iterator[Violation]:
    """Yields a coming experiment on a service without budget to spare."""
    experiment = document.model
    if experiment.service is None or experiment.scheduled_for is None or experiment.scheduled_for < context.today:
        return
    for budget in budgets_of(context, experiment.service)[:1]:
        if budget.ruling not in TOO_LITTLE:
            return
        left = budget.remaining
        much = f" ({rounded(left, 1)} % left)" if left is not None and left.is_finite() else ""
        state = "frozen" if budget.frozen else budget.state.value
        yield Violation(
            ("scheduled_for",),
            f"`{budget.slo.id}` is {state}{much}: there is no budget to experiment with",
            "Put it off until the budget has recovered; `steadybook budget` shows how far it is.",
            related=(Elsewhere(budget.slo, ("target",), "the objective"),),
        )


RULE = Rule(Severity.ERROR, models=(Experiment,), check=check)
