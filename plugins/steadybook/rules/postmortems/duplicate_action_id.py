"""Two action items have the same id.

## What it does

Reports an action item of a postmortem, a game day or an experiment whose `id` an earlier one of the same document
bears.

## Why is this bad?

`postmortem/AI-001` is how tickets, reports and reviews name an action. With two of them nobody can tell which one is
done.

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
    - id: AI-001  # <-
      type: detect
      description: Alert on failed orders by card type
      owner: payments
      priority: P2
      deadline: 2026-12-15
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
    - id: AI-002
      type: detect
      description: Alert on failed orders by card type
      owner: payments
      priority: P2
      deadline: 2026-12-15
```

## How to fix or waive

Give the later one the next free number.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.open_actions import items_of
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.game_day.model import GameDay
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.spans import Route


def _check(document: Document[Postmortem | GameDay | Experiment], _context: Context) -> Iterator[Violation]:
    first: dict[str, Route] = {}
    for route, item in items_of(document.model):
        if item.id is None or first.setdefault(item.id, route) == route:
            continue
        yield Violation(
            (*route, "id"),
            f"`{item.id}` is the id of an earlier action item",
            "Give this one an id of its own, and do not number those that are known elsewhere anew.",
            related=(Elsewhere(document, (*first[item.id], "id"), "the earlier one"),),
        )


RULE = Rule(Severity.ERROR, models=(Postmortem, GameDay, Experiment), check=_check)
