"""The first line of a measurement file is not its header.

## What it does

Measurements begin with the line `service,sli,start,end,good,total`. Reports the first column that differs, lacks or is
one too many.

## Why is this bad?

Without the header, a swapped column would be read as another: good events for all events, ends for starts.

## Example

```csv
# path: slos/measurements/checkout-success.csv
service,sli,start,end,total,good  # <-
checkout,checkout-success,2026-10-01T00:00:00Z,2026-10-01T01:00:00Z,14000,13990
```

## Use instead

```csv
# path: slos/measurements/checkout-success.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-01T00:00:00Z,2026-10-01T01:00:00Z,13990,14000
```

## How to fix or waive

Let the export write exactly these six columns, in this order. It cannot be waived: without its header the file is not
read.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
