"""An incident's instants are out of order.

## What it does

Compares the instants of an incident that are written: `started_at`, `detected_at`, `acknowledged_at`, `mitigated_at`,
`resolved_at`. Each must be at or after those before it.

## Why is this bad?

Times to detect, to mitigate and to resolve are computed from these instants; a wrong one makes them negative or hides
a slow response in every report.

## Example

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
  acknowledged_at: 2026-10-07T09:14:00Z  # <-
  mitigated_at: 2026-10-07T09:41:00Z
  resolved_at: 2026-10-07T10:05:00Z
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

Look the instant up in the alert or the chat and correct it. Mind the zone: 11:17 in Berlin is 09:17Z in summer.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.response import in_words
from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Incident], _context: Context) -> Iterator[Violation]:
    latest = None
    for name, moment in document.model.instants:
        if latest is not None and moment < latest[1]:
            earlier, bound = latest
            yield Violation(
                (name,),
                f"`{name}` ({in_words(moment)}) is before `{earlier}` ({in_words(bound)})",
                f"Correct whichever is wrong: `{name}` comes at or after `{earlier}`.",
                related=(Elsewhere(document, (earlier,), f"`{earlier}` is later"),),
            )
        else:
            latest = name, moment


RULE = Rule(Severity.ERROR, models=(Incident,), check=_check)
