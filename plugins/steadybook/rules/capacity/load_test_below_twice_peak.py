"""A critical service was load-tested with less than twice its peak.

## What it does

Compares `load_test.multiple_of_peak` of a critical service with 2.

## Why is this bad?

A campaign, a retry storm or the loss of a zone doubles the load within minutes. Nobody has seen what happens then.

## Example

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state: {peak_utilization_pct: 60}
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
  load_test:
    date: 2026-09-01
    multiple_of_peak: 1.5  # <-
    scenario: growth
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: critical
  owner_team: payments
  oncall_rotation: payments-oncall
```

## Use instead

```yaml
# path: catalog/capacity/checkout.yaml
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state: {peak_utilization_pct: 60}
  growth_forecast:
    current: 800
    monthly_growth_pct: 2
  scaling_strategy:
    type: horizontal
  load_test:
    date: 2026-09-01
    multiple_of_peak: 2
    scenario: growth
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: critical
  owner_team: payments
  oncall_rotation: payments-oncall
```

## How to fix or waive

Repeat the test with at least twice the expected peak and write down what it showed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.capacity import LOAD_TEST_MULTIPLE
from steadybook.sre.numbers import plain


def check(document: Document[CapacityModel], context: Context) -> Iterator[Violation]:
    """Yields a test of a critical service that did not go far enough."""
    test = document.model.load_test
    if test is None or test.multiple_of_peak >= LOAD_TEST_MULTIPLE:
        return
    service = context.corpus.get(Service, document.model.service)
    if service is not None and service.model.tier == "critical":
        yield Violation(
            ("load_test", "multiple_of_peak"),
            f"`{service.id}` is critical and was tested with {plain(test.multiple_of_peak)} times its peak, "
            f"not {plain(LOAD_TEST_MULTIPLE)} times",
            f"Repeat the test with at least {plain(LOAD_TEST_MULTIPLE)} times the expected peak.",
            related=(Elsewhere(service, ("tier",), "the service's tier"),),
        )


RULE = Rule(Severity.WARNING, models=(CapacityModel,), check=check)
