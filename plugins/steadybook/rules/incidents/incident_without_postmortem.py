"""A severe incident has no postmortem, although it is due.

## What it does

Reports resolved incidents of SEV1 and SEV2 that name no postmortem, and that no postmortem names, once five business
days (Monday to Friday) after the resolution have passed.

## Why is this bad?

After a week people have forgotten what they saw and why they acted. What was not written down by then happens again.

## Example

```yaml
# path: postmortems/incidents/2026-10-07-orders-fail.yaml
incident:  # <-
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

Write the postmortem, as a draft at first, and name it under `postmortem`. The finding appears because time passes: in
a pull request it fails the check only where this file is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from steadybook.analysis.hidden import may_be_hidden
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.kind import kind_of
from steadybook.model.rule import Rule
from steadybook.sre import severity as matrix
from steadybook.sre.incidents import POSTMORTEM_BUSINESS_DAYS, postmortem_due

POSTMORTEM = kind_of(Postmortem)


def _check(document: Document[Incident], context: Context) -> Iterator[Violation]:
    incident = document.model
    if incident.resolved_at is None or matrix.Severity(incident.severity) not in matrix.COMMANDED:
        return
    if incident.postmortem is not None or context.corpus.referrers("incident", document.id, Postmortem):
        return
    if may_be_hidden(context, document.id, POSTMORTEM):
        return
    resolved = incident.resolved_at.astimezone(UTC).date()
    due = postmortem_due(resolved)
    if context.today > due:
        yield Violation(
            (),
            f"this {incident.severity}, resolved on {resolved}, has no postmortem; it was due on {due} "
            f"({POSTMORTEM_BUSINESS_DAYS} business days)",
            "Write one in `postmortems/`, and name it here under `postmortem:`.",
            part="missing",
            time_dependent=True,
        )


RULE = Rule(Severity.WARNING, models=(Incident,), check=_check)
