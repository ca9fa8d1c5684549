"""A step of the response stands outside the incident's time.

## What it does

Reports entries of an incident's timeline that have a `phase` and lie before `started_at`, and those of every phase
but `update` that lie after `resolved_at`. Entries without a phase may tell what came before or after.

## Why is this bad?

Nobody detects or mitigates what has not begun, or is over: the time of the entry is wrong, or the instant of the
incident is, and with it every figure computed from it.

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
    - {time: 2026-10-07T09:05:00Z, event: CheckoutErrors fires, phase: detection}  # <-
    - {time: 2026-10-07T09:41:00Z, event: Release 4.1 is back, phase: mitigation}
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
    - {time: 2026-10-07T09:05:00Z, event: Release 4.2 goes out}
    - {time: 2026-10-07T09:15:00Z, event: CheckoutErrors fires, phase: detection}
    - {time: 2026-10-07T09:41:00Z, event: Release 4.1 is back, phase: mitigation}
```

## How to fix or waive

Correct the entry's time or the incident's instants; leave `phase` out of an entry that tells the story before or
after.
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
    incident = document.model
    started, resolved = incident.started_at, incident.resolved_at
    for index, entry in enumerate(incident.timeline):
        if entry.phase is None:
            continue
        if entry.time < started:
            bound, side = "started_at", "before the incident began"
        elif resolved is not None and entry.time > resolved and entry.phase != "update":
            bound, side = "resolved_at", "after it was resolved"
        else:
            continue
        moment = in_words(getattr(incident, bound))
        yield Violation(
            ("timeline", index, "time"),
            f"this {entry.phase} ({in_words(entry.time)}) is {side} ({moment})",
            f"Correct the time of the entry or `{bound}`; an entry about what came before or after has no `phase`.",
            related=(Elsewhere(document, (bound,), side),),
        )


RULE = Rule(Severity.WARNING, models=(Incident,), check=_check)
