"""A field of a log record has the wrong type, such as a number in quotes.

## What it does

Compares the fields of the standard with their types, and looks for numbers in quotes in fields that are named like
numbers (`_ms`, `_bytes`, `_count` and so on). A field that may be left out may be null.

## Why is this bad?

Log stores give a field the type of its first record. Text cannot be compared or added up, and later records of another
type are refused or land in a second field.

## Example

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0", "duration_ms": "412"}  # <-
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0", "retry_count": 1.5}  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0", "duration_ms": 412}
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0", "retry_count": 1}
```

## How to fix or waive

Write numbers as numbers, and ids as text. A rule that does not suit is changed in the configuration, for all logs or
by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
