"""The postmortem of a SEV1 has no action that prevents or detects.

## What it does

Reports final postmortems of SEV1 without an action item of type `prevent` or `detect`.

## Why is this bad?

Actions that only soften the effect leave the cause where it is: the same incident comes back, and is noticed as late
as before.

## Example

```yaml
# path: postmortems/2026-10-07-orders-fail.yaml
postmortem:
  title: Orders fail after release 4.2
  date: 2026-10-07
  severity: SEV1
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
  action_items:  # <-
    - id: AI-001
      type: mitigate
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
  severity: SEV1
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

Ask what would have made it impossible, and what would have shown it sooner; make one of the answers an action item.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.postmortems import ACTION_TYPES, LASTING_ACTION_TYPES


def _check(document: Document[Postmortem], _context: Context) -> Iterator[Violation]:
    postmortem = document.model
    types = [item.type for item in postmortem.action_items]
    # An item without a type, and a list without items, are findings of their own.
    if not postmortem.is_final or postmortem.severity != "SEV1" or not types or None in types:
        return
    if not any(type in LASTING_ACTION_TYPES for type in types):
        wanted = " or ".join(f"`{type}` ({ACTION_TYPES[type].lower()})" for type in LASTING_ACTION_TYPES)
        yield Violation(
            ("action_items",),
            f"a SEV1, but none of its {len(types)} action items prevents or detects such an incident",
            f"Add one of type {wanted}.",
            part="key",
        )


RULE = Rule(Severity.ERROR, models=(Postmortem,), check=_check)
