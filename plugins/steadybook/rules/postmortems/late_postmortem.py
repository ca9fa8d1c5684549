"""A postmortem is not final, although it is due.

## What it does

Reports a postmortem of a SEV1 or SEV2 that is not `final` once five business days (Monday to Friday) after the
resolution of its incident have passed. Without an incident, the day of the postmortem counts.

## Why is this bad?

A draft that nobody finishes has actions that nobody agreed to. Every further week costs what people remember.

## Example

```yaml
# path: postmortems/2026-10-07-orders-fail.yaml
postmortem:
  title: Orders fail after release 4.2
  date: 2026-10-07
  severity: SEV2
  status: draft  # <-
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

## How to fix or waive

Bring it to its review and set `status: final`. The finding appears because time passes: in a pull request it fails
the check only where this file is changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.response import due_of
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre import severity as matrix
from steadybook.sre.incidents import POSTMORTEM_BUSINESS_DAYS


def _check(document: Document[Postmortem], context: Context) -> Iterator[Violation]:
    postmortem = document.model
    if postmortem.is_final or matrix.Severity(postmortem.severity) not in matrix.COMMANDED:
        return
    due = due_of(context, document)
    if context.today > due:
        yield Violation(
            ("status",),
            f"this postmortem of a {postmortem.severity} is {postmortem.status}; it was due on {due} "
            f"({POSTMORTEM_BUSINESS_DAYS} business days after the incident)",
            "Have it reviewed, and write `status: final`.",
            time_dependent=True,
        )


RULE = Rule(Severity.WARNING, models=(Postmortem,), check=_check)
