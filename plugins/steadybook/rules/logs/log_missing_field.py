"""A log record lacks a field that every record needs.

## What it does

Reports each of `timestamp`, `level`, `service`, `message`, `trace_id` and `span_id` that a record lacks, or that is
null or empty there.

## Why is this bad?

A search by trace finds the whole of a request only when every record names its trace. One service that leaves it out
breaks the chain for all.

## Example

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"span_id": "00f0"}  # <-
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": ""}  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}
```

## How to fix or waive

Let the logging library add the fields for the whole service, the ids from the trace at hand. A record outside of any
request, such as one at start-up, opens a trace of its own. A rule that does not suit is changed in the configuration,
for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
