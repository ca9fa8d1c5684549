"""A value is not a duration.

## What it does

Reports durations that are not in Prometheus style: whole numbers with `y w d h m s ms`, the larger unit first.
`1M`, `1.5h` and `30m1h` are errors.

## Why is this bad?

Error budgets and alert windows are computed from it, and Prometheus would refuse it in the exported rules.

## Example

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berlin
  members: [s-1, s-2, s-3, s-4, s-5]
  layers: [primary, secondary]
  shift_length: 1.5w  # <-
  escalation:
    - after_minutes: 5
      contact: secondary
```

## Use instead

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berlin
  members: [s-1, s-2, s-3, s-4, s-5]
  layers: [primary, secondary]
  shift_length: 7d
  escalation:
    - after_minutes: 5
      contact: secondary
```

## How to fix or waive

Write it as `5m`, `1h30m`, `28d` or `4w`.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
