"""A shift's pages by service do not add up to its pages.

## What it does

Compares `pages` with the sum of `pages_by_service`, where both are written.

## Why is this bad?

Pages per shift and pages per service are both reported. One of the two is wrong.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
  secondary: pay-2
  pages: 3  # <-
  handoff:
    known_risks: [The certificate of the payment gateway ends on 1 December]
  pages_by_service:
    checkout: 2
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
  pages_by_service:
    checkout: 3
```

## How to fix or waive

Count again. `steadybook fix --unsafe` writes the sum as `pages`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[OncallShift], _context: Context) -> Iterator[Violation]:
    """Yields the pages where the services' pages have another sum."""
    shift = document.model
    if shift.pages_by_service is None:
        return
    total = sum(shift.pages_by_service.values())
    if total != shift.pages:
        message = f"the shift has {shift.pages} {'page' if shift.pages == 1 else 'pages'}, its services {total}"
        by_service = Elsewhere(document, ("pages_by_service",), f"these add up to {total}")
        fix = Fix(f"write {total}", (Change("set", ("pages",), str(total)),), safe=False)
        help = "Count the pages again: those of the services add up to `pages`."
        yield Violation(("pages",), message, help, related=(by_service,), fix=fix)


RULE = Rule(Severity.ERROR, models=(OncallShift,), check=check)
