"""A readiness review attests something that is no check.

## What it does

Compares the keys under `checks` with the ids of the 28 checks.

## Why is this bad?

The attestation counts for nothing, and the check that was meant stays open.

## Example

```yaml
# path: catalog/readiness/checkout.yaml
readiness_review:
  service: checkout
  date: 2026-10-01
  reviewers: [payments-lead]
  checks:
    structured-log:  # <-
      status: pass
      evidence: https://docs.shop.example/logs
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

Write the id of the check that is meant. Whatever else was looked at belongs under `annotations`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import closest, shown
from steadybook.sre.readiness import CHECK_IDS


def check(document: Document[ReadinessReview], _context: Context) -> Iterator[Violation]:
    """Yields each key that is no check."""
    for id in document.model.checks:
        if id in CHECK_IDS:
            continue
        near = closest(id, CHECK_IDS)
        rename = Fix(f"write {near}", (Change("rename", ("checks", id), near),), safe=False) if near else None
        yield Violation(
            ("checks", id),
            f"there is no readiness check {shown(id)}",
            f"Did you mean `{near}`?" if near else f"The checks are {', '.join(CHECK_IDS)}.",
            part="key",
            fix=rename,
        )


RULE = Rule(Severity.ERROR, models=(ReadinessReview,), check=check)
