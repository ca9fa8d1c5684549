"""A value is not a time.

## What it does

Reports times that are not ISO 8601, and times that the calendar or the clock does not have.

## Why is this bad?

Durations, timelines and reports are computed from it.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05 at ten  # <-
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
  pages: 0
```

## Use instead

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
  pages: 0
```

## How to fix or waive

Write the time as `2026-10-05T10:00:00+02:00`, or with `Z` for UTC.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
