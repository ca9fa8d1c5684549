"""A time has no zone.

## What it does

Reports a time without `Z` or an offset.

## Why is this bad?

Two people who write 09:12 in two cities mean moments hours apart; in a timeline that reorders what happened.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00  # <-
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

Add `Z` for UTC, or the offset that held there and then, such as `+02:00`.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
