"""The error budget that is written is not 100 - target.

## What it does

Computes the error budget in percentage points, 100 - target, and compares it with `error_budget` to the precision
that is written.

## Why is this bad?

Two numbers that belong together and differ make a reader guess which one was agreed. Alerts and policies are
computed from the target; people read the budget.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  error_budget: 0.2  # <-
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
  error_budget: 0.1
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

`steadybook fix` writes the computed number. Where the budget is right and the target is not, mend the target. Or
leave `error_budget` out: every page shows the computed one.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.error_budget import agrees_as_written
from steadybook.sre.numbers import looks_like_ratio, plain


def check(document: Document[Slo], _context: Context) -> Iterator[Violation]:
    """Yields a written budget that is not the computed one."""
    slo = document.model
    written = slo.error_budget
    if written is None or looks_like_ratio(slo.target) or agrees_as_written(written, slo.budget):
        return  # a target of 0.999 is the rule `percentage-as-ratio`'s affair: the budget may be right
    computed = plain(slo.budget)
    yield Violation(
        ("error_budget",),
        f"the error budget of a target of {plain(slo.target)} % is {computed} %, not {plain(written)} %",
        f"Write `{computed}`, or leave `error_budget` out: it is computed from the target.",
        related=(Elsewhere(document, ("target",), "the target"),),
        fix=Fix(f"write {computed}", (Change("set", ("error_budget",), computed),)),
    )


RULE = Rule(Severity.ERROR, models=(Slo,), check=check)
