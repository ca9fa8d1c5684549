"""A log record names a part of an HTTP request and leaves others out.

## What it does

Reports records with any field that begins with `http_` and without all of `http_method`, `http_path` and
`http_status`.

## Why is this bad?

An error rate by route needs the status and the route in one record.

## Example

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0", "http_method": "POST", "http_path": "/orders"}  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0", "http_method": "POST", "http_path": "/orders", "http_status": 201}
```

## How to fix or waive

Log the request once, when it has ended: then all three are known. A rule that does not suit is changed in the
configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
