"""An objective was not reviewed as often as was agreed.

## What it does

Adds the `review_cadence` to `last_reviewed` and reports the objective from the day after. Without the one or the
other there is nothing to compare.

## Why is this bad?

A target that nobody has looked at since the service changed measures something that nobody wants any more.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  review_cadence: monthly
  last_reviewed: 2026-08-20  # <-
  owner: payments
  runbook: checkout-errors
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  review_cadence: monthly
  last_reviewed: 2026-10-20
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Go through the target with the stakeholders and write the day under `last_reviewed`, or agree a longer
`review_cadence`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.freshness import REVIEW_CADENCES, due, is_stale


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields a review that is due."""
    slo = document.model
    if slo.review_cadence is None or slo.last_reviewed is None:
        return
    limit = REVIEW_CADENCES[slo.review_cadence]
    if is_stale(slo.last_reviewed, limit, context.today):
        yield Violation(
            ("last_reviewed",),
            f"the next {slo.review_cadence} review was due by {due(slo.last_reviewed, limit)}",
            "Go through the target with the stakeholders, then write the day here.",
            time_dependent=True,
        )


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
