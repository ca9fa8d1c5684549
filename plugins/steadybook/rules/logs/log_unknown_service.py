"""A log record names a service that the catalog does not have.

## What it does

Compares `service` with the ids of the services of the repository in which the command runs. Where it has none, names
are not checked.

## Why is this bad?

From a record to its owner, dashboard and runbook leads only the name. `checkout-api-v2` has no on-call rotation.

## Example

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout-v2", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}  # <-
```

## Use instead

```json
# path: logs/checkout.ndjson
{"timestamp": "2026-02-17T11:24:00.000Z", "level": "info", "service": "checkout", "message": "Order placed", \
"trace_id": "4bf9", "span_id": "00f0"}
```

## How to fix or waive

Write the id of the service's document, and version or instance into fields of their own; or add the service to the
catalog. A rule that does not suit is changed in the configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
