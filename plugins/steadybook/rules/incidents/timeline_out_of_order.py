"""A timeline is not in order of time.

## What it does

Reports each entry of an incident's or a postmortem's timeline whose time is before that of an earlier entry.

## Why is this bad?

A timeline is read from top to bottom, and what stands later is taken to follow from what stands before. Often the
cause is a wrong zone or date in one entry.

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
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
  timeline:
    - {time: 2026-10-07T09:41:00Z, event: Release 4.1 is back, phase: mitigation}
    - {time: 2026-10-07T09:15:00Z, event: CheckoutErrors fires, phase: detection}  # <-
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
  timeline:
    - {time: 2026-10-07T09:15:00Z, event: CheckoutErrors fires, phase: detection}
    - {time: 2026-10-07T09:41:00Z, event: Release 4.1 is back, phase: mitigation}
```

## How to fix or waive

Move the entry, or correct its time.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.response import in_words
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Incident | Postmortem], _context: Context) -> Iterator[Violation]:
    latest = 0
    timeline = document.model.timeline
    for index, entry in enumerate(timeline):
        if entry.time < timeline[latest].time:
            before = in_words(timeline[latest].time)
            yield Violation(
                ("timeline", index, "time"),
                f"this entry ({in_words(entry.time)}) stands after one of {before}",
                "Move the entry to its place, or correct its time.",
                related=(Elsewhere(document, ("timeline", latest, "time"), "the later entry"),),
            )
        else:
            latest = index


RULE = Rule(Severity.ERROR, models=(Incident, Postmortem), check=_check)
