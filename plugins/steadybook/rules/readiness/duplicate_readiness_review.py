"""Two readiness reviews of a service have the same date.

## What it does

Reports a review when another document, earlier by path, reviews the same service on the same day. Reviews of
different days are a history, of which the newest holds.

## Why is this bad?

Which of the two holds? What one attests, the other may call failed.

## Example

```yaml
# path: catalog/readiness/checkout.yaml
readiness_review:
  service: checkout
  date: 2026-10-01
  reviewers: [payments-lead]
  checks:
    structured-logging:
      status: pass
      evidence: https://docs.shop.example/logs
      checked_by: pay-1
      checked_on: 2026-10-01
# path: catalog/readiness/review-of-checkout.yaml
readiness_review:
  service: checkout
  date: 2026-10-01  # <-
  reviewers: [payments-lead]
  checks:
    structured-logging:
      status: fail
      reason: Half of the messages are free text
      checked_by: pay-1
      checked_on: 2026-10-01
```

## Use instead

```yaml
# path: catalog/readiness/checkout.yaml
readiness_review:
  service: checkout
  date: 2026-10-01
  reviewers: [payments-lead]
  checks:
    structured-logging:
      status: pass
      evidence: https://docs.shop.example/logs
      checked_by: pay-1
      checked_on: 2026-10-01
```

## How to fix or waive

Merge the two documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[ReadinessReview], context: Context) -> Iterator[Violation]:
    """Yields a review of a day that an earlier path already has."""
    review = document.model
    for other in context.corpus.referrers("service", review.service, ReadinessReview):
        if other.path >= document.path:
            return
        if other.model.date == review.date:
            yield Violation(
                ("date",),
                f"`{other.id}` already reviews `{review.service}` on {review.date}",
                "Merge the two documents.",
                related=(Elsewhere(other, ("date",), "the other review"),),
            )
            return


RULE = Rule(Severity.ERROR, models=(ReadinessReview,), check=check)
