"""Two runbooks of a service answer the same alert.

## What it does

Reports a name under `alert_name` that another runbook about the same service, earlier by path, has as well. Runbooks of
different services, or about none, may share an alert: one rule often watches many.

## Why is this bad?

Whoever is woken by the alert has to choose, and half of what is learnt is written into the other one.

## Example

```yaml
# path: runbooks/checkout-errors.yaml
runbook:
  title: Checkout answers with errors
  service: checkout
  alert_name: CheckoutErrors
  last_updated: 2026-10-01
  owner: payments
  overview: More than one order in a hundred fails, measured at the load balancer.
  impact: Customers see an error page after they have entered their card, and may try again.
  diagnosis:
    - step: See which call fails
      command: kubectl --namespace checkout logs deployment/checkout --since=10m | grep level=error
      expected: Fewer than ten lines
  mitigation:
    - option: Roll back
      when: A release went out within the last hour
      steps:
        - kubectl --namespace checkout rollout undo deployment/checkout
  escalation:
    after_minutes: 30
    contact: payments-lead
# path: runbooks/checkout-failing.yaml
runbook:
  title: Orders fail
  service: checkout
  alert_name: CheckoutErrors  # <-
  last_updated: 2026-10-20
  owner: payments
  overview: More than one order in a hundred fails.
  impact: Customers see an error page.
  diagnosis:
    - step: See which call fails
      command: kubectl --namespace checkout logs deployment/checkout --since=10m | grep level=error
      expected: Fewer than ten lines
  mitigation:
    - option: Roll back
      when: A release went out within the last hour
      steps:
        - kubectl --namespace checkout rollout undo deployment/checkout
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## Use instead

```yaml
# path: runbooks/checkout-errors.yaml
runbook:
  title: Checkout answers with errors
  service: checkout
  alert_name: CheckoutErrors
  last_updated: 2026-10-01
  owner: payments
  overview: More than one order in a hundred fails, measured at the load balancer.
  impact: Customers see an error page after they have entered their card, and may try again.
  diagnosis:
    - step: See which call fails
      command: kubectl --namespace checkout logs deployment/checkout --since=10m | grep level=error
      expected: Fewer than ten lines
  mitigation:
    - option: Roll back
      when: A release went out within the last hour
      steps:
        - kubectl --namespace checkout rollout undo deployment/checkout
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## How to fix or waive

Merge the two, or take the name out of the one that is not the first to be opened: steps can lead on to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.alert_links import runbooks_naming
from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.spans import Route


def _check(document: Document[Runbook], context: Context) -> Iterator[Violation]:
    runbook = document.model
    if not runbook.service:
        return
    for name in dict.fromkeys(runbook.alert_names):
        index = runbook.alert_names.index(name)
        for other in runbooks_naming(context, name):
            if other.path >= document.path:
                break
            if other.id != document.id and other.intact and other.model.service == runbook.service:
                there = _place(other, other.model.alert_names.index(name))
                yield Violation(
                    _place(document, index),
                    f"`{other.id}` already answers `{name}`",
                    "Merge the two, or leave the alert to the one that is to be opened first.",
                    related=(Elsewhere(other, there, "the other runbook"),),
                )
                break


def _place(document: Document[Runbook], index: int) -> Route:
    """The place of a name: the only one may be written without a list."""
    return ("alert_name",) if isinstance(document.value["alert_name"], str) else ("alert_name", index)


RULE = Rule(Severity.WARNING, models=(Runbook,), check=_check)
