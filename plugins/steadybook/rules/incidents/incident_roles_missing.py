"""A severe incident names no commander or no communications lead.

## What it does

Reports incidents of SEV1 and SEV2 whose `roles` lack `incident_commander` or `communications_lead`.

## Why is this bad?

Without a commander several people decide, or nobody does; without somebody for communication those who repair are
asked for news every few minutes.

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
  acknowledged_at: 2026-10-07T09:17:00Z
  mitigated_at: 2026-10-07T09:41:00Z
  resolved_at: 2026-10-07T10:05:00Z
  roles: {incident_commander: pay-1}  # <-
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
  roles: {incident_commander: pay-1, communications_lead: payments-lead}
```

## How to fix or waive

Name who had the role. Where truly nobody had it, say so in the postmortem and waive this with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre import severity as matrix
from steadybook.sre.incidents import REQUIRED_ROLES, ROLES


def _check(document: Document[Incident], _context: Context) -> Iterator[Violation]:
    incident = document.model
    if matrix.Severity(incident.severity) not in matrix.COMMANDED:
        return
    absent = [role for role in ROLES if role.field in REQUIRED_ROLES and getattr(incident.roles, role.field) is None]
    if absent:
        names = " and no ".join(role.name.lower() for role in absent)
        keys = " and ".join(f"`{role.field}:`" for role in absent)
        yield Violation(
            ("roles",),
            f"this {incident.severity} names no {names}",
            f"Add {keys} under `roles`.",
            part="missing",
        )


RULE = Rule(Severity.ERROR, models=(Incident,), check=_check)
