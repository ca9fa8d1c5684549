"""A shift has more off-hours pages than pages.

## What it does

Compares `off_hours_pages` with `pages`: the former are some of the latter.

## Why is this bad?

A share above 100 % cannot be, and would count in the on-call health of the team.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
  secondary: pay-2
  pages: 3
  handoff:
    known_risks: [The certificate of the payment gateway ends on 1 December]
  off_hours_pages: 4  # <-
```

## Use instead

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
  secondary: pay-2
  pages: 3
  handoff:
    known_risks: [The certificate of the payment gateway ends on 1 December]
  off_hours_pages: 1
```

## How to fix or waive

Count again.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[OncallShift], _context: Context) -> Iterator[Violation]:
    """Yields the off-hours pages where they are more than all pages."""
    shift = document.model
    if shift.off_hours_pages is not None and shift.off_hours_pages > shift.pages:
        pages = Elsewhere(document, ("pages",), "all pages of the shift")
        message = f"{shift.off_hours_pages} off-hours pages of {shift.pages} in all cannot be"
        yield Violation(("off_hours_pages",), message, "Write at most the number of pages.", related=(pages,))


RULE = Rule(Severity.ERROR, models=(OncallShift,), check=check)
