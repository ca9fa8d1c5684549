"""An availability objective leaves less than 0.1 points to the contract of its service.

## What it does

Reports an availability target that is stricter than the `sla` of its service by less than 0.1 points. Targets above
99.9 are left alone: there 0.1 points are the whole budget.

## Why is this bad?

When the objective is missed, the contract is nearly broken: there is no time left to react.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.55  # <-
  window: 28d
  owner: payments
  runbook: checkout-errors
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Raise the target, or waive the rule for a contract that was agreed so close on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.dependency_bounds import is_availability
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.error_budget import SLA_MARGIN, SLA_MARGIN_WAIVED_ABOVE, stricter_by
from steadybook.sre.numbers import plain


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields an availability target just above the contract."""
    slo = document.model
    service = context.corpus.get(Service, slo.service)
    sla = service.model.sla if service is not None else None
    if service is None or sla is None or slo.target > SLA_MARGIN_WAIVED_ABOVE:
        return
    margin = stricter_by(slo.target, sla)
    if 0 < margin < SLA_MARGIN and is_availability(context, slo):
        yield Violation(
            ("target",),
            f"the target of {plain(slo.target)} % is only {plain(margin)} points above the contract, {plain(sla)} %",
            f"Leave at least {plain(SLA_MARGIN)} points, so that there is time to react: {plain(sla + SLA_MARGIN)}.",
            related=(Elsewhere(service, ("sla",), "what the contract promises"),),
        )


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
