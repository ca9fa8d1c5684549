"""Two rows of one series overlap in time.

## What it does

Reports a row whose interval overlaps that of another row of the same service and SLI in the file. Intervals that only
touch are right. Of the two, the later one in the file is left out.

## Why is this bad?

Events in both rows would be counted twice, and the error budget would be wrong in a way that no page shows.

## Example

```csv
# path: slos/measurements/checkout-success.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-01T00:00:00Z,2026-10-01T02:00:00Z,27000,27010
checkout,checkout-success,2026-10-01T01:00:00Z,2026-10-01T03:00:00Z,26000,26010  # <-
```

## Use instead

```csv
# path: slos/measurements/checkout-success.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-01T00:00:00Z,2026-10-01T02:00:00Z,27000,27010
checkout,checkout-success,2026-10-01T02:00:00Z,2026-10-01T03:00:00Z,12900,12905
```

## How to fix or waive

Delete one of the two rows, or give them intervals that only touch.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
