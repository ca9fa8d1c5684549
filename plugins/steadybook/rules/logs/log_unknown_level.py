"""The level of a log record is none of the levels of the standard.

## What it does

Reports levels other than `trace`, `debug`, `info`, `warn`, `error` and `fatal`, in small letters; `warning` and
`critical` are read as `warn` and `fatal`.

## Why is this bad?

A filter for errors that does not know a service's word for them finds none, and the dashboard looks calm.

## Example

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "INFO", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}  # <-
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "notice", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}
```

## How to fix or waive

Map the library's levels to these words. A rule that does not suit is changed in the configuration, for all logs or by
path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
