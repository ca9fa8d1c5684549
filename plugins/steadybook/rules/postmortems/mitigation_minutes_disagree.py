"""The minutes to mitigate are not those of the timeline.

## What it does

Compares `resolution.time_to_mitigate_minutes` with the time from the start to mitigation: by the instants of the
incident's record (`started_at`, `mitigated_at`), else by the postmortem's own timeline (`Started:`, `Mitigated:`, or
entries with a phase). The number may be rounded to the precision it is written with.

## Why is this bad?

The time to mitigate is how long users suffered. It is counted from the start, not from the moment at which somebody
noticed.

## Example

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
  resolution: {how_resolved: Rollback, time_to_mitigate_minutes: 26}  # <-
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
  resolution: {how_resolved: Rollback, time_to_mitigate_minutes: 29}
```

## How to fix or waive

Write the computed minutes (`steadybook fix` does so), or correct the times where they are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.response import response_of
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.rules.postmortems._minutes import disagreement


def _check(document: Document[Postmortem], context: Context) -> Iterator[Violation]:
    written = document.model.resolution.time_to_mitigate_minutes
    if written is None:
        return
    response = response_of(context, document)
    start, end = ("the start", response.started), ("the mitigation", response.mitigated)
    yield from disagreement(("resolution", "time_to_mitigate_minutes"), written, start, end)


RULE = Rule(Severity.ERROR, models=(Postmortem,), check=_check)
