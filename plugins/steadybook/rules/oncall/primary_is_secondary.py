"""The primary of a shift is the secondary too.

## What it does

Reports a shift whose `primary` and `secondary` are the same person.

## Why is this bad?

The secondary is there for when the primary cannot answer. The same person cannot either.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
  secondary: pay-1  # <-
  pages: 3
  handoff:
    known_risks: [The certificate of the payment gateway ends on 1 December]
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
```

## How to fix or waive

Name two people.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import shown


def check(document: Document[OncallShift], _context: Context) -> Iterator[Violation]:
    """Yields the secondary where it is the primary."""
    shift = document.model
    if shift.secondary is not None and shift.secondary == shift.primary:
        primary = Elsewhere(document, ("primary",), "the primary")
        message = f"{shown(shift.secondary)} is primary and secondary of this shift"
        yield Violation(("secondary",), message, "Name another member as secondary.", related=(primary,))


RULE = Rule(Severity.ERROR, models=(OncallShift,), check=check)
