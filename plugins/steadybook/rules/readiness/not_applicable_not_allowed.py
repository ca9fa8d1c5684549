"""A readiness check that always applies is said not to.

## What it does

Reports `status: not_applicable` for the checks about SLOs and incidents.

## Why is this bad?

Every service in production has users who notice when it fails, and somebody who is called then.

## Example

```yaml
# path: catalog/readiness/checkout.yaml
readiness_review:
  service: checkout
  date: 2026-10-01
  reviewers: [payments-lead]
  checks:
    escalation-paths:
      status: not_applicable  # <-
      reason: Nobody is on call
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
    escalation-paths:
      status: fail
      reason: Nobody is on call yet
      checked_by: pay-1
      checked_on: 2026-10-01
```

## How to fix or waive

Write `fail` and what is missing. A service without users is `lifecycle: planned` or has `tier: experimental`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.readiness import ALWAYS_APPLICABLE, CHECKS

CATEGORY_OF = {check.id: check.category for check in CHECKS if check.category in ALWAYS_APPLICABLE}
"""The checks that always apply, with their category."""


def check(document: Document[ReadinessReview], _context: Context) -> Iterator[Violation]:
    """Yields each of these checks that is said not to apply."""
    for id, attestation in document.model.checks.items():
        if attestation.status == "not_applicable" and id in CATEGORY_OF:
            yield Violation(
                ("checks", id, "status"),
                f"`{id}` belongs to {CATEGORY_OF[id]}, whose checks always apply",
                "Write `fail` and, as the reason, what is missing.",
            )


RULE = Rule(Severity.ERROR, models=(ReadinessReview,), check=check)
