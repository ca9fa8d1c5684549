"""A row of measurements cannot be used.

## What it does

Reports a row with too few or too many values, a missing or malformed instant, an end that is not after the start, a
count that is no number or negative, and more good events than events in all. The row is left out of all budgets.

## Why is this bad?

An error budget is computed from these rows. One of them with a wrong count moves it without a trace.

## Example

```csv
# path: slos/measurements/checkout-success.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-01T00:00:00Z,2026-10-01T01:00:00Z,14010,14000  # <-
checkout,checkout-success,2026-10-01T01:00:00Z,2026-10-01T02:00:00Z,,13000  # <-
```

## Use instead

```csv
# path: slos/measurements/checkout-success.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-01T00:00:00Z,2026-10-01T01:00:00Z,13990,14000
checkout,checkout-success,2026-10-01T01:00:00Z,2026-10-01T02:00:00Z,13000,13000
```

## How to fix or waive

Mend the export and write the row anew. An interval that was not measured has no row: what is missing lowers the
coverage, and the state becomes `unknown` rather than wrong.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
