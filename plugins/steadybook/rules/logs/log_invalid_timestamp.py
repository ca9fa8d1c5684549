"""The timestamp of a log record is not an instant in UTC with milliseconds.

## What it does

Reports timestamps in any form but `2026-02-17T11:24:00.000Z`: with another zone or none, with more or fewer decimals,
as a number, or of a day that does not exist.

## Why is this bad?

Records of several services are read in one order. A local time moves them by hours, and without milliseconds the order
within a request is lost.

## Example

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T12:24:00+01:00", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}  # <-
{"timestamp": 1771327440, "level": "info", "service": "checkout", "message": "Order placed", "trace_id": "4bf9", \
"span_id": "00f0"}  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}
```

## How to fix or waive

Set the format once, in the configuration of the logging library. A rule that does not suit is changed in the
configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
