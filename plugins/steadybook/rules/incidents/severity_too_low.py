"""An incident is declared with a lower severity than its effects demand.

## What it does

Computes the severity from the matrix of `function` and `users` and from the triggers (`data_loss`,
`security_breach_pii`, `revenue_impacting`, `sla_breach_imminent`), and compares it with `severity`. Declaring a
higher one is allowed.

## Why is this bad?

The severity decides who is called, how often everybody is told, and whether a postmortem is due. Too low a one leaves
people out when it counts.

## Example

```yaml
# path: postmortems/incidents/2026-10-07-orders-fail.yaml
incident:
  title: Orders fail
  services: [checkout]
  function: core_down
  users: under_25
  severity: SEV2  # <-
  status: resolved
  started_at: 2026-10-07T09:12:00Z
  detected_at: 2026-10-07T09:15:00Z
  acknowledged_at: 2026-10-07T09:17:00Z
  mitigated_at: 2026-10-07T09:41:00Z
  resolved_at: 2026-10-07T10:05:00Z
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
  data_loss: true
```

## Use instead

```yaml
# path: postmortems/incidents/2026-10-07-orders-fail.yaml
incident:
  title: Orders fail
  services: [checkout]
  function: core_down
  users: under_25
  severity: SEV1
  status: resolved
  started_at: 2026-10-07T09:12:00Z
  detected_at: 2026-10-07T09:15:00Z
  acknowledged_at: 2026-10-07T09:17:00Z
  mitigated_at: 2026-10-07T09:41:00Z
  resolved_at: 2026-10-07T10:05:00Z
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
  data_loss: true
```

## How to fix or waive

Raise `severity` to the one named, or correct what the incident did. Waive it only where the matrix does not fit, and
say why.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.incident_impact import decision_of
from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre import severity as matrix


def _check(document: Document[Incident], _context: Context) -> Iterator[Violation]:
    incident = document.model
    decision = decision_of(incident)
    if not decision.severity.worse_than(matrix.Severity(incident.severity)):
        return
    cell = f"`{incident.function}` for `{incident.users}` is {decision.cell} by the matrix"
    triggers = " and ".join(f"{trigger.label} ({trigger.effect})" for trigger in decision.triggers)
    yield Violation(
        ("severity",),
        f"declared {incident.severity}, but this is at least {decision.severity}: {cell}"
        + (f", raised by {triggers}" if triggers else ""),
        f"Write `severity: {decision.severity}`, or correct what the incident did.",
        related=(
            Elsewhere(document, ("function",), f"with `users: {incident.users}`: {decision.cell}"),
            *(Elsewhere(document, (trigger.field,), trigger.effect) for trigger in decision.triggers),
        ),
        fix=Fix(f"Declare {decision.severity}", (Change("set", ("severity",), str(decision.severity)),), safe=False),
    )


RULE = Rule(Severity.ERROR, models=(Incident,), check=_check)
