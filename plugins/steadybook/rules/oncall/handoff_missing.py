"""A shift has ended without a handoff.

## What it does

Every change of shift has a handoff: open issues, recent changes, known risks, planned maintenance, new runbooks.
Reports a shift that ended before today and has none, or one whose lists are all empty.

## Why is this bad?

The next person starts without knowing what is still broken and what was changed.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:  # <-
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
  secondary: pay-2
  pages: 3
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

Write the handoff. After a quiet week one line under `recent_changes` is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.oncall import HANDOFF_SECTIONS


def check(document: Document[OncallShift], context: Context) -> Iterator[Violation]:
    """Yields the shift that is over and has no handoff."""
    shift = document.model
    if shift.end.astimezone(UTC).date() >= context.today:
        return
    sections = ", ".join(section.field for section in HANDOFF_SECTIONS)
    help = f"Write what the next person needs to know, under {sections}."
    if shift.handoff is None:
        message = f"the shift ended on {shift.end.date()}, and nothing was handed over"
        yield Violation((), message, help, "missing", time_dependent=True)
    elif shift.handoff.is_empty:
        message = f"the shift ended on {shift.end.date()}, and its handoff is empty"
        yield Violation(("handoff",), message, help, "key", time_dependent=True)


RULE = Rule(Severity.WARNING, models=(OncallShift,), check=check)
