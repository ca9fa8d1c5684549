"""An objective never spent any of its budget.

## What it does

Looks at the end of every measured row at which at least 80 % of the objective's window is covered, over the whole
history. Where not a single bad event was counted in a history of at least two windows, the rule says so.

## Why is this bad?

Either the target is so loose that nothing shows, or the indicator does not see what users see. A budget that is never
spent could have paid for faster changes.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9  # <-
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
checkout,checkout-success,2026-10-04T00:00:00Z,2026-10-18T00:00:00Z,200000,200000
checkout,checkout-success,2026-10-18T00:00:00Z,2026-11-01T00:00:00Z,210000,210000
```

## Use instead

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
checkout,checkout-success,2026-10-04T00:00:00Z,2026-10-18T00:00:00Z,199990,200000
checkout,checkout-success,2026-10-18T00:00:00Z,2026-11-01T00:00:00Z,209980,210000
```

## How to fix or waive

See whether the indicator counts what users meet, errors that never reach the server too. If it does, tighten the target
or spend the budget: ship faster, run experiments.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.budget_extremes import extremes_of
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.durations import words

LEAST_WINDOWS = 2
"""Windows of history that it takes before nothing is remarkable."""


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields an objective without a bad event in all its history."""
    found = extremes_of(context, document)
    if found is None or found.bad or found.span < LEAST_WINDOWS * document.model.window:
        return
    yield Violation(
        ("target",),
        f"no bad event was counted in the {words(found.span)} that are measured: the budget was never touched",
        "See whether the indicator counts what users meet. If it does, tighten the target, or spend the budget.",
    )


RULE = Rule(Severity.INFO, models=(Slo,), check=check)
