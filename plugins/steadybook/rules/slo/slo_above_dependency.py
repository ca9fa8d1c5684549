"""An availability target is higher than the hard dependencies of the service allow.

## What it does

Multiplies the availability targets of the direct hard upstream services (the strictest availability objective of
each) and compares the product with the target. Soft dependencies and those without an availability objective are
not counted. The dependency with the lowest target is named.

Source: Treynor, Dahlin, Rau, Beyer, The Calculus of Service Availability, ACM Queue 15(2), 2017.

## Why is this bad?

A service that fails whenever its dependencies fail cannot be better than they are. The target will be missed by
others' failures that are within their own objectives.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9  # <-
  window: 28d
  owner: payments
  runbook: checkout-errors
# path: catalog/services/ledger.yaml
service:
  name: ledger
  tier: standard
  owner_team: payments
# path: slos/ledger-availability.yaml
slo:
  service: ledger
  sli: checkout-success
  target: 99.5
  window: 28d
  owner: payments
  runbook: checkout-errors
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: important
  owner_team: payments
  oncall_rotation: payments-oncall
  dependencies:
    upstream: [ledger]
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
# path: catalog/services/ledger.yaml
service:
  name: ledger
  tier: standard
  owner_team: payments
# path: slos/ledger-availability.yaml
slo:
  service: ledger
  sli: checkout-success
  target: 99.5
  window: 28d
  owner: payments
  runbook: checkout-errors
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: important
  owner_team: payments
  oncall_rotation: payments-oncall
  dependencies:
    upstream: [{service: ledger, criticality: soft}]
```

## How to fix or waive

Lower the target, or raise that of the dependency that limits it. Where a cache, a queue or a fallback stands in,
write the dependency with `criticality: soft`. Where retries or redundancy make the target reachable, waive the rule
and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR

from steadybook.analysis.dependency_bounds import bound_of, is_availability
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.numbers import plain, rounded

DECIMALS = 4
"""Places of the product in the message; rounded down, so that it never looks like the target that it is below."""


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields an availability target above the product of the dependencies' targets."""
    slo = document.model
    if not is_availability(context, slo):
        return
    bound = bound_of(context, slo.service)
    if bound is None or slo.target <= bound.percent:
        return
    factors = ", ".join(f"`{limit.service}` {plain(limit.target)} %" for limit in bound.limits)
    allowed = rounded(bound.percent, DECIMALS, ROUND_FLOOR)
    limiting = bound.limiting
    yield Violation(
        ("target",),
        f"{plain(slo.target)} % is more than the hard dependencies allow, {allowed} % ({factors}); "
        f"`{limiting.service}` limits it most",
        f"Lower this target, raise that of `{limiting.service}`, or write `criticality: soft` where it may fail.",
        related=tuple(Elsewhere(limit.slo, ("target",), f"the target of `{limit.service}`") for limit in bound.limits),
    )


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
