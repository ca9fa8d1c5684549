"""A critical service in production has no objective.

## What it does

Looks for objectives of every service with `tier: critical` that is in production.

## Why is this bad?

What is most important is what nobody has agreed on: neither alerts nor a policy can say when it is not good enough.

## Example

```yaml
# path: catalog/services/ledger.yaml
service:
  name: ledger
  tier: critical  # <-
  owner_team: payments
  oncall_rotation: payments-oncall
```

## Use instead

```yaml
# path: catalog/services/ledger.yaml
service:
  name: ledger
  tier: critical
  owner_team: payments
  oncall_rotation: payments-oncall
# path: slos/ledger-availability.yaml
slo:
  service: ledger
  sli: checkout-success
  target: 99.95
  window: 28d
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Agree an objective: `steadybook new slo` writes the file. Where the service is not in production yet, write
`lifecycle: planned`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.hidden import may_be_hidden
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.kind import kind_of
from steadybook.model.rule import Rule

SLO = kind_of(Slo)


def check(document: Document[Service], context: Context) -> Iterator[Violation]:
    """Yields a critical production service that no objective names."""
    service = document.model
    if service.tier != "critical" or not service.in_production:
        return
    if not context.corpus.referrers("service", document.id, Slo) and not may_be_hidden(context, document.id, SLO):
        yield Violation(
            ("tier",),
            f"`{document.id}` is critical and in production, but has no objective",
            "Agree a target and write an `slo` document for it.",
        )


RULE = Rule(Severity.WARNING, models=(Service,), check=check)
