"""Somebody is primary in two shifts in a row.

## What it does

Reports a shift whose primary was primary in the shift of the same rotation before it, too, unless a whole shift's time
lies between the two.

## Why is this bad?

After a week on call people need weeks off. Two weeks in a row are a sign that the rotation is too small.

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
  start: 2026-10-12T10:00:00+02:00
  end: 2026-10-19T10:00:00+02:00
  primary: pay-1  # <-
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

Let two people exchange their weeks. What has happened already is waived, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.shifts import before
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import shown


def check(document: Document[OncallShift], context: Context) -> Iterator[Violation]:
    """Yields the primary who was primary in the shift before."""
    shift = document.model
    previous = before(context, document)
    if previous is None or previous.model.primary != shift.primary:
        return
    length = previous.model.end - previous.model.start
    if shift.start - previous.model.end < length:
        message = f"{shown(shift.primary)} was primary in the shift before, too"
        help = "Let somebody else take one of the two shifts."
        earlier = Elsewhere(previous, ("primary",), "the shift before")
        yield Violation(("primary",), message, help, related=(earlier,))


RULE = Rule(Severity.WARNING, models=(OncallShift,), check=check)
