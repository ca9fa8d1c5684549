"""The incident commander also worked on the systems.

## What it does

Reports incidents of SEV1 and SEV2 whose `incident_commander` and `operations_lead` are the same.

## Why is this bad?

Who debugs loses sight of the whole: of time, of the people who wait, and of the second lead that somebody else might
follow.

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
  roles:
    incident_commander: pay-1
    communications_lead: payments-lead
    operations_lead: pay-1  # <-
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
  roles:
    incident_commander: pay-1
    communications_lead: payments-lead
    operations_lead: pay-2
```

## How to fix or waive

Hand one of the two roles to somebody else while the incident runs. Afterwards leave the record true: waive the
finding, and let the postmortem say what kept a second person away.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre import severity as matrix


def _check(document: Document[Incident], _context: Context) -> Iterator[Violation]:
    roles = document.model.roles
    commander, operations = roles.incident_commander, roles.operations_lead
    if commander is None or operations is None or matrix.Severity(document.model.severity) not in matrix.COMMANDED:
        return
    if commander.strip().casefold() == operations.strip().casefold():
        yield Violation(
            ("roles", "operations_lead"),
            f"the operations lead {operations} is also the incident commander",
            "Name another person for one of the two roles: the commander coordinates and leaves debugging to others.",
            related=(Elsewhere(document, ("roles", "incident_commander"), "the commander"),),
        )


RULE = Rule(Severity.ERROR, models=(Incident,), check=_check)
