"""Two shifts of a rotation overlap.

## What it does

Reports a shift that begins before an earlier shift of its rotation has ended.

## Why is this bad?

Two people take the other one to be on call, and pages in between are counted twice.

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
  start: 2026-10-11T10:00:00+02:00  # <-
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

Mend the instants. Who is on call at the same time belongs into one shift, as primary and secondary.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.shifts import before
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.durations import words


def check(document: Document[OncallShift], context: Context) -> Iterator[Violation]:
    """Yields the start of the shift where an earlier one still lasts."""
    shift = document.model
    previous = before(context, document)
    if previous is not None and shift.start < previous.model.end:
        both = min(shift.end, previous.model.end) - shift.start
        message = f"this shift and the one before overlap by {words(both)}"
        help = f"The shift before ends at {previous.model.end.isoformat()}: let this one begin there."
        earlier = Elsewhere(previous, ("end",), "the shift before ends here")
        yield Violation(("start",), message, help, related=(earlier,))


RULE = Rule(Severity.WARNING, models=(OncallShift,), check=check)
