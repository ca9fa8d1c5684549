"""An incident looks like a repeat and does not say so.

## What it does

Reports a postmortem without `repeat_of` where an earlier one of the same service has the same `trigger` and is at
most 90 days older. The trigger `unknown` is left out.

## Why is this bad?

A repeat says that the actions of the first time were not enough or are not done. It is only seen when the two are
connected.

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
  trigger: deployment
```

```yaml
# path: postmortems/2026-10-28-orders-fail-again.yaml
postmortem:
  title: Orders fail after release 4.2
  date: 2026-10-28
  severity: SEV2
  status: final
  authors: [pay-2]
  reviewers: [pay-1]
  services: [checkout]
  summary: One order in ten ended with an error until release 4.1 was back.
  timeline:
    - {time: 2026-10-28T09:12:00Z, event: "Started: release 4.2 answers with errors"}
    - {time: 2026-10-28T09:15:00Z, event: "Detected: CheckoutErrors fires"}
    - {time: 2026-10-28T09:41:00Z, event: "Mitigated: release 4.1 is back"}
    - {time: 2026-10-28T10:05:00Z, event: "Resolved: no errors for 24 minutes"}
  root_cause: Release candidates are not tested with cards that need a second factor.
  contributing_factors: [The canary takes too little traffic to show one error in ten]
  action_items:
    - id: AI-001
      type: prevent
      description: Run the card tests against every release candidate
      owner: payments
      priority: P1
      deadline: 2026-11-30
  trigger: deployment  # <-
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
  trigger: deployment
```

```yaml
# path: postmortems/2026-10-28-orders-fail-again.yaml
postmortem:
  title: Orders fail after release 4.2
  date: 2026-10-28
  severity: SEV2
  status: final
  authors: [pay-2]
  reviewers: [pay-1]
  services: [checkout]
  summary: One order in ten ended with an error until release 4.1 was back.
  timeline:
    - {time: 2026-10-28T09:12:00Z, event: "Started: release 4.2 answers with errors"}
    - {time: 2026-10-28T09:15:00Z, event: "Detected: CheckoutErrors fires"}
    - {time: 2026-10-28T09:41:00Z, event: "Mitigated: release 4.1 is back"}
    - {time: 2026-10-28T10:05:00Z, event: "Resolved: no errors for 24 minutes"}
  root_cause: Release candidates are not tested with cards that need a second factor.
  contributing_factors: [The canary takes too little traffic to show one error in ten]
  action_items:
    - id: AI-001
      type: prevent
      description: Run the card tests against every release candidate
      owner: payments
      priority: P1
      deadline: 2026-11-30
  trigger: deployment
  repeat_of: 2026-10-07-orders-fail
```

## How to fix or waive

Name the earlier one under `repeat_of`. Where the two have nothing in common but the trigger, leave it: this is
information and never fails a check.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.repeats import possible_repeat
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Postmortem], context: Context) -> Iterator[Violation]:
    postmortem = document.model
    found = possible_repeat(context, document)
    if found is None or postmortem.repeat_of is not None:
        return
    service, earlier = found
    days = (postmortem.date - earlier.model.date).days
    when = f"{days} {'day' if days == 1 else 'days'} before" if days else "on the same day"
    yield Violation(
        ("trigger",),
        f"possibly a repeat: {service} had an incident with the trigger `{postmortem.trigger}` {when}, {earlier.id}",
        f"If it is one, write `repeat_of: {earlier.id}`.",
        related=(Elsewhere(earlier, ("trigger",), "the earlier one"),),
        fix=Fix(f"Mark as a repeat of {earlier.id}", (Change("insert", ("repeat_of",), earlier.id),), safe=False),
    )


RULE = Rule(Severity.INFO, models=(Postmortem,), check=_check)
