"""Rows of measurements end later than now.

## What it does

Reports the first row of each series that ends after the moment that counts as now, with the number of such rows.

## Why is this bad?

What has not happened yet cannot have been counted: a clock goes wrong, a zone was left out of account, or the rows are
made up. Budgets leave these rows out until their time has come, and then count them.

## Example

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-30T22:00:00Z,2026-10-30T23:00:00Z,9990,10000
checkout,checkout-success,2026-11-30T22:00:00Z,2026-11-30T23:00:00Z,9995,10000  # <-
```

## Use instead

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-30T22:00:00Z,2026-10-30T23:00:00Z,9990,10000
checkout,checkout-success,2026-10-30T23:00:00Z,2026-10-31T00:00:00Z,9995,10000
```

## How to fix or waive

Set the clock of the machine that exports right, and write these rows anew with their instants in UTC. Where `as_of` of
the configuration is what lies behind, bring it up to date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from steadybook.kinds.measurements.model import Measurements
from steadybook.measurements.columns import instant, microseconds, whole
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule

HELP = "Set the clock that exports right and write the rows anew, in UTC; until then no budget counts them."


def check(document: Document[Measurements], context: Context) -> Iterator[Violation]:
    """Yields the first row of each series that ends after now."""
    for series in document.model.series:
        if series.end is None or context.reached(series.end):
            continue
        ends = whole(series.columns.ends)
        first = bisect_right(ends, microseconds(context.as_of))
        count = len(ends) - first
        rows = "this row ends" if count == 1 else f"this and {count - 1:,} further rows of its series end"
        message = f"{rows} after now: {instant(ends[first]):%Y-%m-%d %H:%M} UTC has not come yet"
        yield Violation(series.route(first, "end"), message, HELP, time_dependent=True)


RULE = Rule(Severity.WARNING, models=(Measurements,), check=check)
