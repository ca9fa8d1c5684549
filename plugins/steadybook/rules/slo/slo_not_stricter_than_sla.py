"""An availability objective is not stricter than the contract of its service.

## What it does

Compares the target of an availability objective with the `sla` of its service. Objectives on latency, quality or
freshness are not compared: the contract speaks of availability.

## Why is this bad?

The objective is the alarm before the contract is broken. One that is met while the contract is broken warns nobody.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.5  # <-
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

Raise the target above the `sla`, usually by 0.1 to 0.5 points, or mend the `sla` in the service's document.
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
from steadybook.sre.error_budget import HUNDRED, SLA_MARGIN, stricter_by
from steadybook.sre.numbers import looks_like_ratio, plain


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields an availability target at or below the contract."""
    slo = document.model
    service = context.corpus.get(Service, slo.service)
    sla = service.model.sla if service is not None else None
    if service is None or sla is None or stricter_by(slo.target, sla) > 0 or not is_availability(context, slo):
        return
    if looks_like_ratio(slo.target):
        return
    stricter = min(sla + SLA_MARGIN, (sla + HUNDRED) / 2)
    help = f"Write at least {plain(stricter)}: it must warn before the contract breaks."
    if stricter == sla:
        help = f"No target is stricter than {plain(sla)} %: mend `sla`, which no service can promise."
    yield Violation(
        ("target",),
        f"the target of {plain(slo.target)} % is not stricter than the contract of `{slo.service}`, {plain(sla)} %",
        help,
        related=(Elsewhere(service, ("sla",), "what the contract promises"),),
    )


RULE = Rule(Severity.ERROR, models=(Slo,), check=check)
