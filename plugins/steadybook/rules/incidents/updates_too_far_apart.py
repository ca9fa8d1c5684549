"""Status updates of a severe incident are too far apart.

## What it does

Looks at the timeline's entries of phase `update` from detection to resolution. Two of them in turn may be at most 15
minutes apart for SEV1 and 30 for SEV2; detection, mitigation and resolution count as updates. The later end of the
gap is reported.

## Why is this bad?

Those who wait without news ask, open second incidents, or tell customers something of their own.

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
  resolved_at: 2026-10-07T10:20:00Z
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
  timeline:
    - {time: 2026-10-07T09:15:00Z, event: CheckoutErrors fires, phase: detection}
    - {time: 2026-10-07T09:20:00Z, event: First notice to support, phase: update}
    - {time: 2026-10-07T09:41:00Z, event: Release 4.1 is back, phase: mitigation}
    - {time: 2026-10-07T10:15:00Z, event: Orders pass again, phase: update}  # <-
    - {time: 2026-10-07T10:20:00Z, event: Closed, phase: resolution}
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
  resolved_at: 2026-10-07T10:20:00Z
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
  timeline:
    - {time: 2026-10-07T09:15:00Z, event: CheckoutErrors fires, phase: detection}
    - {time: 2026-10-07T09:20:00Z, event: First notice to support, phase: update}
    - {time: 2026-10-07T09:41:00Z, event: Release 4.1 is back, phase: mitigation}
    - {time: 2026-10-07T10:05:00Z, event: Orders pass; we watch, phase: update}
    - {time: 2026-10-07T10:15:00Z, event: Orders pass again, phase: update}
    - {time: 2026-10-07T10:20:00Z, event: Closed, phase: resolution}
```

## How to fix or waive

Add the updates that were sent but not written down. Where none was sent, leave the record true and waive it; let the
postmortem name what kept you.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from steadybook.analysis.response import in_words, updates_of
from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.spans import Route
from steadybook.sre import severity as matrix
from steadybook.sre.durations import words


def _check(document: Document[Incident], _context: Context) -> Iterator[Violation]:
    incident = document.model
    longest = matrix.update_interval(matrix.Severity(incident.severity))
    if longest is None:
        return
    points = _points(incident)
    for (before, _), (after, route) in pairwise(points):
        if after - before > longest:
            yield Violation(
                route,
                f"{words(after - before)} without a status update, from {in_words(before)} to {in_words(after)}: "
                f"a {incident.severity} needs one at least every {words(longest)}",
                "Add the updates that were sent, as entries with `phase: update`.",
            )


def _points(incident: Incident) -> list[tuple[datetime, Route]]:
    """What counts as an update, in order of time: each with the place to report."""
    points: list[tuple[datetime, Route]] = [(time, ("timeline", index)) for index, time in updates_of(incident)]
    for name, phase in (("mitigated_at", "mitigation"), ("resolved_at", "resolution")):
        moment = getattr(incident, name)
        if moment is not None:
            entries = (i for i, e in enumerate(incident.timeline) if e.phase == phase and e.time == moment)
            index = next(entries, None)
            points.append((moment, (name,) if index is None else ("timeline", index)))
    last = incident.resolved_at
    within = [p for p in points if p[0] >= incident.detected_at and (last is None or p[0] <= last)]
    return [(incident.detected_at, ("detected_at",)), *sorted(within, key=lambda point: point[0])]


RULE = Rule(Severity.WARNING, models=(Incident,), check=_check)
