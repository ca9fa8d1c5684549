"""An incident has an instant that its status has not reached.

## What it does

Reports `mitigated_at` in an incident that is still investigating or identified, and `resolved_at` in one that is not
resolved. The other way round, an instant that the status needs, is a `missing-key`.

## Why is this bad?

Either users are still affected or they are not: people who read the status wait for an end that has come, or stop
waiting too early.

## Example

```yaml
# path: postmortems/incidents/2026-10-07-orders-fail.yaml
incident:
  title: Orders fail
  services: [checkout]
  function: core_down
  users: under_25
  severity: SEV2
  status: mitigated
  started_at: 2026-10-07T09:12:00Z
  detected_at: 2026-10-07T09:15:00Z
  acknowledged_at: 2026-10-07T09:17:00Z
  mitigated_at: 2026-10-07T09:41:00Z
  resolved_at: 2026-10-07T10:05:00Z  # <-
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
```

## Use instead

```yaml
# path: postmortems/incidents/2026-10-07-orders-fail.yaml
incident:
  title: Orders fail
  services: [checkout]
  function: core_down
  users: under_25
  severity: SEV2
  status: resolved
  started_at: 2026-10-07T09:12:00Z
  detected_at: 2026-10-07T09:15:00Z
  acknowledged_at: 2026-10-07T09:17:00Z
  mitigated_at: 2026-10-07T09:41:00Z
  resolved_at: 2026-10-07T10:05:00Z
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
```

## How to fix or waive

Move `status` on, or take the instant out until it is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule

STATUSES: Final = ("investigating", "identified", "mitigated", "resolved")
REACHED_WITH: Final = (("mitigated_at", "mitigated"), ("resolved_at", "resolved"))


def _check(document: Document[Incident], _context: Context) -> Iterator[Violation]:
    incident = document.model
    for name, status in REACHED_WITH:
        if getattr(incident, name) is None or STATUSES.index(incident.status) >= STATUSES.index(status):
            continue
        yield Violation(
            (name,),
            f"`{name}` is written, but the status is {incident.status}",
            f"Write `status: {status}`, or remove `{name}` until then.",
            related=(Elsewhere(document, ("status",), "the status"),),
            fix=Fix(f"Set the status to {status}", (Change("set", ("status",), status),), safe=False),
        )


RULE = Rule(Severity.WARNING, models=(Incident,), check=_check)
