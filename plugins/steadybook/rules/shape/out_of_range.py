"""A number is out of its range.

## What it does

Reports percentages outside 0 to 100, scores outside 1 to 5, and counts or amounts below zero.

## Why is this bad?

Sums, shares and charts are computed from it.

## Example

```yaml
# path: catalog/services/search.yaml
service:
  name: search
  tier: standard
  owner_team: payments
  sla: 995  # <-
```

## Use instead

```yaml
# path: catalog/services/search.yaml
service:
  name: search
  tier: standard
  owner_team: payments
  sla: 99.5
```

## How to fix or waive

Write a number in the range that the message names.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
