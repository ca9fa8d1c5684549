"""An incident was called resolved while the budget still burned too fast.

## What it does

Looks at the measurements of the affected services in the 30 minutes before `resolved_at`. Over them, no objective may
burn its budget faster than it lasts (a burn rate of at most 1). Rows longer than 30 minutes show nothing, and where
these minutes are not wholly measured, nothing is said.

## Why is this bad?

Who hears "resolved" goes home. An end that is called too early becomes a second incident, with nobody left to see it.

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
  resolved_at: 2026-10-07T10:00:00Z  # <-
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
```

```csv
# path: slos/measurements/2026-10-07.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-07T09:30:00Z,2026-10-07T09:45:00Z,900,1000
checkout,checkout-success,2026-10-07T09:45:00Z,2026-10-07T10:00:00Z,1000,1000
checkout,checkout-success,2026-10-07T10:00:00Z,2026-10-07T10:15:00Z,1000,1000
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
  resolved_at: 2026-10-07T10:15:00Z
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
```

```csv
# path: slos/measurements/2026-10-07.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-07T09:30:00Z,2026-10-07T09:45:00Z,900,1000
checkout,checkout-success,2026-10-07T09:45:00Z,2026-10-07T10:00:00Z,1000,1000
checkout,checkout-success,2026-10-07T10:00:00Z,2026-10-07T10:15:00Z,1000,1000
```

## How to fix or waive

Write when it was over for users, not when the fix was deployed. Where the errors of those minutes had another cause,
waive this with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.recovery import recoveries
from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.durations import words
from steadybook.sre.incidents import HEALTHY_BEFORE_RESOLVED


def _check(document: Document[Incident], context: Context) -> Iterator[Violation]:
    before = words(HEALTHY_BEFORE_RESOLVED)
    for recovery in recoveries(context, document.model):
        if not recovery.is_healthy:
            rate = recovery.rate
            times = f"at {rate:.1f} times the rate that it lasts with" if rate.is_finite() else "though it has none"
            yield Violation(
                ("resolved_at",),
                f"in the {before} before, the budget of {recovery.slo.id} still burned, {times}",
                f"Write the moment from which the objectives were met for {before}; a burn rate of 1 is healthy.",
                related=(Elsewhere(recovery.slo, ("target",), "its target"),),
            )


RULE = Rule(Severity.WARNING, models=(Incident,), check=_check)
