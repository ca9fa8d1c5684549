"""A shift ends before it has begun.

## What it does

The `end` of a shift must be later than its `start`. Offsets count: 10:00+02:00 is before 09:00Z.

## Why is this bad?

Pages and metrics of the shift belong to no time at all, and the schedule shows a gap.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-05T10:00:00+02:00  # <-
  primary: pay-1
  secondary: pay-2
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

Mend the two instants.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[OncallShift], _context: Context) -> Iterator[Violation]:
    """Yields the end of the shift where it is not after the start."""
    shift = document.model
    if shift.end <= shift.start:
        start = Elsewhere(document, ("start",), "it starts here")
        message = f"the shift ends at {shift.end.isoformat()}, but starts at {shift.start.isoformat()}"
        yield Violation(("end",), message, "Write an end that is later than the start.", related=(start,))


RULE = Rule(Severity.ERROR, models=(OncallShift,), check=check)
