"""A log record of an error does not say which error it was.

## What it does

Reports records of level `error` or `fatal` without `error_type` or `error_message`.

## Why is this bad?

Errors are counted and compared by their type. A message alone differs from one occurrence to the next, so that nobody
sees that a thousand of them are the same one.

## Example

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "error", "service": "checkout", "message": "Payment refused", \
"trace_id": "4bf9", "span_id": "00f0"}  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "error", "service": "checkout", "message": "Payment refused", \
"trace_id": "4bf9", "span_id": "00f0", "error_type": "CardDeclined", "error_message": "insufficient funds"}
```

## How to fix or waive

Log the exception itself: its class as `error_type`, its text as `error_message`. What is no error gets level `warn`. A
rule that does not suit is changed in the configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
