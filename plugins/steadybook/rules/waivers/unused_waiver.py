"""A waiver waives nothing.

## What it does

Reports a waiver that holds and whose rule finds nothing in its files.

## Why is this bad?

The finding is gone, or the waiver never met it. If it comes back, nobody will notice: it is waived already.

## Example

```yaml
# path: catalog/waivers/checkout-runbook.yaml
waiver:  # <-
  rule: stale-runbook
  paths: [runbooks/checkout-errors.yaml]
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2026-12-31
```

## Use instead

```yaml
# path: runbooks/checkout-errors.yaml
runbook:
  title: Checkout answers with errors
  service: checkout
  alert_name: CheckoutErrors
  last_updated: 2026-02-01
  owner: payments
  overview: More than one order in a hundred fails, measured at the load balancer.
  impact: Customers see an error page after they have entered their card, and may try again.
  diagnosis:
    - step: See which call fails
      command: kubectl --namespace checkout logs deployment/checkout --since=10m | grep level=error
  mitigation:
    - option: Roll back
      when: A release went out within the last hour
      steps:
        - kubectl --namespace checkout rollout undo deployment/checkout
  escalation:
    contact: payments-lead
```
```yaml
# path: catalog/waivers/checkout-runbook.yaml
waiver:
  rule: stale-runbook
  paths: [runbooks/checkout-errors.yaml]
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2026-12-31
```

## How to fix or waive

Delete the waiver, or mend its `rule` and `paths`.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.WARNING)
