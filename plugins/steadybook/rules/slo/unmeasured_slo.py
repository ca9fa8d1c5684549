"""An objective was not measured for a week.

## What it does

Compares the end of the newest measurement of an objective's indicator with now, and reports objectives without a count
for more than 7 days, and those that were never measured although other indicators are.

A repository without any measurement is left alone: it measures elsewhere.

## Why is this bad?

A budget that nobody measures says nothing: its state is unknown, the gate cannot judge a change, and the next outage is
found by users.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success  # <-
  target: 99.9
  window: 28d
  owner: payments
  review_cadence: monthly
  last_reviewed: 2026-10-20
  stakeholders: [Head of Sales]
  runbook: checkout-errors
```

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-01T00:00:00Z,2026-10-20T00:00:00Z,99990,100000
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  owner: payments
  review_cadence: monthly
  last_reviewed: 2026-10-20
  stakeholders: [Head of Sales]
  runbook: checkout-errors
```

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,99990,100000
```

## How to fix or waive

Run `steadybook measure --prometheus URL`, or look at why the job that does so no longer runs. An objective that nobody
can measure is better deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.budgets import budget_of
from steadybook.kinds.service.model import Service
from steadybook.kinds.sli.model import Sli
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.sli import MEASURED_WITHIN

HELP = "Run `steadybook measure --prometheus URL`, or see why the job that does so no longer runs."


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields an objective without fresh counts."""
    if not context.corpus.ids("measurements"):
        return
    slo = document.model
    if context.corpus.get(Service, slo.service) is None or context.corpus.get(Sli, slo.sli) is None:
        return  # what is wrong there comes first
    newest = budget_of(context, document).as_of
    if newest is None:
        message = f"`{slo.sli}` was never measured for `{slo.service}`: nobody knows this budget"
        yield Violation(("sli",), message, HELP)
    elif context.as_of - newest > MEASURED_WITHIN:
        days = (context.as_of - newest).days
        message = (
            f"`{slo.sli}` was last measured for `{slo.service}` {days} days ago, up to {newest:%Y-%m-%d %H:%M} UTC"
        )
        yield Violation(("sli",), message, HELP, time_dependent=True)


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
