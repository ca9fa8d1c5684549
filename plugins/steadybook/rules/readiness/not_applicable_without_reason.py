"""A readiness check is said not to apply, without a reason.

## What it does

Looks for a `reason` of every check with `status: not_applicable`.

## Why is this bad?

Whoever reads the review later cannot tell a decision from an excuse.

## Example

```yaml
# path: catalog/readiness/checkout.yaml
readiness_review:
  service: checkout
  date: 2026-10-01
  reviewers: [payments-lead]
  checks:
    circuit-breakers:
      status: not_applicable  # <-
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
    circuit-breakers:
      status: not_applicable
      reason: It calls no other service
      checked_by: pay-1
      checked_on: 2026-10-01
```

## How to fix or waive

Write the `reason`, in a sentence that can be checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[ReadinessReview], _context: Context) -> Iterator[Violation]:
    """Yields each check that does not apply for no reason."""
    for id, attestation in document.model.checks.items():
        if attestation.status == "not_applicable" and attestation.reason is None:
            yield Violation(
                ("checks", id, "status"),
                f"`{id}` is said not to apply, without a reason",
                "Write the `reason`, in a sentence that can be checked.",
            )


RULE = Rule(Severity.ERROR, models=(ReadinessReview,), check=check)
