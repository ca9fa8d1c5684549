"""A waiver holds for more than a year.

## What it does

Reports a waiver whose `expires` is more than 366 days away.

## Why is this bad?

A waiver is for what is acceptable for now. After a year neither the reason nor its owner is what it was.

## Example

```yaml
# path: catalog/waivers/checkout-runbook.yaml
waiver:
  rule: stale-runbook
  paths: [runbooks/checkout-errors.yaml]
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2099-12-31  # <-
```

## Use instead

```yaml
# path: catalog/waivers/checkout-runbook.yaml
waiver:
  rule: stale-runbook
  paths: [runbooks/checkout-errors.yaml]
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2026-12-31
```

## How to fix or waive

Choose a day within the next twelve months. What is never going to change is a matter of the configuration, which can
switch a rule off for some paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from steadybook.kinds.waiver.model import Waiver
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule

LONGEST = timedelta(days=366)
"""A year, whichever one. Source: Steadybook, exceptions are looked at again every year."""


def check(document: Document[Waiver], context: Context) -> Iterator[Violation]:
    """Yields the last day of the waiver where it is too far away."""
    expires = document.model.expires
    if expires - context.today > LONGEST:
        days = (expires - context.today).days
        help = f"Choose a day up to {context.today + LONGEST}, and look at it again then."
        yield Violation(("expires",), f"this waiver holds for another {days:,} days", help)


RULE = Rule(Severity.WARNING, models=(Waiver,), check=check)
