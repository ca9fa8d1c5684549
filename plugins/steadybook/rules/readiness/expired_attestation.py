"""An attestation is older than a year.

## What it does

Adds 365 days to `checked_on`, or to the review's `date` where a check has none of its own, and reports checks with
`status: pass` or `not_applicable` from the day after.

## Why is this bad?

Backups that could be restored a year ago may no longer be. The check counts as open until somebody looks again.

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
      checked_on: 2025-09-01  # <-
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
      checked_on: 2026-09-01
```

## How to fix or waive

Look again, and write the day under `checked_on`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.freshness import attestation_reviews
from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[ReadinessReview], context: Context) -> Iterator[Violation]:
    """Yields each attestation that has expired."""
    for review in attestation_reviews(document):
        if review.is_stale(context.today):
            yield Violation(
                review.route,
                f"the attestation of `{review.check}` expired on {review.due}",
                "Look again, and write the day under `checked_on`.",
                time_dependent=True,
            )


RULE = Rule(Severity.WARNING, models=(ReadinessReview,), check=check)
