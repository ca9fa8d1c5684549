"""A value is not a date.

## What it does

Reports dates that are not written `YYYY-MM-DD` (months: `YYYY-MM`) and days that the calendar does not have.

## Why is this bad?

Due dates and reviews are computed from it; and 05/06/2026 is in May for some readers and in June for others.

## Example

```yaml
# path: catalog/maturity/payments-2026-10.yaml
maturity_assessment:
  subject: payments
  date: 2026-02-30  # <-
  scores:
    slos: 3
    monitoring: 3
    incident_response: 3
    automation: 2
    chaos_engineering: 1
    capacity_planning: 2
    toil_management: 2
    oncall_health: 3
```

## Use instead

```yaml
# path: catalog/maturity/payments-2026-10.yaml
maturity_assessment:
  subject: payments
  date: 2026-10-02
  scores:
    slos: 3
    monitoring: 3
    incident_response: 3
    automation: 2
    chaos_engineering: 1
    capacity_planning: 2
    toil_management: 2
    oncall_health: 3
```

## How to fix or waive

Write the date as `2026-10-02`.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
