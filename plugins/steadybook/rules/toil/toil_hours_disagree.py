"""The hours of a toil item do not follow from minutes and occurrences.

## What it does

Computes minutes x occurrences / 60 and compares it with `total_hours_per_month` to the precision that is written.

## Why is this bad?

Hours decide what is automated first, and how much of a team's time toil takes. A wrong figure puts the wrong item
first.

## Example

```yaml
# path: catalog/toil/refunds.yaml
toil_item:
  name: Refunds by hand
  category: data
  frequency: weekly
  time_per_occurrence_min: 30
  occurrences_per_month: 8
  total_hours_per_month: 6  # <-
  team: payments
```

## Use instead

```yaml
# path: catalog/toil/refunds.yaml
toil_item:
  name: Refunds by hand
  category: data
  frequency: weekly
  time_per_occurrence_min: 30
  occurrences_per_month: 8
  total_hours_per_month: 4
  team: payments
```

## How to fix or waive

`steadybook fix` writes the computed number. Where the hours were measured, mend the minutes or the occurrences. Or
leave `total_hours_per_month` out: it is computed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.toil_item.model import ToilItem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.error_budget import agrees_as_written
from steadybook.sre.numbers import plain, rounded
from steadybook.sre.toil import hours_per_month


def check(document: Document[ToilItem], _context: Context) -> Iterator[Violation]:
    """Yields written hours that are not the computed ones."""
    item = document.model
    written = item.total_hours_per_month
    hours = hours_per_month(item.time_per_occurrence_min, item.occurrences_per_month)
    if written is None or agrees_as_written(written, hours):
        return
    computed = rounded(hours)
    factors = f"{plain(item.time_per_occurrence_min)} minutes {plain(item.occurrences_per_month)} times a month"
    yield Violation(
        ("total_hours_per_month",),
        f"{factors} are {computed} hours, not {plain(written)}",
        f"Write `{computed}`, or leave `total_hours_per_month` out: it is computed.",
        related=(
            Elsewhere(document, ("time_per_occurrence_min",), "the minutes"),
            Elsewhere(document, ("occurrences_per_month",), "the occurrences"),
        ),
        fix=Fix(f"write {computed}", (Change("set", ("total_hours_per_month",), computed),)),
    )


RULE = Rule(Severity.ERROR, models=(ToilItem,), check=check)
