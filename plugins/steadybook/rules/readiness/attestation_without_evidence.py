"""A readiness check is said to pass, and nothing shows it.

## What it does

Looks for `evidence` and `checked_by` of every check with `status: pass`.

## Why is this bad?

An attestation is somebody's word. Without the name and something to look at, nobody can follow it up.

## Example

```yaml
# path: catalog/readiness/checkout.yaml
readiness_review:
  service: checkout
  date: 2026-10-01
  reviewers: [payments-lead]
  checks:
    structured-logging:
      status: pass  # <-
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

Write the address or the path of what shows it (a dashboard, a test report, a merge request), and who looked.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[ReadinessReview], _context: Context) -> Iterator[Violation]:
    """Yields each passing check that lacks what shows it, or who saw it."""
    for id, attestation in document.model.checks.items():
        if attestation.status != "pass":
            continue
        needed = (("evidence", attestation.evidence), ("checked_by", attestation.checked_by))
        missing = " and ".join(f"`{key}`" for key, value in needed if value is None)
        if missing:
            yield Violation(
                ("checks", id, "status"),
                f"`{id}` is said to pass without {missing}",
                "Write the address or path of what shows it, and the role of who looked.",
            )


RULE = Rule(Severity.ERROR, models=(ReadinessReview,), check=check)
