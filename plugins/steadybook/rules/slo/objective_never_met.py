"""An objective was never met in all that is measured.

## What it does

Looks at the end of every measured row at which at least 80 % of the objective's window is covered, over the whole
history. Where the budget was overspent at each of them, and that history is at least one window long, the rule says so,
with the level that was reached.

## Why is this bad?

A target that is never met is a wish. People learn that an exhausted budget means nothing, and then the one that matters
is exhausted.

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
checkout,checkout-success,2026-10-11T00:00:00Z,2026-10-18T00:00:00Z,99500,100000
checkout,checkout-success,2026-10-18T00:00:00Z,2026-10-25T00:00:00Z,99600,100000
checkout,checkout-success,2026-10-25T00:00:00Z,2026-11-01T00:00:00Z,99400,100000
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.2
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
checkout,checkout-success,2026-10-11T00:00:00Z,2026-10-18T00:00:00Z,99500,100000
checkout,checkout-success,2026-10-18T00:00:00Z,2026-10-25T00:00:00Z,99600,100000
checkout,checkout-success,2026-10-25T00:00:00Z,2026-11-01T00:00:00Z,99400,100000
```

## How to fix or waive

Agree on a target that the service can meet today and tighten it later, or plan the work that makes this one true.
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
from steadybook.sre.numbers import rounded


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields an objective whose budget was overspent at every moment that can be told."""
    found = extremes_of(context, document)
    if found is None or found.highest > 0 or found.measured is None:
        return
    measured = rounded(found.measured, 3)
    yield Violation(
        ("target",),
        f"never met in the {words(found.span)} that are measured: {measured} % of events were good on the whole",
        "Agree on a target that can be met now and tighten it later, or plan the work that makes this one true.",
    )


RULE = Rule(Severity.INFO, models=(Slo,), check=check)
