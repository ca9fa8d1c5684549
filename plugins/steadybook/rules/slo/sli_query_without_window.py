"""A query of an indicator lacks the placeholder `$window`.

## What it does

Looks for `$window` in `prometheus.good` and `prometheus.total`.

## Why is this bad?

The query is evaluated over several windows: five minutes and an hour for alerts, 28 days for the budget. One with a
fixed range gives the same answer for all of them.

## Example

```yaml
# path: slos/checkout-success.yaml
sli:
  name: checkout-success
  type: availability
  measurement:
    good_events: answers with a status below 500
    total_events: all requests but health checks
  prometheus:
    good: sum(rate(http_requests_total{service="$service",code!~"5.."}[5m]))  # <-
    total: sum(rate(http_requests_total{service="$service"}[$window]))
```

## Use instead

```yaml
# path: slos/checkout-success.yaml
sli:
  name: checkout-success
  type: availability
  measurement:
    good_events: answers with a status below 500
    total_events: all requests but health checks
  prometheus:
    good: sum(rate(http_requests_total{service="$service",code!~"5.."}[$window]))
    total: sum(rate(http_requests_total{service="$service"}[$window]))
```

## How to fix or waive

Write `[$window]` where the query has its range.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from steadybook.kinds.sli.model import Sli
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule

PLACEHOLDER = re.compile(r"\$window\b|\$\{window\}")


def check(document: Document[Sli], _context: Context) -> Iterator[Violation]:
    """Yields each query without the placeholder."""
    queries = document.model.prometheus
    if queries is None:
        return
    for key, query in (("good", queries.good), ("total", queries.total)):
        if not PLACEHOLDER.search(query):
            yield Violation(
                ("prometheus", key),
                "this query has no `$window`: it gives the same answer for every window",
                "Write `[$window]` in place of its range.",
            )


RULE = Rule(Severity.ERROR, models=(Sli,), check=check)
