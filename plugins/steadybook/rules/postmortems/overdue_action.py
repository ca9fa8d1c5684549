"""An action item is not done, and its deadline has passed.

## What it does

Reports action items of postmortems, game days and experiments that are not `done` on the day after their `deadline`.

## Why is this bad?

What was agreed after an incident or an experiment and is not done is the next incident, announced in writing.

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
      deadline: 2026-10-31  # <-
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
      deadline: 2026-10-31
      status: done
      completed: 2026-10-29
```

## How to fix or waive

Do it and set `status: done` with the day under `completed`, or agree on a new deadline with those who reviewed it.
The finding appears because time passes: in a pull request it fails the check only where this file is changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.open_actions import items_of
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.game_day.model import GameDay
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def _check(document: Document[Postmortem | GameDay | Experiment], context: Context) -> Iterator[Violation]:
    for route, item in items_of(document.model):
        days = item.days_overdue(context.today)
        if not days:
            continue
        owner = f", owned by {item.owner}," if item.owner else ""
        late = f"{days} {'day' if days == 1 else 'days'} overdue"
        yield Violation(
            (*route, "deadline"),
            f"{item.id or 'this action item'}{owner} is {item.status} and {late}",
            "Finish it and write `status: done`, or agree on another deadline.",
            time_dependent=True,
        )


RULE = Rule(Severity.WARNING, models=(Postmortem, GameDay, Experiment), check=_check)
