"""A shift counts pages of a service that does not exist.

## What it does

The keys of `pages_by_service` are ids of services. Reports a key that is none, with the nearest one.

## Why is this bad?

The pages are counted for nobody, and the service that was meant looks quieter than it is.

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
  pages_by_service:
    chekout: 3  # <-
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

Write the service's id: its file's name without the ending. `steadybook fix --unsafe` takes the nearest one where it is
nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.hidden import is_unreadable
from steadybook.analysis.meant_ids import meant_id
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.kind import kind_of
from steadybook.model.rule import Rule
from steadybook.model.wording import shown

SERVICE = kind_of(Service)


def check(document: Document[OncallShift], context: Context) -> Iterator[Violation]:
    """Yields each key that is no service."""
    pages = document.model.pages_by_service or {}
    for service in pages:
        if context.corpus.find(SERVICE, service) or is_unreadable(context, service):
            continue
        route = ("pages_by_service", service)
        meant = meant_id(context, (SERVICE,), service, "Write the id of a service in the catalog.")
        fix = Fix(f"rename to `{meant.id}`", (Change("rename", route, meant.id or ""),), safe=False)
        message = f"there is no service {shown(service)}"
        yield Violation(route, message, meant.help, "key", fix=fix if meant.certain else None)


RULE = Rule(Severity.ERROR, models=(OncallShift,), check=check)
