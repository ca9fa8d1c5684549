"""A line of a log is JSON, but no object.

## What it does

Reports lines that hold a list, a text, a number, true, false or null.

## Why is this bad?

A record is a set of named fields. Nothing in such a line can be searched by name.

## Example

```json
# path: logs/checkout.ndjson
["info", "Order placed"]  # <-
"Order placed"  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}
```

## How to fix or waive

Write one object a line. A file that is one JSON list can be converted: `jq -c '.[]' FILE | steadybook logs check -`. A
rule that does not suit is changed in the configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
