"""A line of a log is not JSON.

## What it does

Reports each line that no JSON parser can read, at the character where reading stops. Empty lines are left out.

## Why is this bad?

The collector drops the line or keeps it as mere text. The lines that are not JSON are often those that matter: the
panic, the trace of a stack, the last words before a crash.

## Example

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "check  # <-
panic: runtime error: index out of range  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}
```

## How to fix or waive

Log through a library that writes JSON, uncaught exceptions as well, each as one line. A rule that does not suit is
changed in the configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
