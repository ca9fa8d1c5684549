"""A shift has more false positives than pages.

## What it does

Compares `false_positives` with `pages`: the former are some of the latter.

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
  false_positives: 4  # <-
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
  false_positives: 1
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
    """Yields the false positives where they are more than all pages."""
    shift = document.model
    if shift.false_positives is not None and shift.false_positives > shift.pages:
        pages = Elsewhere(document, ("pages",), "all pages of the shift")
        message = f"{shift.false_positives} false positives of {shift.pages} in all cannot be"
        yield Violation(("false_positives",), message, "Write at most the number of pages.", related=(pages,))


RULE = Rule(Severity.ERROR, models=(OncallShift,), check=check)
