"""A waiver has expired.

## What it does

Reports a waiver from the day after its `expires` on. It waives nothing from then on, so the findings that it covered
come back as well.

## Why is this bad?

A waiver is a promise to look again by a certain day. That day has passed.

## Example

```yaml
# path: catalog/waivers/team-lead.yaml
waiver:
  rule: stale-runbook
  paths: [runbooks/checkout-errors.yaml]
  reason: The payment provider changes in September; the runbook is written anew then.
  owner: payments
  expires: 2026-09-30  # <-
```

## Use instead

```yaml
# path: catalog/waivers/team-lead.yaml
waiver:
  rule: stale-runbook
  paths: [runbooks/checkout-errors.yaml]
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2026-12-31
```

## How to fix or waive

Mend what was waived and delete the waiver. Where the reason still holds, choose another day and say why in the pull
request.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.waiver.model import Waiver
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Waiver], context: Context) -> Iterator[Violation]:
    """Yields the last day of the waiver where it has passed."""
    waiver = document.model
    days = (context.today - waiver.expires).days
    if days > 0:
        message = f"this waiver expired {days} {'day' if days == 1 else 'days'} ago and waives nothing"
        help = f"Mend what `{waiver.rule}` finds and delete the waiver, or agree on another day."
        yield Violation(("expires",), message, help, time_dependent=True)


RULE = Rule(Severity.ERROR, models=(Waiver,), check=check)
