"""Nobody is on call between two shifts.

## What it does

Reports a shift that begins later than all earlier shifts of its rotation have ended.

## Why is this bad?

A page in between reaches nobody; or the shift in between was never written down, and its pages are in no report.

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
```
```yaml
# path: catalog/oncall/payments-oncall-2026-10-12.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-12T18:00:00+02:00  # <-
  end: 2026-10-19T10:00:00+02:00
  primary: pay-3
  secondary: pay-4
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
```yaml
# path: catalog/oncall/payments-oncall-2026-10-12.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-12T10:00:00+02:00
  end: 2026-10-19T10:00:00+02:00
  primary: pay-3
  secondary: pay-4
  pages: 3
  handoff:
    known_risks: [The certificate of the payment gateway ends on 1 December]
```

## How to fix or waive

Write the shift that is missing, or mend the instants. Mind the offset when the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.hidden import may_be_hidden
from steadybook.analysis.shifts import before
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.kind import kind_of
from steadybook.model.rule import Rule
from steadybook.sre.durations import words


def check(document: Document[OncallShift], context: Context) -> Iterator[Violation]:
    """Yields the start of the shift where nobody was on call before it."""
    start = document.model.start
    previous = before(context, document)
    if previous is None or previous.model.end >= start:
        return
    if not may_be_hidden(context, document.model.rotation, kind_of(OncallShift)):
        message = f"nobody is on call for {words(start - previous.model.end)} before this shift"
        ended = previous.model.end.isoformat()
        help = f"The shift before ends at {ended}: let this one begin there, or add the one that is missing."
        earlier = Elsewhere(previous, ("end",), "the shift before ends here")
        yield Violation(("start",), message, help, related=(earlier,))


RULE = Rule(Severity.WARNING, models=(OncallShift,), check=check)
