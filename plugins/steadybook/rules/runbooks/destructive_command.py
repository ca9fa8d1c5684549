"""A command that destroys something stands where it may be run too easily.

## What it does

Looks for a documented list of commands (recursive remove, `mkfs`, `dd` to a device, `DROP` and `TRUNCATE`, `DELETE`
and `UPDATE` without `WHERE`, deleting a namespace, volume or stateful set, destroying infrastructure, emptying a
bucket, a forced push, shutdown, flushing firewall rules or a cache). They are reported in diagnosis steps, and in
mitigations that have no `when`.

## Why is this bad?

Diagnosis is pasted line by line by somebody who wants to look. What deletes belongs behind a decision.

## Example

```yaml
# path: runbooks/checkout-slow.yaml
runbook:
  title: Checkout is slow
  service: checkout
  last_updated: 2026-10-20
  owner: payments
  overview: Orders take longer than two seconds.
  impact: Customers give up before they pay.
  diagnosis:
    - step: See whether a full cache is the cause
      command: redis-cli -h checkout-cache FLUSHALL  # <-
      expected: Orders are fast again
  mitigation:
    - option: Add workers
      when: Workers are busy and the database is not
      steps:
        - kubectl --namespace checkout scale deployment/checkout --replicas=8
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## Use instead

```yaml
# path: runbooks/checkout-slow.yaml
runbook:
  title: Checkout is slow
  service: checkout
  last_updated: 2026-10-20
  owner: payments
  overview: Orders take longer than two seconds.
  impact: Customers give up before they pay.
  diagnosis:
    - step: See how busy the workers are
      command: kubectl --namespace checkout top pods
      expected: Under 500m each
  mitigation:
    - option: Empty the cache
      when: Its memory is full, and the database is under half of its usual load
      steps:
        - redis-cli -h checkout-cache FLUSHALL
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## How to fix or waive

Move the command to an option of `mitigation`, and say under `when` in which situation it is right and what it costs.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.text_places import place_of
from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.spans import Route
from steadybook.sre.destructive import find_destructive


def _check(document: Document[Runbook], _context: Context) -> Iterator[Violation]:
    runbook = document.model
    for index, step in enumerate(runbook.diagnosis):
        if step.command is not None:
            help = "Move it to an option of `mitigation` with `when:`; a diagnosis step only looks."
            yield from _found(document, ("diagnosis", index, "command"), step.command, "in a diagnosis step", help)
    for index, option in enumerate(runbook.mitigation):
        if option.when is None:
            for number, text in enumerate(option.steps):
                help = "Say under `when:` in which situation it is right and what it costs."
                route: Route = ("mitigation", index, "steps", number)
                yield from _found(document, route, text, "in a mitigation without `when`", help)


def _found(document: Document[Runbook], route: Route, text: str, where: str, help: str) -> Iterator[Violation]:
    for match in find_destructive(text):
        place = place_of(document, route, text, match.start, match.end)
        yield Violation(place, f"this command {match.command.effect}, {where}", help)


RULE = Rule(Severity.WARNING, models=(Runbook,), check=_check)
