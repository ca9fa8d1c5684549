"""Two objectives set a target for the same service, indicator and window.

## What it does

Reports an objective when another document, earlier by path, has the same `service`, `sli` and `window`.

## Why is this bad?

Which of the two targets holds? Both are alerted on, both count in reports, and they will drift apart.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  owner: payments
  runbook: checkout-errors
# path: slos/checkout-uptime.yaml
slo:
  service: checkout
  sli: checkout-success  # <-
  target: 99.8
  window: 28d
  owner: payments
  runbook: checkout-errors
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Keep one of the two. Where both are meant, give them different windows or indicators.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.durations import format_duration


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields an objective that repeats one with an earlier path."""
    slo = document.model
    for other in context.corpus.referrers("service", slo.service, Slo):
        if other.path >= document.path:
            return
        if (other.model.service, other.model.sli, other.model.window) == (slo.service, slo.sli, slo.window):
            yield Violation(
                ("sli",),
                f"`{other.id}` already sets a target for `{slo.sli}` of `{slo.service}` "
                f"over {format_duration(slo.window)}",
                "Keep one of the two, or give them different windows.",
                related=(Elsewhere(other, ("target",), "the other target"),),
            )
            return


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
