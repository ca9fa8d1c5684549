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

from steadybook.analysis.freshness import slo_review
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields a review that is due."""
    review = slo_review(document)
    if review is not None and review.is_stale(context.today):
        yield Violation(
            review.route,
            f"the next {document.model.review_cadence} review was due by {review.due}",
            "Go through the target with the stakeholders, then write the day here.",
            time_dependent=True,
        )


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
