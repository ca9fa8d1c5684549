"""A target of 100 % leaves no error budget.

## What it does

Reports a target of 100.

## Why is this bad?

The first bad event misses it, for ever. No change can be risked, every burn rate is infinite, and nobody can tell a
good month from a bad one. Users cannot tell 100 % from 99.999 % anyway: their own network fails more often.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 100  # <-
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
  target: 99.95
  window: 28d
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Agree a target that users can notice, and that leaves room for change: 99.9 to begin with.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Slo], _context: Context) -> Iterator[Violation]:
    """Yields a target of 100."""
    if not document.model.budget:
        yield Violation(
            ("target",),
            "a target of 100 % leaves no error budget: the first bad event misses it",
            "Agree a lower target, such as 99.9 or 99.95.",
        )


RULE = Rule(Severity.ERROR, models=(Slo,), check=check)
