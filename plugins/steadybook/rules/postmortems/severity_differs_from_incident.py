"""A postmortem has another severity than its incident.

## What it does

Compares the `severity` of a postmortem with that of the incident that it names.

## Why is this bad?

Both pages are quoted. What is due, a postmortem within a week or a preventive action, depends on which one somebody
reads.

## Example

```yaml
# path: postmortems/2026-10-07-orders-fail.yaml
postmortem:
  title: Orders fail after release 4.2
  date: 2026-10-07
  severity: SEV3  # <-
  status: final
  authors: [pay-2]
  reviewers: [pay-1]
  services: [checkout]
  summary: One order in ten ended with an error until release 4.1 was back.
  timeline:
    - {time: 2026-10-07T09:12:00Z, event: "Started: release 4.2 answers with errors"}
    - {time: 2026-10-07T09:15:00Z, event: "Detected: CheckoutErrors fires"}
    - {time: 2026-10-07T09:41:00Z, event: "Mitigated: release 4.1 is back"}
    - {time: 2026-10-07T10:05:00Z, event: "Resolved: no errors for 24 minutes"}
  root_cause: Release candidates are not tested with cards that need a second factor.
  contributing_factors: [The canary takes too little traffic to show one error in ten]
  action_items:
    - id: AI-001
      type: prevent
      description: Run the card tests against every release candidate
      owner: payments
      priority: P1
      deadline: 2026-11-30
  incident: 2026-10-07-orders-fail
```

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
  postmortem: 2026-10-07-orders-fail
```

## Use instead

```yaml
# path: postmortems/2026-10-07-orders-fail.yaml
postmortem:
  title: Orders fail after release 4.2
  date: 2026-10-07
  severity: SEV2
  status: final
  authors: [pay-2]
  reviewers: [pay-1]
  services: [checkout]
  summary: One order in ten ended with an error until release 4.1 was back.
  timeline:
    - {time: 2026-10-07T09:12:00Z, event: "Started: release 4.2 answers with errors"}
    - {time: 2026-10-07T09:15:00Z, event: "Detected: CheckoutErrors fires"}
    - {time: 2026-10-07T09:41:00Z, event: "Mitigated: release 4.1 is back"}
    - {time: 2026-10-07T10:05:00Z, event: "Resolved: no errors for 24 minutes"}
  root_cause: Release candidates are not tested with cards that need a second factor.
  contributing_factors: [The canary takes too little traffic to show one error in ten]
  action_items:
    - id: AI-001
      type: prevent
      description: Run the card tests against every release candidate
      owner: payments
      priority: P1
      deadline: 2026-11-30
  incident: 2026-10-07-orders-fail
```

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
  postmortem: 2026-10-07-orders-fail
```

## How to fix or waive

Where the review found another severity, change the incident's record as well; it may be raised at any time.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Postmortem], context: Context) -> Iterator[Violation]:
    postmortem = document.model
    incident = context.corpus.get(Incident, postmortem.incident) if postmortem.incident else None
    if incident is None or incident.model.severity == postmortem.severity:
        return
    declared = incident.model.severity
    yield Violation(
        ("severity",),
        f"{postmortem.severity}, but the incident {incident.id} was declared {declared}",
        f"Write `severity: {declared}`, or correct the incident.",
        related=(Elsewhere(incident, ("severity",), f"declared {declared}"),),
        fix=Fix(f"write `{declared}`, as the incident does", (Change("set", ("severity",), declared),), safe=False),
    )


RULE = Rule(Severity.ERROR, models=(Postmortem,), check=_check)
