"""An incident and a postmortem do not name each other.

## What it does

Where an incident names a postmortem, that postmortem's `incident` must be this one; and where a postmortem names an
incident, that incident's `postmortem` must be this one. The side that names the other is reported.

## Why is this bad?

Who stands on the other page does not find the way back; and minutes, severity and phases are compared with the wrong
record, or not at all.

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
  postmortem: 2026-10-07-orders-fail  # <-
```

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
  postmortem: 2026-10-07-orders-fail
```

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

## How to fix or waive

Name the other document on both sides. A postmortem covers one incident; another one that it explains can be named in
its text.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Incident | Postmortem], context: Context) -> Iterator[Violation]:
    model = document.model
    other: Document[Incident] | Document[Postmortem] | None
    if isinstance(model, Incident):
        here, there, id = "postmortem", "incident", model.postmortem
        other = context.corpus.get(Postmortem, id) if id else None
        back = other.model.incident if other else None
    else:
        here, there, id = "incident", "postmortem", model.incident
        other = context.corpus.get(Incident, id) if id else None
        back = other.model.postmortem if other else None
    if other is None or back == document.id:
        return
    said = f"names `{back}`" if back else f"names no {there}"
    yield Violation(
        (here,),
        f"{here} `{id}` {said}, not this {there} in return",
        f"Write `{there}: {document.id}` in {other.path}, or correct the name here.",
        related=(Elsewhere(other, (there,) if back else (), said, "best" if back else "missing"),),
    )


RULE = Rule(Severity.WARNING, models=(Incident, Postmortem), check=_check)
