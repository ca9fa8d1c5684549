"""The minutes of the error budget do not follow from target and window.

## What it does

Computes window x (100 - target) / 100 in minutes and compares it with `error_budget_minutes` to the precision that
is written: 40 and 40.3 are right for 40.32, 43 is not.

## Why is this bad?

The minutes are what people plan with. The usual mistake, a month of 30 days where the window is 28 days, promises
three minutes that nobody has.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  error_budget_minutes: 43.2  # <-
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
  error_budget_minutes: 40.32
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

`steadybook fix` writes the computed number. Where the minutes were agreed for another window, mend `window`. Or
leave `error_budget_minutes` out: every page shows the computed one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.durations import format_duration
from steadybook.sre.error_budget import agrees_as_written, budget_minutes
from steadybook.sre.numbers import looks_like_ratio, plain, rounded

USUAL_WINDOWS = tuple(map(timedelta, (7, 28, 30, 90)))
"""Windows (days) that a wrong number of minutes may have been computed for."""


def check(document: Document[Slo], _context: Context) -> Iterator[Violation]:
    """Yields written minutes that are not the computed ones."""
    slo = document.model
    written = slo.error_budget_minutes
    if written is None or looks_like_ratio(slo.target) or agrees_as_written(written, slo.budget_minutes):
        return  # a target of 0.999 is the rule `percentage-as-ratio`'s affair: the minutes may be right
    computed = rounded(slo.budget_minutes)
    window = format_duration(slo.window)
    other = next((w for w in USUAL_WINDOWS if agrees_as_written(written, budget_minutes(slo.target, w))), None)
    origin = f"{plain(written)} is what {format_duration(other)} would allow. " if other else ""
    yield Violation(
        ("error_budget_minutes",),
        f"{plain(slo.budget)} % of {window} is {computed} minutes, not {plain(written)}",
        f"{origin}Write `{computed}`, or leave `error_budget_minutes` out: it is computed.",
        related=(Elsewhere(document, ("window",), "the window"), Elsewhere(document, ("target",), "the target")),
        fix=Fix(f"write {computed}", (Change("set", ("error_budget_minutes",), computed),)),
    )


RULE = Rule(Severity.ERROR, models=(Slo,), check=check)
